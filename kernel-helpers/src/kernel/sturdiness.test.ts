import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KernelClient } from './client.test.support.js'

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
}, 60_000)
afterAll(() => kernel.close())

describe('floods', () => {
  test('a line of 10 MB arrives whole', async () => {
    const run = await kernel.execute("console.log('x'.repeat(10_000_000))")
    expect(run.text().length).toBe(10_000_001)
  })

  test('an endless flood of displays is interrupted, and all of it arrives', async () => {
    const id = kernel.send('execute_request', {
      code: "import { display } from 'tslab'; globalThis.shown = 0; for (;;) { display.text('d'.repeat(200)); globalThis.shown++ }",
    })
    await kernel.until(() =>
      kernel.published.find((m) => m.parentHeader?.msg_id === id && m.header.msg_type === 'display_data'),
    )
    expect((await kernel.request('interrupt_request', {}, { channel: 'control' })).content.status).toBe('ok')
    const run = await kernel.finished(id)
    expect(run.contents('error')[0].ename).toBe('Interrupted')
    expect((await kernel.execute('globalThis.shown')).result).toBe(
      String(run.contents('display_data').length),
    )
  })
})

test('two front ends of one kernel: both hear all, each gets its own replies', async () => {
  const other = await kernel.join()
  const [mine, theirs] = await Promise.all([kernel.execute('var shared = 1'), other.execute('2 + 2')])
  expect(theirs.result).toBe('4')
  expect((await other.execute('shared')).result).toBe('1')
  const ids = [mine, theirs].map(({ reply }) => reply.parentHeader?.msg_id)
  const heard = (client: KernelClient): boolean =>
    ids.every((id) =>
      client.published.some((m) => m.parentHeader?.msg_id === id && m.content.execution_state === 'idle'),
    )
  await kernel.until(() => heard(kernel) || undefined)
  await other.until(() => heard(other) || undefined)
  expect(other.replies.some((reply) => reply.parentHeader?.msg_id === ids[0])).toBe(false)
  other.leave()
  expect((await kernel.execute('shared')).result).toBe('1')
})

describe.runIf(process.platform === 'linux')('nothing is left behind', () => {
  const children = (pid: number): number[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/stat`))
      .filter((name) => {
        try {
          return (
            Number(
              readFileSync(`/proc/${name}/stat`, 'utf8')
                .replace(/^.*\) /, '')
                .split(' ')[1],
            ) === pid
          )
        } catch {
          return false
        }
      })
      .map(Number)

  test('by a shutdown: no process, no port', async () => {
    const client = await KernelClient.start()
    await client.execute(`import { Worker } from 'node:worker_threads'
      new Worker('setInterval(() => {}, 1000)', { eval: true })
      await new Promise(done => setTimeout(done, 200))`)
    expect(children(client.process.pid!)).toEqual([])
    const exit = once(client.process, 'exit')
    await client.request('shutdown_request', { restart: false }, { channel: 'control' })
    expect(await exit).toEqual([0, null])
    expect(existsSync(`/proc/${client.process.pid}`)).toBe(false)
    const ports = readFileSync('/proc/net/tcp', 'utf8')
    for (const port of Object.entries(client.connection).flatMap(([key, value]) =>
      key.endsWith('_port') ? [Number(value)] : [],
    )) {
      const listening = new RegExp(`:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`)
      expect(ports).not.toMatch(listening)
    }
    await client.close()
  })
})
