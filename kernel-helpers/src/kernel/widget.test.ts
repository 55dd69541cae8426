import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CellRun, KernelClient } from './client.test.support.js'
import type { Json, Message } from './wire.js'

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
  const run = await kernel.execute("import { Widget, display } from 'scalescope'")
  expect(run.traceback).toBe('')
}, 60_000)
afterAll(() => kernel.close())

interface Opened {
  id: string
  state: Json
  message: Message
}

function opened(run: CellRun): Opened[] {
  return run.messages
    .filter(({ header }) => header.msg_type === 'comm_open')
    .map((message) => ({
      id: String(message.content.comm_id),
      state: (message.content.data as { state: Json }).state,
      message,
    }))
}

const messagesOn = (id: string): Message[] =>
  kernel.published.filter(({ header, content }) => header.msg_type === 'comm_msg' && content.comm_id === id)

const dataOn = (id: string): Promise<Json> =>
  kernel.until(() => messagesOn(id).at(-1)?.content.data as Json | undefined)

const names =
  "{ model: 'PlotModel', view: 'PlotView', module: '@scalescope/widgets', moduleVersion: '^0.1.0' }"

describe('a widget', () => {
  test('opens its comm by protocol 2.1, binary fields apart', async () => {
    const run = await kernel.execute(`new Widget(${names}, {
      title: 'curve', table: new DataView(new Uint8Array([1, 2]).buffer), nested: { list: [new Uint8Array([3]), 4] } })`)
    const [{ message, state, id }] = opened(run)
    expect(message.content).toMatchObject({ target_name: 'jupyter.widget' })
    expect(message.metadata).toEqual({ version: '2.1.0' })
    expect(state).toEqual({
      _model_name: 'PlotModel',
      _model_module: '@scalescope/widgets',
      _model_module_version: '^0.1.0',
      _view_name: 'PlotView',
      _view_module: '@scalescope/widgets',
      _view_module_version: '^0.1.0',
      _view_count: null,
      title: 'curve',
      nested: { list: [null, 4] },
    })
    expect((message.content.data as Json).buffer_paths).toEqual([['table'], ['nested', 'list', 0]])
    expect(message.buffers.map((buffer) => [...buffer])).toEqual([[1, 2], [3]])
    expect(run.contents('execute_result')[0].data).toEqual({
      'text/plain': 'PlotModel',
      'application/vnd.jupyter.widget-view+json': { version_major: 2, version_minor: 0, model_id: id },
    })
  })

  test('sends the changes of one turn together, and only what changed', async () => {
    const run =
      await kernel.execute(`const w = new Widget(${names}, { a: 1, b: 2, bytes: new Uint8Array([0]) })
      w.set({ a: 1, b: 3 }); w.set({ b: 4, bytes: new Uint8Array([5]) }); w.get('b')`)
    expect(run.result).toBe('4')
    const [{ id }] = opened(run)
    await dataOn(id)
    expect(messagesOn(id).map(({ content }) => content.data)).toEqual([
      { method: 'update', state: { b: 4 }, buffer_paths: [['bytes']] },
    ])
    expect([...messagesOn(id)[0].buffers[0]]).toEqual([5])
  })

  test('changes precede a message that is sent after them', async () => {
    const run = await kernel.execute(
      `const order = new Widget(${names}, { a: 1 }); order.set({ a: 2 }); order.send({ hi: 1 }, [new Uint8Array([7])])`,
    )
    const [{ id }] = opened(run)
    expect(messagesOn(id).map(({ content }) => content.data)).toEqual([
      { method: 'update', state: { a: 2 }, buffer_paths: [] },
      { method: 'custom', content: { hi: 1 } },
    ])
    expect([...messagesOn(id)[1].buffers[0]]).toEqual([7])
  })

  test('hears the browser, also its binary fields, and is not echoed', async () => {
    const run =
      await kernel.execute(`const heard = new Widget(${names}, { value: 1, bytes: new DataView(new ArrayBuffer(0)) })
      const tell = ({ new: value }: { new: number }) => console.log('value', value, heard.get('value'))
      heard.observe('value', tell)
      heard.observe('bytes', ({ new: bytes }) => console.log('byte', bytes.getUint8(1)))
      heard.onMessage((content, buffers) => console.log(content, buffers[0].length))`)
    const [{ id }] = opened(run)
    const update = { method: 'update', state: { value: 8 }, buffer_paths: [['bytes']] }
    kernel.send('comm_msg', { comm_id: id, data: update }, { buffers: [new Uint8Array([1, 2])] })
    kernel.send(
      'comm_msg',
      { comm_id: id, data: { method: 'custom', content: 'hi' } },
      { buffers: [new Uint8Array(3)] },
    )
    const cell = run.reply.parentHeader?.msg_id
    const text = (): string =>
      kernel.published
        .filter((m) => m.parentHeader?.msg_id === cell)
        .map(({ content }) => content.text ?? '')
        .join('')
    await kernel.until(() => (text() === 'value 8 8\nbyte 2\nhi 3\n' ? true : undefined))
    expect(messagesOn(id)).toEqual([])
    await kernel.execute("heard.unobserve('value', tell)")
    kernel.send('comm_msg', { comm_id: id, data: { method: 'update', state: { value: 9 } } })
    await kernel.until(() => kernel.published.at(-1)?.content.execution_state === 'idle' || undefined)
    expect((await kernel.execute("heard.get('value')")).result).toBe('9')
    expect(text()).not.toContain('value 9')
  })

  test('gives its state again', async () => {
    const [{ id }] = opened(await kernel.execute(`const again = new Widget(${names}, { a: 1 })`))
    kernel.send('comm_msg', { comm_id: id, data: { method: 'request_state' } })
    expect((await dataOn(id)).state).toMatchObject({ _model_name: 'PlotModel', a: 1 })
  })

  test('displays beside static representations', async () => {
    const run = await kernel.execute("display(again, { 'image/svg+xml': '<svg/>', 'text/plain': 'a curve' })")
    const data = run.contents('display_data')[0].data as Json
    expect(data['image/svg+xml']).toBe('<svg/>')
    expect(data['text/plain']).toBe('a curve')
    expect(Object.keys(data)).toContain('application/vnd.jupyter.widget-view+json')
  })
})

describe('a reloaded page', () => {
  test('gets the state of every widget that is open', async () => {
    const run =
      await kernel.execute(`const kept = new Widget(${names}, { n: 1, bytes: new Uint8Array([6]) }); kept.set({ n: 2 })
      const gone = new Widget(${names}, {}); gone.close()`)
    const [kept, gone] = opened(run)
    const control = randomUUID()
    kernel.send('comm_open', { comm_id: control, target_name: 'jupyter.widget.control', data: {} })
    kernel.send('comm_msg', { comm_id: control, data: { method: 'request_states' } })
    const data = await dataOn(control)
    expect(data.method).toBe('update_states')
    const states = data.states as Record<string, Json>
    expect(states[kept.id]).toMatchObject({
      model_name: 'PlotModel',
      model_module: '@scalescope/widgets',
      model_module_version: '^0.1.0',
      state: { n: 2 },
    })
    expect(states[gone.id]).toBeUndefined()
    const paths = data.buffer_paths as string[][]
    const index = paths.findIndex((path) => path[0] === kept.id)
    expect(paths[index]).toEqual([kept.id, 'state', 'bytes'])
    expect([...messagesOn(control)[0].buffers[index]]).toEqual([6])
  })
})

test('outside the kernel a widget says what it needs', async () => {
  const { Widget } = await import('./widget.js')
  const names = { model: 'PlotModel', view: 'V', module: 'm', moduleVersion: '1' }
  expect(() => new Widget(names, {})).toThrow('PlotModel: widgets need the Scalescope kernel')
})
