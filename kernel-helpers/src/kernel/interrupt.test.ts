import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CellRun, KernelClient } from './client.test.support.js'

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
}, 60_000)
afterAll(() => kernel.close())

/** Runs a cell and interrupts it once it has printed. */
async function interrupted(code: string, interrupt: () => unknown = request): Promise<CellRun> {
  const id = kernel.send('execute_request', { code })
  await kernel.until(() =>
    kernel.published.find((m) => m.parentHeader?.msg_id === id && m.header.msg_type === 'stream'),
  )
  await interrupt()
  return kernel.finished(id)
}

async function request(): Promise<void> {
  const reply = await kernel.request('interrupt_request', {}, { channel: 'control' })
  expect(reply.content).toEqual({ status: 'ok' })
}

const FOREVER = 'new Promise(() => setInterval(() => {}, 1000))'

describe.each([
  ['a synchronous loop', "console.log('on'); while (true);"],
  ['synchronous library code', "const library = new Function('for (;;);'); console.log('on'); library()"],
  ['an awaited promise', `console.log('on'); await ${FOREVER}`],
  ['a promise that ends the cell', `console.log('on'); ${FOREVER}`],
  ['a synchronous loop after an await', "await 1; console.log('on'); for (let i = 0; ; i++);"],
  ['a loop in a function of an earlier cell', "await 1; console.log('on'); spin()"],
  [
    'synchronous library code after an await',
    "const endless = new Function('for (;;);'); await 1; console.log('on'); endless()",
  ],
  [
    'recursion after an await',
    "const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2)); await 1; console.log('on'); fib(90)",
  ],
  [
    'synchronous library code in a callback',
    "setTimeout(() => { console.log('on'); new Function('for (;;);')() }); await new Promise(() => {})",
  ],
  [
    'a loop in a callback',
    "setTimeout(() => { console.log('on'); do ; while (true) }); await new Promise(() => {})",
  ],
])('interrupting %s', (_name, code) => {
  test('ends the cell with an error, and the kernel lives on', async () => {
    await kernel.execute('function spin() { for (const x of (function* () { while (true) yield 1 })()) x }')
    const run = await interrupted(code)
    expect(run.contents('error')[0]).toMatchObject({
      ename: 'Interrupted',
      evalue: 'the cell was interrupted',
    })
    expect(run.reply.content.status).toBe('error')
    expect((await kernel.execute('1 + 1')).result).toBe('2')
    expect((await kernel.execute('await 3')).result).toBe('3')
  })
})

test('code that is ended by force takes nothing else with it', async () => {
  const first = await kernel.execute(`import { AsyncLocalStorage } from 'node:async_hooks'
    const mine = new AsyncLocalStorage<string>()
    const later = mine.run('kept', () => new Promise<unknown>(done => setTimeout(() => {
      console.log('late'); done(mine.getStore())
    }, 3000)))`)
  const code = "await 1; console.log('on'); new Function('for (;;);')()"
  for (let again = 0; again < 2; again++) await interrupted(code)
  const waiting = ['1', '2'].map((one) => kernel.send('execute_request', { code: one }))
  for (const id of waiting) expect((await kernel.finished(id)).reply.content.status).toBe('ok')
  expect((await kernel.execute('await later')).result).toBe("'kept'")
  const late = kernel.published.find(({ content }) => content.text === 'late\n')
  expect(late?.parentHeader?.msg_id).toBe(first.reply.parentHeader?.msg_id)
  expect(kernel.stderr).toBe('')
})

test('code that cannot be interrupted is told of within seconds, and ends when it is back', async () => {
  const id = kernel.send('execute_request', {
    code: "import { execSync } from 'node:child_process'\nawait 1; console.log('on'); execSync('sleep 6')",
  })
  const said = (name: string) => () =>
    kernel.published.find((m) => m.parentHeader?.msg_id === id && m.content.name === name)
  await kernel.until(said('stdout'))
  kernel.send('interrupt_request', {}, { channel: 'control' })
  const notice = await kernel.until(said('stderr'))
  expect(notice.content.text).toMatch(/cannot be interrupted.*restart the kernel/)
  expect(
    kernel.published.some((m) => m.parentHeader?.msg_id === id && m.content.execution_state === 'idle'),
  ).toBe(false)
  expect((await kernel.finished(id)).contents('error')[0].ename).toBe('Interrupted')
})

test('compiling is not ended by force', async () => {
  const cells = Array.from({ length: 300 }, (_, i) => `const v${i} = { a: ${i}, b: [${i}, 'x'] as const }`)
  const id = kernel.send('execute_request', { code: cells.join('\n') })
  await request()
  await kernel.finished(id)
  expect((await kernel.execute('const after: number = 1 + 1\nafter')).result).toBe('2')
})

test('what a cell prints before it loops is seen, however much it sent', async () => {
  const id = kernel.send('execute_request', {
    code: "import { display } from 'tslab'; for (let i = 0; i < 2000; i++) display.text('d'); console.log('seen'); for (;;);",
  })
  const mine = () => kernel.published.filter((m) => m.parentHeader?.msg_id === id)
  await kernel.until(() => mine().find(({ content }) => content.text === 'seen\n'))
  await request()
  const run = await kernel.finished(id)
  expect(run.contents('display_data').length).toBe(2000)
})

test('cells that wait behind an interrupted one are aborted', async () => {
  const ids = [`console.log('on'); await ${FOREVER}`, '1'].map((code) =>
    kernel.send('execute_request', { code }),
  )
  await kernel.until(() =>
    kernel.published.find((m) => m.parentHeader?.msg_id === ids[0] && m.header.msg_type === 'stream'),
  )
  await request()
  const runs = await Promise.all(ids.map((id) => kernel.finished(id)))
  expect(runs.map((run) => run.reply.content.status)).toEqual(['error', 'aborted'])
})

test('code of an interrupted cell runs on no further than its loop', async () => {
  await interrupted(
    "var turns = 0; while (true) { await new Promise(r => setTimeout(r, 20)); turns++; console.log('on') }",
  )
  const count = async (): Promise<unknown> => (await kernel.execute('turns')).result
  const before = await count()
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await count()).toBe(before)
})

test('the signal of an interrupted cell aborts, and the cell may finish what it has', async () => {
  const run = await interrupted(`import { currentSession } from 'scalescope'
    const signal = currentSession()!.interruptSignal
    console.log('on')
    await new Promise(done => signal.addEventListener('abort', done, { once: true }))
    await new Promise(done => setTimeout(done, 50))
    const kept = [signal.aborted, signal.reason.name]`)
  expect(run.reply.content).toMatchObject({ status: 'error', ename: 'Interrupted' })
  expect((await kernel.execute('kept')).result).toBe("[ true, 'Interrupted' ]")
  expect((await kernel.execute('currentSession()!.interruptSignal.aborted')).result).toBe('false')
})

test('a cell that asked for its signal and does nothing about it is given up', async () => {
  const run = await interrupted(`console.log('on'); currentSession()!.interruptSignal; await ${FOREVER}`)
  expect(run.contents('error')[0].ename).toBe('Interrupted')
})

test.each([`console.log('on'); await ${FOREVER}`, "console.log('on'); while (true);"])(
  'by SIGINT, as a terminal does it: %s',
  async (code) => {
    // Node loses a signal that comes just as a script returns: press until it is heard.
    let pressing: NodeJS.Timeout | undefined
    const run = await interrupted(code, () => {
      pressing = setInterval(() => kernel.process.kill('SIGINT'), 200)
    })
    clearInterval(pressing)
    expect(run.contents('error')[0].ename).toBe('Interrupted')
  },
)

test('with nothing to interrupt, nothing happens', async () => {
  await request()
  kernel.process.kill('SIGINT')
  expect((await kernel.execute('await 5')).result).toBe('5')
  await kernel.execute('const old = currentSession()!.interruptSignal')
  await request()
  expect((await kernel.execute('await 6')).result).toBe('6')
})

test('a loop of a cell is about as fast as without its guard', async () => {
  const run = await kernel.execute(`
    const guarded = (n: number) => { let s = 0; for (let i = 0; i < n; i++) s += i % 7; return s }
    const free = new Function('n', 'let s = 0; for (let i = 0; i < n; i++) s += i % 7; return s') as (n: number) => number
    const time = (f: (n: number) => number) => { f(1e6); const t = performance.now(); f(1e8); return performance.now() - t }
    Math.min(time(guarded), time(guarded)) / Math.min(time(free), time(free))`)
  expect(Number(run.result)).toBeLessThan(5)
})
