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

  test('hears the browser, also its binary fields, and echoes it to all pages in answer to it', async () => {
    const run =
      await kernel.execute(`const heard = new Widget(${names}, { value: 1, bytes: new DataView(new ArrayBuffer(0)) })
      const tell = ({ new: value }: { new: number }) => console.log('value', value, heard.get('value'))
      heard.observe('value', tell)
      heard.observe('bytes', ({ new: bytes }) => console.log('byte', bytes.getUint8(1)))
      heard.onMessage((content, buffers) => console.log(content, buffers[0].length))`)
    const [{ id }] = opened(run)
    const update = { method: 'update', state: { value: 8 }, buffer_paths: [['bytes']] }
    const told = kernel.send('comm_msg', { comm_id: id, data: update }, { buffers: [new Uint8Array([1, 2])] })
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
    const [echo, ...more] = messagesOn(id)
    expect(more).toEqual([])
    expect(echo.parentHeader?.msg_id).toBe(told)
    expect(echo.content.data).toEqual({ ...update, method: 'echo_update' })
    expect(echo.buffers.map((buffer) => [...buffer])).toEqual([[1, 2]])
    await kernel.execute("heard.unobserve('value', tell)")
    kernel.send('comm_msg', { comm_id: id, data: { method: 'update', state: { value: 9 } } })
    await kernel.until(() => kernel.published.at(-1)?.content.execution_state === 'idle' || undefined)
    expect((await kernel.execute("heard.get('value')")).result).toBe('9')
    expect(text()).not.toContain('value 9')
  })

  test('echoes a value that it does not take, then corrects it', async () => {
    const run = await kernel.execute(
      "import { widgets } from 'scalescope'; const narrow = new widgets.IntSlider({ max: 10 }); const upload = new widgets.FileUpload()",
    )
    const [narrow, upload] = ['IntSliderModel', 'FileUploadModel'].map(
      (model) => opened(run).find(({ state }) => state._model_name === model)!.id,
    )
    kernel.send('comm_msg', { comm_id: narrow, data: { method: 'update', state: { value: 20 } } })
    await kernel.until(() => messagesOn(narrow)[1])
    expect(messagesOn(narrow).map(({ content }) => content.data)).toEqual([
      { method: 'echo_update', state: { value: 20 }, buffer_paths: [] },
      { method: 'update', state: { value: 10 }, buffer_paths: [] },
    ])
    // As in ipywidgets, files don't travel back.
    const state = { value: [], error: 'none' }
    kernel.send('comm_msg', { comm_id: upload, data: { method: 'update', state } })
    expect((await dataOn(upload)).state).toEqual({ error: 'none' })
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

describe('used wrongly', () => {
  const slider = async (code: string): Promise<{ id: string; cell: string; run: CellRun }> => {
    const run = await kernel.execute(code)
    const id = opened(run).find(({ state }) => state._model_name === 'IntSliderModel')!.id
    return { id, cell: run.reply.parentHeader!.msg_id, run }
  }
  const printedBy = (cell: string): string =>
    kernel.published
      .filter(({ parentHeader, header }) => parentHeader?.msg_id === cell && header.msg_type === 'stream')
      .map(({ content }) => content.text)
      .join('')
  const change = (id: string, value: number) =>
    kernel.send('comm_msg', { comm_id: id, data: { method: 'update', state: { value }, buffer_paths: [] } })

  test('a handler that throws says so under its cell, each time, and the widget goes on', async () => {
    const { id, cell } = await slider(`const thrower = new widgets.IntSlider()
      thrower.observe('value', ({ new: value }) => { throw new RangeError('no ' + value) })
      thrower.observe('value', async ({ new: value }) => { throw new RangeError('late ' + value) })`)
    await kernel.execute('1 + 1')
    for (const value of [3, 4]) change(id, value)
    await kernel.until(() => (/late 4/.test(printedBy(cell)) ? true : undefined))
    for (const words of ['RangeError: no 3', 'RangeError: late 3', 'RangeError: no 4'])
      expect(printedBy(cell)).toContain(words)
    expect((await kernel.execute('thrower.value')).result).toBe('4')
  })

  test('closed while it is updated by both sides, it is quiet, and says that it is closed', async () => {
    const { id, run } = await slider(`const closing = new widgets.IntSlider({ description: 'c' })
      closing.observe('value', ({ new: value }) => console.log('heard', value))
      const updating = setInterval(() => { closing.value = (closing.value + 1) % 100 }, 1)
      setTimeout(() => closing.close(), 60)
      setTimeout(() => clearInterval(updating), 200)
      closing`)
    await kernel.until(() =>
      kernel.published.find(
        ({ header, content }) => header.msg_type === 'comm_close' && content.comm_id === id,
      ),
    )
    for (let value = 0; value < 20; value++) change(id, value)
    const after = await kernel.execute('await new Promise((resolve) => setTimeout(resolve, 250)); closing')
    const closed = kernel.published.findIndex(
      ({ header, content }) => header.msg_type === 'comm_close' && content.comm_id === id,
    )
    expect(kernel.published.slice(closed).filter(({ content }) => content.comm_id === id)).toHaveLength(1)
    expect(after.contents('execute_result')[0].data).toEqual({
      'text/plain': expect.stringMatching(/^IntSlider\(value: \d+\) \(closed\)$/),
    })
    expect(run.contents('error')).toEqual([])
    expect(after.text('stderr')).toBe('')
  })

  test('two front ends on one kernel both hear what one of them changes', async () => {
    const { id } = await slider('new widgets.IntSlider({ value: 1 })')
    const second = await kernel.join()
    const echoes = () =>
      second.published.filter(({ content }) => content.comm_id === id).map(({ content }) => content.data)
    change(id, 7)
    await second.until(() => echoes()[0])
    expect(echoes()).toEqual([{ method: 'echo_update', state: { value: 7 }, buffer_paths: [] }])
    second.leave()
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
