import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KernelClient, type Sending } from './client.test.support.js'
import { Wire } from './wire.js'

const CHANNELS = ['shell', 'control', 'stdin'] as const
const TYPES = [
  ...['execute_request', 'complete_request', 'inspect_request', 'is_complete_request', 'history_request'],
  ...['kernel_info_request', 'comm_info_request', 'comm_open', 'comm_msg', 'comm_close', 'input_reply'],
  ...['interrupt_request', 'create_subshell_request', 'no_such_request', '', '__proto__', 'constructor'],
]
const FIELDS = [
  ...[
    'code',
    'cursor_pos',
    'silent',
    'user_expressions',
    'hist_access_type',
    'n',
    'pattern',
    'start',
    'stop',
  ],
  ...['comm_id', 'target_name', 'data', 'value', 'detail_level', 'allow_stdin', '__proto__'],
]

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
  await kernel.execute('globalThis.executed = 0')
}, 60_000)
afterAll(() => kernel.close())

/** Park and Miller's generator: the same messages every time. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
}

async function lives(): Promise<void> {
  expect((await kernel.execute('globalThis.executed')).result).toBe('0')
  for (const channel of ['shell', 'control'] as const) {
    expect((await kernel.request('kernel_info_request', {}, { channel })).content.status).toBe('ok')
  }
  expect(await kernel.beat()).toBe('ping')
  expect(kernel.process.exitCode).toBe(null)
}

describe('the kernel outlives', () => {
  test('signed messages with contents of every wrong type', async () => {
    const below = generator(1)
    const wire = new Wire(kernel.connection)
    const values = [
      null,
      true,
      -1,
      1e308,
      '',
      '🔬*?[(',
      [],
      [[1]],
      {},
      { a: { b: 1 } },
      '\u0000',
      Array(50).fill('x'),
    ]
    for (let i = 0; i < 3000; i++) {
      const content = Object.fromEntries(
        Array.from({ length: below(5) }, () => [FIELDS[below(FIELDS.length)], values[below(values.length)]]),
      )
      kernel.send(TYPES[below(TYPES.length)], content, { channel: CHANNELS[below(3)], wire })
      if (i % 200 === 0) await kernel.request('kernel_info_request', {})
    }
    await lives()
  })

  test('frames that are no message, changed, cut, repeated or signed by somebody else', async () => {
    const below = generator(2)
    const wire = new Wire(kernel.connection)
    const forger = new Wire({ key: 'guessed', signature_scheme: 'hmac-sha256' })
    const code = { code: 'globalThis.executed++', silent: true }
    const spoil: ((frames: Buffer[]) => Buffer[])[] = [
      (frames) => frames.slice(0, below(frames.length)),
      (frames) => frames.slice(1 + below(frames.length - 1)),
      (frames) => frames.map((frame) => frame.subarray(0, below(frame.length + 1))),
      (frames) => frames.toSpliced(1 + below(5), 1, Buffer.from('{"code": "globalThis.executed++"}')),
      (frames) => [...frames.slice(0, 4), ...frames.slice(2, 6)],
      (frames) => frames.toReversed(),
      () => Array.from({ length: below(9) + 1 }, () => randomBytes(below(200))),
      () => forger.serialise({ type: 'execute_request', content: code }),
      (frames) => [frames[0], Buffer.alloc(0), ...frames.slice(2)],
    ]
    for (let i = 0; i < 2000; i++) {
      const frames = wire.serialise({ type: 'execute_request', content: code })
      kernel.sendFrames(spoil[below(spoil.length)](frames), CHANNELS[below(3)])
    }
    await lives()
  })

  test('JSON that is none, or not an object, though rightly signed', async () => {
    const wire = new Wire(kernel.connection)
    for (const content of ['text', 7, null, [1], undefined]) {
      for (const channel of CHANNELS) {
        kernel.sendFrames(
          wire.serialise({ type: 'execute_request', content: (content ?? 0) as object }),
          channel,
        )
      }
    }
    await lives()
  })

  test('messages that come twice, which are executed once', async () => {
    const wire = new Wire(kernel.connection)
    await kernel.execute('globalThis.twice = 0')
    const frames = wire.serialise({ type: 'execute_request', content: { code: 'globalThis.twice++' } })
    for (let i = 0; i < 3; i++) kernel.sendFrames([...frames])
    expect((await kernel.execute('globalThis.twice')).result).toBe('1')
    await lives()
  })

  test('replies and closings that come before what they belong to', async () => {
    kernel.send('comm_msg', { comm_id: 'early', data: {} })
    kernel.send('comm_close', { comm_id: 'early', data: {} })
    kernel.send('input_reply', { value: 'unasked' }, { channel: 'stdin' })
    kernel.send('input_reply', { value: 7 }, { channel: 'stdin' })
    await lives()
  })

  test('64 MB in one message', async () => {
    const { content } = await kernel.request('is_complete_request', { code: `// ${'x'.repeat(64 << 20)}` })
    expect(content.status).toBe('complete')
    const buffers = [new Uint8Array(64 << 20)]
    kernel.send('comm_msg', { comm_id: 'nobody', data: {} }, { buffers })
    await lives()
  })

  test('what is not even ZeroMQ', async () => {
    const ports = ['shell_port', 'control_port', 'stdin_port', 'iopub_port', 'hb_port'] as const
    for (const port of [...ports, ...ports, ...ports]) {
      await new Promise((closed) => {
        const socket = connect(kernel.connection[port], '127.0.0.1', () => socket.end(randomBytes(5000)))
        socket.on('error', closed).on('close', closed).resume()
        setTimeout(() => socket.destroy(), 500)
      })
    }
    await lives()
  })
})

test.each<NonNullable<Sending['channel']>>(['shell', 'control'])(
  'a request on %s that fails says so in its reply',
  async (channel) => {
    const { content } = await kernel.request('complete_request', { code: 5 }, { channel })
    expect(content).toMatchObject({ status: 'error', ename: 'TypeError' })
    expect(content.evalue).toBe('complete_request: code is number, expected a string')
  },
)
