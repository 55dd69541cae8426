import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KernelClient } from './client.test.support.js'
import type { Json, Message } from './wire.js'

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
  const run = await kernel.execute(
    "import { currentSession } from 'scalescope'; const session = currentSession()!",
  )
  expect(run.traceback).toBe('')
}, 60_000)
afterAll(() => kernel.close())

const onComm = (type: string, id: unknown): Promise<Message> =>
  kernel.until(() => kernel.published.find((m) => m.header.msg_type === type && m.content.comm_id === id))

describe('comms', () => {
  test('open, carry buffers both ways, are listed, close', async () => {
    const run = await kernel.execute(`
      const comm = session.openComm('lab', { hello: 1 }, { metadata: { v: 2 }, buffers: [new Float64Array([1, 2, 3]).subarray(1)] })
      comm.onMessage((data, buffers) => comm.send({ back: data, types: buffers.map(b => b.constructor.name) }, buffers.map(b => b.slice().reverse())))
      comm.onClose(() => console.log('closed by the browser'))`)
    const [open] = run.messages.filter(({ header }) => header.msg_type === 'comm_open')
    expect(open.content).toMatchObject({ target_name: 'lab', data: { hello: 1 } })
    expect(open.metadata).toEqual({ v: 2 })
    expect([...new Float64Array(new Uint8Array(open.buffers[0]).buffer)]).toEqual([2, 3])

    const id = open.content.comm_id
    const info = await kernel.request('comm_info_request', { target_name: 'lab' })
    expect(info.content).toEqual({ status: 'ok', comms: { [String(id)]: { target_name: 'lab' } } })
    expect((await kernel.request('comm_info_request', { target_name: 'other' })).content.comms).toEqual({})

    kernel.send(
      'comm_msg',
      { comm_id: id, data: 'x' },
      { buffers: [new Uint8Array([1, 2, 3]), new Uint8Array(0)] },
    )
    const back = await onComm('comm_msg', id)
    expect(back.content.data).toEqual({ back: 'x', types: ['Buffer', 'Buffer'] })
    expect(back.buffers.map((buffer) => [...buffer])).toEqual([[3, 2, 1], []])

    kernel.send('comm_close', { comm_id: id, data: {} })
    const printed = await kernel.until(() =>
      kernel.published.find((m) => m.content.text === 'closed by the browser\n'),
    )
    expect(printed.parentHeader?.msg_id).toBe(run.reply.parentHeader?.msg_id)
    expect((await kernel.request('comm_info_request', {})).content.comms).toEqual({})
  })

  test('are handled while a cell awaits, which is then still shown busy', async () => {
    const opened = await kernel.execute(
      "const live = session.openComm('live', {}); live.onMessage((data) => live.send(data))",
    )
    const comm = opened.contents('comm_open')[0].comm_id
    const id = kernel.send('execute_request', {
      code: "console.log('on'); await new Promise<void>(done => live.onMessage(data => { if (data === 'end') done() }))",
    })
    await kernel.until(() =>
      kernel.published.find((m) => m.parentHeader?.msg_id === id && m.header.msg_type === 'stream'),
    )
    kernel.send('comm_msg', { comm_id: comm, data: 'ping' })
    expect((await onComm('comm_msg', comm)).content.data).toBe('ping')
    const statuses = await kernel.until(() => {
      const all = kernel.published.filter(({ header }) => header.msg_type === 'status')
      return all.at(-1)?.parentHeader?.msg_id === id ? all : undefined
    })
    expect(statuses.at(-1)?.content).toEqual({ execution_state: 'busy' })
    kernel.send('comm_msg', { comm_id: comm, data: 'end' })
    expect((await kernel.finished(id)).reply.content.status).toBe('ok')
  })

  test('a target nobody knows is closed at once', async () => {
    const id = randomUUID()
    kernel.send('comm_open', { comm_id: id, target_name: 'nobody', data: {} })
    expect((await onComm('comm_close', id)).content).toEqual({ comm_id: id, data: {} })
  })

  test('the browser opens one on a target that a cell has registered', async () => {
    await kernel.execute(`session.onComm('mine', (comm, data, buffers) => {
      if (data === 'bad') throw new Error('not that')
      comm.send({ got: data, bytes: [...buffers[0]] })
    })`)
    const id = randomUUID()
    const content = { comm_id: id, target_name: 'mine', data: 'good' }
    kernel.send('comm_open', content, { buffers: [new Uint8Array([5, 6])] })
    expect((await onComm('comm_msg', id)).content.data).toEqual({ got: 'good', bytes: [5, 6] })
    kernel.send('comm_open', content)
    await kernel.until(() => kernel.stderr.includes(`comm ${id} is open already`) || undefined)
  })

  test('a target that throws is shown under its cell, and the comm closed', async () => {
    const id = randomUUID()
    kernel.send('comm_open', { comm_id: id, target_name: 'mine', data: 'bad' })
    await onComm('comm_close', id)
    const shown = kernel.published.find((m) => String(m.content.text).includes('Error: not that'))
    expect(shown?.content.text).toMatch(/Cell \[\d+\], line 2/)
    expect(shown?.parentHeader?.msg_type).toBe('execute_request')
    const info = await kernel.request('comm_info_request', { target_name: 'mine' })
    expect(Object.keys(info.content.comms as Json)).not.toContain(id)
  })

  test('a callback that throws is shown under its cell, and the next is still called', async () => {
    const run = await kernel.execute(`const faulty = session.openComm('faulty', {})
      faulty.onMessage(() => { throw new Error('in a callback') })
      faulty.onMessage(() => console.log('next'))`)
    kernel.send('comm_msg', { comm_id: run.contents('comm_open')[0].comm_id, data: {} })
    const id = run.reply.parentHeader?.msg_id
    const text = (name: string): string =>
      kernel.published
        .filter((m) => m.parentHeader?.msg_id === id && m.content.name === name)
        .map(({ content }) => content.text)
        .join('')
    await kernel.until(() => (text('stdout') === 'next\n' ? true : undefined))
    expect(text('stderr')).toMatch(/Error: in a callback\n {4}at .*Cell \[\d+\], line 2/)
  })

  test('displays can be updated from a callback', async () => {
    const run = await kernel.execute(`const panel = session.openComm('panel', {})
      session.display({ 'text/plain': 'before' }, { displayId: 'd1' })
      panel.onMessage(() => session.display({ 'text/plain': 'after' }, { displayId: 'd1', update: true }))`)
    expect(run.contents('display_data')[0]).toEqual({
      data: { 'text/plain': 'before' },
      metadata: {},
      transient: { display_id: 'd1' },
    })
    kernel.send('comm_msg', { comm_id: run.contents('comm_open')[0].comm_id, data: {} })
    const update = await kernel.until(() =>
      kernel.published.find(({ header }) => header.msg_type === 'update_display_data'),
    )
    expect(update.content).toMatchObject({ data: { 'text/plain': 'after' }, transient: { display_id: 'd1' } })
    expect(update.parentHeader?.msg_id).toBe(run.reply.parentHeader?.msg_id)
    const faulty = await kernel.execute('session.display({}, { update: true })')
    expect((faulty.contents('error')[0] as Json).evalue).toContain('update without a displayId')
  })
})
