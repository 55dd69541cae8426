import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KernelClient } from '../client.test.support.js'
import type { Json } from '../wire.js'

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
  const run = await kernel.execute(
    `import { display, widgets } from 'scalescope'
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))`,
  )
  expect(run.traceback).toBe('')
}, 60_000)
afterAll(() => kernel.close())

/** The outputs that the page shows in the widget `name`. */
async function outputs(name: string): Promise<Json[]> {
  const id = String((await kernel.execute(`${name}.modelId`)).result).replaceAll("'", '')
  const states = kernel.published
    .filter(({ content }) => content.comm_id === id)
    .map(({ content }) => (content.data as { state: Json }).state.outputs as Json[])
  return states.at(-1) ?? []
}

test('takes what code prints, displays and throws, and nothing of it is under the cell', async () => {
  const run = await kernel.execute(`const out = new widgets.Output()
const returned = await out.capture(async () => {
  console.log('one'); await later(5); console.log('two'); console.error('three')
  display({ 'text/html': '<b>four</b>' })
  throw new RangeError('five')
})
returned`)
  expect(run.traceback).toBe('')
  expect([run.text(), run.text('stderr'), run.contents('display_data')]).toEqual(['', '', []])
  expect(await outputs('out')).toMatchObject([
    { output_type: 'stream', name: 'stdout', text: 'one\ntwo\n' },
    { output_type: 'stream', name: 'stderr', text: 'three\n' },
    { output_type: 'display_data', data: { 'text/html': '<b>four</b>' } },
    { output_type: 'error', ename: 'RangeError', evalue: 'five' },
  ])
  const [traceback] = (await outputs('out'))[3].traceback as string[]
  expect(traceback).toMatch(/RangeError: five\n {4}at .*Cell \[\d+\]/)
})

test('flows that interleave print each into its own, and the cell into itself', async () => {
  const run = await kernel.execute(`const [left, right] = [new widgets.Output(), new widgets.Output()]
const say = (word: string) => async () => { for (let i = 0; i < 5; i++) { console.log(word, i); await later(3) } return word }
const all = Promise.all([left.capture(say('left')), right.capture(say('right'))])
console.log('cell')
;(await all).join()`)
  expect(run.text()).toBe('cell\n')
  expect(run.result).toBe("'left,right'")
  for (const side of ['left', 'right']) {
    const text = [0, 1, 2, 3, 4].map((i) => `${side} ${i}\n`).join('')
    expect(await outputs(side)).toEqual([{ output_type: 'stream', name: 'stdout', text }])
  }
})

test('can be cleared, at once or when something new comes, and appended to', async () => {
  await kernel.execute(
    `const page = new widgets.Output(); page.appendStdout('a'); page.clearOutput({ wait: true })`,
  )
  expect(await outputs('page')).toMatchObject([{ text: 'a' }])
  await kernel.execute(`page.appendDisplay(42)`)
  expect(await outputs('page')).toEqual([
    { output_type: 'display_data', data: { 'text/plain': '42' }, metadata: {} },
  ])
  await kernel.execute('page.clearOutput()')
  expect(await outputs('page')).toEqual([])
})

test('a loop of 5000 changes sends few messages, its last value before the cell ends', async () => {
  for (const pause of ['', 'await null', 'if (i % 50 === 0) await later(1)']) {
    const run = await kernel.execute(`{
  const bar = new widgets.IntProgress({ max: 5000 })
  const since = performance.now()
  for (let i = 1; i <= 5000; i++) { bar.value = i; ${pause} }
  console.log(performance.now() - since)
}`)
    expect(run.traceback).toBe('')
    const updates = run.messages
      .filter(({ header }) => header.msg_type === 'comm_msg')
      .map(({ content }) => (content.data as { state: Json }).state.value)
    expect(updates.at(-1)).toBe(5000)
    // One at once, one at the end, and one in 50 ms.
    expect(updates.length).toBeLessThanOrEqual(3 + Number(run.text()) / 50)
  }
})

test('changes outside any cell are sent, too', async () => {
  const run = await kernel.execute(`const late = new widgets.IntProgress({ max: 5000 })
setTimeout(() => { for (let i = 1; i <= 5000; i++) late.value = i }, 20)
late.modelId`)
  const id = String(run.result).replaceAll("'", '')
  const last = () =>
    kernel.published.findLast(({ content }) => content.comm_id === id)?.content.data as { state: Json }
  await kernel.until(() => last().state.value === 5000 || undefined)
  await sleep(100)
  expect(kernel.published.filter(({ content }) => content.comm_id === id).length).toBeLessThan(10)
})

test('what a handler throws is shown under the cell that set it', async () => {
  const cell = await kernel.execute(`const knob = new widgets.IntSlider()
knob.observe('value', ({ new: value }) => { throw new Error('no ' + value) }); knob.modelId`)
  await kernel.execute("'another cell'")
  const comm_id = String(cell.result).replaceAll("'", '')
  kernel.send('comm_msg', { comm_id, data: { method: 'update', state: { value: 4 } } })
  const shown = await kernel.until(() =>
    kernel.published.find(({ content }) => /no 4/.test(String(content.text))),
  )
  expect(shown.parentHeader?.msg_id).toBe(cell.reply.parentHeader?.msg_id)
})

test('types are those of the traits', async () => {
  for (const wrong of [
    "new widgets.IntSlider({ value: 'three' })",
    "new widgets.Button({ button_style: 'purple' })",
    "new widgets.IntSlider().observe('valeu', () => 1)",
    "widgets.link(new widgets.IntSlider(), 'value', new widgets.Label(), 'value')",
    'widgets.interact(({ y }) => y, { x: 1 })',
    "const only: 'a' = new widgets.Dropdown({ options: ['a', 'b'] }).value",
  ]) {
    expect((await kernel.execute(wrong)).traceback, wrong).toMatch(/TS\d+/)
  }
  const right =
    await kernel.execute(`const typed: number | null = new widgets.Dropdown({ options: [['one', 1]] }).value
const kind: string | null = new widgets.Dropdown({ options: ['a', 'b'] }).value
await widgets.interact(({ t, deep, mode, on }) => [t.toFixed(1), deep.toFixed(), mode.length, on === true], {
  t: [0.2, 2], deep: { shallow: 1, abyss: 9 }, mode: ['fast', 'slow'], on: true })
new widgets.FloatSlider().layout.width = '3em'
new widgets.FloatSlider().layout = { width: '3em' }`)
  expect(right.traceback).toBe('')
})
