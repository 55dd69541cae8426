import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KernelClient } from './client.test.support.js'

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
}, 60_000)
afterAll(() => kernel.close())

describe('what a cell may contain', () => {
  test('every form of await at the top level', async () => {
    expect((await kernel.execute('await (async () => 5)()')).result).toBe('5')
    expect((await kernel.execute('for await (const x of [1, 2]) console.log(x)')).text()).toBe('1\n2\n')
    expect((await kernel.execute('const y = await Promise.resolve(3)\ny')).result).toBe('3')
    expect((await kernel.execute('const g = async () => { await 1; return 4 }; await g()')).result).toBe('4')
  })

  test('shorthand properties, of what another cell has declared or imported', async () => {
    await kernel.execute("import { sep as slash } from 'node:path'\nconst frames = 3\nlet seen = 1")
    expect((await kernel.execute('({ frames, slash: slash.length })')).result).toBe('{ frames: 3, slash: 1 }')
    expect((await kernel.execute('[{ slash }].length')).result).toBe('1')
    expect((await kernel.execute('({ seen } = { seen: 2 })\nseen')).result).toBe('2')
    expect((await kernel.execute('((frames: number) => ({ frames }))(4)')).result).toBe('{ frames: 4 }')
  })

  test.each([
    ['const { a, b: [c] } = await Promise.resolve({ a: 1, b: [2] })\na + c', '3'],
    [`\`\${await Promise.resolve('in a template')}\``, "'in a template'"],
    ['[await 1, ...(await Promise.resolve([2, 3]))]', '[ 1, 2, 3 ]'],
    ['(await Promise.resolve(true)) ? await Promise.resolve(4) : 5', '4'],
    ['if (await Promise.resolve(true)) { console.log(await 1) }\nawait 6', '6'],
    ["try { await Promise.reject(new Error('no')) } catch { await 1 } finally { await 2 }\n7", '7'],
    [
      'async function* count() { yield 1; yield 2 }\nlet sum = 0; for await (const x of count()) sum += x\nsum',
      '3',
    ],
    [
      'class Point { x = 1; static origin = new Point(); #y = 2; get y() { return this.#y } }\nPoint.origin.x + new Point().y',
      '3',
    ],
    ["await import('node:path').then((path) => path.sep)", "'/'"],
    ["import fs from 'node:fs'\ntypeof fs.readFileSync", "'function'"],
    [
      "import * as path from 'node:path'\nimport { join, type ParsedPath } from 'node:path'\njoin('a', path.basename('b/c'))",
      "'a/c'",
    ],
    ["import type { Stats } from 'node:fs'\nconst none: Stats | null = null\nnone", 'null'],
    ["const os = require('node:os')\ntypeof os.cpus", "'function'"],
    ['enum Level { low, high }\nLevel.high', '1'],
  ])('%s', async (code, result) => {
    const run = await kernel.execute(code)
    expect([run.traceback, run.result]).toEqual(['', result])
  })

  test('a name may be declared again, as something else', async () => {
    for (const [code, result] of [
      ['const again = 1\nagain', '1'],
      ["let again = 'two'\nagain", "'two'"],
      ['class again { static three = 3 }\nagain.three', '3'],
      ['function again(): number { return 4 }\nagain()', '4'],
      ['const again = await Promise.resolve([5])\nagain', '[ 5 ]'],
    ]) {
      expect((await kernel.execute(code)).result).toBe(result)
    }
  })
})
