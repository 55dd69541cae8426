import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KernelClient } from './client.test.support.js'
import { Wire } from './wire.js'

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
}, 60_000)
afterAll(() => kernel.close())

describe('executing cells', () => {
  test('a result comes between busy and idle', async () => {
    const run = await kernel.execute('1 + 1')
    expect(run.types).toEqual(['busy', 'execute_input', 'execute_result', 'idle'])
    expect(run.result).toBe('2')
    const { status, payload, execution_count } = run.reply.content
    expect({ status, payload }).toEqual({ status: 'ok', payload: [] })
    expect(run.contents('execute_input')).toEqual([{ code: '1 + 1', execution_count }])
  })

  test('streams, displays and the result keep their order', async () => {
    const run = await kernel.execute(
      "import { display } from 'tslab'; console.log('a'); console.error('b'); display.html('<b>c</b>'); console.log('d'); 5",
    )
    expect(run.types).toEqual([
      'busy',
      'execute_input',
      'stream',
      'stream',
      'display_data',
      'stream',
      'execute_result',
      'idle',
    ])
    expect([run.text('stdout'), run.text('stderr')]).toEqual(['a\nd\n', 'b\n'])
    expect(run.contents('display_data')[0].data).toEqual({ 'text/html': '<b>c</b>' })
  })

  test('undefined gives no result, null does', async () => {
    expect((await kernel.execute('undefined')).types).toEqual(['busy', 'execute_input', 'idle'])
    expect((await kernel.execute('null')).result).toBe('null')
  })

  test('an object that knows how to show itself is shown so', async () => {
    const run = await kernel.execute(
      "({ [Symbol.for('scalescope.mimeBundle')]: () => ({ 'text/plain': 'p', 'image/png': new Uint8Array([1, 2]) }) })",
    )
    expect(run.contents('execute_result')[0].data).toEqual({ 'text/plain': 'p', 'image/png': 'AQI=' })
  })

  test('output of two cells whose timers interleave lands under each', async () => {
    const ids = ['a', 'b'].map((name) =>
      kernel.send('execute_request', {
        code: `let n${name} = 0; const t${name} = setInterval(() => { console.log('${name}' + n${name}); if (++n${name} === 5) clearInterval(t${name}) }, 30)`,
      }),
    )
    const printed = (id: string): string =>
      kernel.published
        .filter((m) => m.parentHeader?.msg_id === id && m.header.msg_type === 'stream')
        .map(({ content }) => content.text)
        .join('')
    const lines = (name: string): string => [0, 1, 2, 3, 4].map((n) => `${name}${n}\n`).join('')
    await kernel.until(() => (ids.every((id) => printed(id).split('\n').length > 5) ? true : undefined))
    expect(ids.map(printed)).toEqual([lines('a'), lines('b')])
  })

  test('silent runs are neither counted nor shown', async () => {
    const before = (await kernel.execute('0')).reply.content.execution_count
    const run = await kernel.execute(
      "var quiet = 6; console.log('hush'); setTimeout(() => console.log('hush')); quiet",
      { silent: true, user_expressions: { told: 'quiet * 2' } },
    )
    expect(run.types).toEqual(['busy', 'idle'])
    expect(run.reply.content.user_expressions).toMatchObject({ told: { data: { 'text/plain': '12' } } })
    const failed = await kernel.execute("throw new Error('hush')", { silent: true })
    expect([failed.types, failed.reply.content.status]).toEqual([['busy', 'idle'], 'error'])
    expect(kernel.published.some(({ content }) => String(content.text).includes('hush'))).toBe(false)
    expect(run.reply.content.execution_count).toBe(before)
    expect((await kernel.execute('quiet', { store_history: false })).reply.content.execution_count).toBe(
      before,
    )
    const history = await kernel.request('history_request', { hist_access_type: 'tail', n: 1 })
    expect((history.content.history as unknown[][])[0]).toEqual([1, before, '0'])
  })

  test('user expressions', async () => {
    const run = await kernel.execute('const side = 7', {
      user_expressions: { good: 'side * 2', bad: 'missing', empty: 'undefined' },
    })
    expect(run.reply.content.user_expressions).toMatchObject({
      good: { status: 'ok', data: { 'text/plain': '14' } },
      bad: { status: 'error', ename: 'TypeScriptError' },
      empty: { status: 'ok', data: { 'text/plain': 'undefined' } },
    })
  })

  test('requests that wait behind an error are aborted, later ones are run', async () => {
    const ids = ["await 1; throw new Error('stop')", '1', '2'].map((code) =>
      kernel.send('execute_request', { code, stop_on_error: true }),
    )
    const runs = await Promise.all(ids.map((id) => kernel.finished(id)))
    expect(runs.map((run) => run.reply.content.status)).toEqual(['error', 'aborted', 'aborted'])
    expect(runs[1].types).toEqual(['busy', 'idle'])
    expect((await kernel.execute('3')).result).toBe('3')
  })

  test('requests behind an error go on where the front end asks for it', async () => {
    const ids = ["throw new Error('go on')", '8'].map((code) =>
      kernel.send('execute_request', { code, stop_on_error: false }),
    )
    const runs = await Promise.all(ids.map((id) => kernel.finished(id)))
    expect(runs.map((run) => run.reply.content.status)).toEqual(['error', 'ok'])
  })

  test('late output belongs to the cell that started it', async () => {
    const first = await kernel.execute(
      "const late = new Promise(done => setTimeout(() => { console.log('late'); done(0) }, 300))",
    )
    await kernel.execute('await late')
    const stream = await kernel.until(() => kernel.published.find(({ content }) => content.text === 'late\n'))
    expect(stream.parentHeader?.msg_id).toBe(first.reply.parentHeader?.msg_id)
  })

  test('what a worker thread prints is shown', async () => {
    const run = await kernel.execute(`import { Worker } from 'node:worker_threads'
      const worker = new Worker('console.log("from a worker")', { eval: true })
      await new Promise(done => worker.once('exit', done)); await new Promise(done => setTimeout(done, 50))`)
    expect(run.text()).toBe('from a worker\n')
  })

  test('an error nobody awaits is shown and the kernel lives on', async () => {
    const run = await kernel.execute(`void Promise.reject(new Error('nobody awaits'))
      setTimeout(() => { throw new Error('nobody catches') }); await new Promise(done => setTimeout(done, 100))`)
    expect(run.text('stderr')).toContain('nobody awaits')
    expect(run.text('stderr')).toContain('nobody catches')
    expect((await kernel.execute('4')).result).toBe('4')
  })

  test('no line of a flood is lost', async () => {
    const run = await kernel.execute('for (let i = 0; i < 50000; i++) console.log(i)')
    expect(run.text()).toBe(Array.from({ length: 50000 }, (_, i) => `${i}\n`).join(''))
    expect(run.types.at(-1)).toBe('idle')
    // Front ends that limit the rate of messages must not drop any.
    expect(run.types.length).toBeLessThan(500)
  })

  test('no display of a flood is lost', async () => {
    const run = await kernel.execute(
      "import { display } from 'tslab'; for (let i = 0; i < 5000; i++) display.text(String(i))",
    )
    const shown = run.contents('display_data').map(({ data }) => Number((data as never)['text/plain']))
    expect(shown).toEqual(Array.from({ length: 5000 }, (_, i) => i))
  })
})

describe('errors', () => {
  test('a traceback names cell, line and column of the TypeScript', async () => {
    const defined = await kernel.execute(`interface Shape { sides: number }

const check = (shape: Shape) => {
  if (shape.sides < 3) throw new RangeError('sides is ' + shape.sides)
}`)
    const run = await kernel.execute('type Unused = string\n\ncheck({ sides: 2 })')
    const [error] = run.contents('error')
    expect([error.ename, error.evalue]).toEqual(['RangeError', 'sides is 2'])
    const [there, here] = [defined, run].map(({ reply }) => `Cell [${reply.content.execution_count}]`)
    expect(run.traceback).toContain(`at check (${there}, line 4, column 30)`)
    expect(run.traceback).toContain(`at ${here}, line 3, column 1`)
    expect(run.traceback).toContain(
      "→ 4 │   if (shape.sides < 3) throw new RangeError('sides is ' + shape.sides)",
    )
    expect(run.traceback).not.toMatch(/tslab|node:vm|dist\/kernel|evalmachine/)
    expect(run.reply.content).toMatchObject({ status: 'error', ename: 'RangeError', evalue: 'sides is 2' })
  })

  test('after an await too', async () => {
    const run = await kernel.execute("type A = 1\nawait 1\n\nthrow new Error('late')")
    expect(run.traceback).toMatch(/at Cell \[\d+\], line 4, column 7/)
  })

  test('printed stacks are mapped as well', async () => {
    const run = await kernel.execute(
      "type A = 1\n\ntry { throw new Error('e') } catch (e) { console.log((e as Error).stack) }",
    )
    expect(run.text()).toMatch(/^Error: e\n {4}at Cell \[\d+\], line 3, column 13\n$/)
  })

  test('in a file that a cell imports', async () => {
    writeFileSync(
      join(kernel.folder, 'shapes.ts'),
      "interface A { a: 1 }\n\nexport function fail(): never {\n  throw new Error('in a file')\n}\n",
    )
    const run = await kernel.execute("import { fail } from './shapes'\nfail()")
    expect(run.traceback).toMatch(/at fail \(shapes\.ts, line 4, column 9\)/)
    expect(run.traceback).toContain("→ 4 │   throw new Error('in a file')")
  })

  test('types are checked before anything runs', async () => {
    const run = await kernel.execute("console.log('ran')\nconst size: number = 'wide'")
    expect(run.types).toEqual(['busy', 'execute_input', 'error', 'idle'])
    expect(run.traceback).toContain(
      "line 2, column 7: Type 'string' is not assignable to type 'number'. (TS2322)",
    )
  })

  test('anything can be thrown', async () => {
    expect((await kernel.execute("throw 'text'")).contents('error')[0]).toMatchObject({
      ename: 'Uncaught',
      evalue: "'text'",
    })
    expect((await kernel.execute('throw undefined')).reply.content.status).toBe('error')
    expect(
      (await kernel.execute('({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("shy") } })'))
        .traceback,
    ).toContain('shy')
  })

  test('the cause of an error is told', async () => {
    const run = await kernel.execute("throw new Error('outer', { cause: new Error('inner') })")
    expect(run.traceback).toContain('[cause]: Error: inner')
  })
})

describe('what a front end asks', () => {
  test('kernel_info', async () => {
    const { content } = await kernel.request('kernel_info_request', {})
    expect(content).toMatchObject({
      status: 'ok',
      protocol_version: '5.5',
      debugger: false,
      supported_features: [],
      language_info: { name: 'typescript', version: '5.0.4', file_extension: '.ts' },
    })
    expect((await kernel.request('kernel_info_request', {}, { channel: 'control' })).content.status).toBe(
      'ok',
    )
  })

  test('is_complete', async () => {
    const ask = async (code: string) => (await kernel.request('is_complete_request', { code })).content
    expect(await ask('1 + 1')).toEqual({ status: 'complete' })
    expect(await ask('function f() {')).toEqual({ status: 'incomplete', indent: '  ' })
  })

  test('complete, also behind characters outside the basic plane', async () => {
    await kernel.execute('const aspectRatio = { width: 1, height: 2 }')
    const code = "const s = '🔬🔬'; aspectRatio.wi"
    const length = Array.from(code).length
    const { content } = await kernel.request('complete_request', { code, cursor_pos: length })
    expect(content.matches).toContain('width')
    expect([content.cursor_start, content.cursor_end]).toEqual([length - 2, length])
  })

  test('inspect', async () => {
    await kernel.execute('/** Mean of both. */\nfunction mean(a: number, b: number) { return (a + b) / 2 }')
    const { content } = await kernel.request('inspect_request', { code: 'mean', cursor_pos: 2 })
    expect(content.found).toBe(true)
    expect((content.data as never)['text/plain']).toContain('function mean(a: number, b: number): number')
    expect((await kernel.request('inspect_request', { code: '  ', cursor_pos: 1 })).content.found).toBe(false)
  })

  test('the documentation of what is installed, before and after a cell', async () => {
    for (const code of ['parseInt', 'setTimeout']) {
      const { content } = await kernel.request('inspect_request', { code, cursor_pos: 3 })
      const [signature, documentation] = String((content.data as never)['text/plain']).split('\n\n')
      expect(signature).toContain(code)
      expect(documentation.length, code).toBeGreaterThan(20)
      expect((await kernel.execute(`typeof ${code}`)).result).toBe("'function'")
    }
  })

  test('history', async () => {
    await kernel.execute("'to be found'")
    const { content } = await kernel.request('history_request', {
      hist_access_type: 'search',
      pattern: '*be found*',
      output: true,
    })
    expect((content.history as unknown[][])[0][2]).toEqual(["'to be found'", "'to be found'"])
  })

  test('a heartbeat, also while a cell keeps the thread busy', async () => {
    const id = kernel.send('execute_request', {
      code: 'const end = Date.now() + 1500; while (Date.now() < end);',
    })
    await kernel.until(() => kernel.published.find(({ parentHeader }) => parentHeader?.msg_id === id))
    expect(await kernel.beat()).toBe('ping')
    const idle = (): boolean =>
      kernel.published.some((m) => m.parentHeader?.msg_id === id && m.content.execution_state === 'idle')
    expect(idle()).toBe(false)
    await kernel.finished(id)
  })
})

describe('bad messages', () => {
  const dropped = async (act: () => void, reason: string): Promise<void> => {
    const before = kernel.stderr.length
    act()
    await kernel.until(() => (kernel.stderr.slice(before).includes(reason) ? true : undefined))
  }

  test('a wrong signature is never executed', async () => {
    const forger = new Wire({ key: 'guessed', signature_scheme: 'hmac-sha256' })
    await dropped(
      () => kernel.send('execute_request', { code: 'globalThis.forged = true' }, { wire: forger }),
      'dropped a message: wrong HMAC signature',
    )
    await dropped(
      () => kernel.send('shutdown_request', {}, { wire: forger, channel: 'control' }),
      'dropped a message: wrong HMAC signature',
    )
    expect((await kernel.execute("'forged' in globalThis")).result).toBe('false')
  })

  test('nonsense is dropped and the kernel lives on', async () => {
    const wire = new Wire(kernel.connection)
    await dropped(() => kernel.sendFrames([Buffer.from('hello')]), '2 frames are no Jupyter message')
    await dropped(
      () => kernel.sendFrames(wire.serialise({ type: 'execute_request', content: 'text' as never })),
      'not a JSON object',
    )
    const { content } = await kernel.request('execute_request', { code: 7 })
    expect(content).toMatchObject({
      status: 'error',
      evalue: 'execute_request: code is number, expected a string',
    })
    await dropped(() => kernel.send('comm_msg', { data: 1 }), 'comm_msg without comm_id')
    await dropped(() => kernel.send('no_such_request', {}), 'unknown message type no_such_request')
    expect((await kernel.execute('9')).result).toBe('9')
  })
})

describe('importing from an empty folder', () => {
  test("'scalescope', the kernel's own copy, without a warning", async () => {
    const run = await kernel.execute(
      "import { currentSession, widgets } from 'scalescope'\n;[currentSession() !== undefined, typeof widgets.IntSlider]",
    )
    expect(run.result).toBe("[ true, 'function' ]")
    expect(run.text('stderr') + kernel.stderr).not.toContain('ExperimentalWarning')
  })

  test('its types are checked and its names completed', async () => {
    expect((await kernel.execute("new widgets.IntSlider({ value: 'three' })")).traceback).toContain('TS2322')
    const code = "import { currentS } from 'scalescope'"
    const { content } = await kernel.request('complete_request', { code, cursor_pos: 17 })
    expect(content.matches).toContain('currentSession')
    const inspected = await kernel.request('inspect_request', { code: 'currentSession', cursor_pos: 3 })
    expect((inspected.content.data as never)['text/plain']).toContain('KernelSession')
  })

  test("dynamically, and from the user's own files", async () => {
    expect((await kernel.execute("typeof (await import('scalescope')).display")).result).toBe("'function'")
    writeFileSync(
      join(kernel.folder, 'mine.ts'),
      "import { widgets } from 'scalescope'\nexport const box = widgets.VBox\n",
    )
    expect(
      (
        await kernel.execute(
          "import { box } from './mine'\nbox === (await import('scalescope')).widgets.VBox",
        )
      ).result,
    ).toBe('true')
  })

  test("'apache-arrow', with types that later cells remember", async () => {
    await kernel.execute(
      "import * as arrow from 'apache-arrow'\nconst table = arrow.tableFromArrays({ a: [1, 2] })",
    )
    expect((await kernel.execute("table.getChild('a')!.get(1)")).result).toBe('2')
    expect((await kernel.execute("table.getChild('b')")).reply.content.status).toBe('error')
  })

  test('other packages are looked for where the user is', async () => {
    expect((await kernel.execute("import 'no-such-package'")).traceback).toContain(
      "Cannot find module 'no-such-package'",
    )
  })
})

describe('shutting down', () => {
  test('answers, then ends the process cleanly', async () => {
    const client = await KernelClient.start()
    const exit = once(client.process, 'exit')
    const { content } = await client.request('shutdown_request', { restart: false }, { channel: 'control' })
    expect(content).toEqual({ status: 'ok', restart: false })
    expect(await exit).toEqual([0, null])
    await client.close()
  })

  test('cleanly also behind a flood of replies and output', async () => {
    const client = await KernelClient.start()
    const exit = once(client.process, 'exit')
    await client.execute(
      "import { display } from 'tslab'; for (let i = 0; i < 2000; i++) display.text('d'.repeat(500))",
    )
    for (let i = 0; i < 500; i++) client.send('kernel_info_request', {}, { channel: 'control' })
    client.send('shutdown_request', { restart: true }, { channel: 'control' })
    expect([await exit, client.stderr]).toEqual([[0, null], ''])
    await client.close()
  })

  test('also while a cell loops', async () => {
    const client = await KernelClient.start()
    const id = client.send('execute_request', { code: 'while (true);' })
    await client.until(() => client.published.find(({ parentHeader }) => parentHeader?.msg_id === id))
    const exit = once(client.process, 'exit')
    client.send('shutdown_request', { restart: false }, { channel: 'control' })
    expect(await exit).toEqual([0, null])
    await client.close()
  })
})
