import { tableFromArrays } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KernelClient } from './client.test.support.js'
import { represent } from './representations.js'
import type { Json } from './wire.js'

describe('representations', () => {
  test('an Arrow table: its size, its first rows, names and types', () => {
    const table = tableFromArrays({
      cell: Float64Array.from({ length: 30 }, (_, i) => i / 2),
      count: Int32Array.from({ length: 30 }, (_, i) => i),
      'a<b': Array.from({ length: 30 }, (_, i) => (i === 1 ? null : `<${i}>`)),
    })
    const { 'text/plain': text, 'text/html': html } = represent(table) as Record<string, string>
    const lines = text.split('\n')
    expect(lines[0].trim().split(/\s+/)).toEqual(['cell', 'count', 'a<b'])
    expect(lines[1]).toMatch(/Float64 +Int32 +Dictionary<Int32, Utf8>/)
    expect(lines[3].trim().split(/\s+/)).toEqual(['0.5', '1', 'null'])
    expect(lines.at(-1)).toBe('first 20 of 30 rows × 3 columns')
    expect(html.match(/<tr>/g)).toHaveLength(21)
    expect(html).toContain('<th>a&lt;b<br><small>Dictionary&lt;Int32, Utf8&gt;</small></th>')
    expect(html).toContain('<td>&lt;0&gt;</td>')
  })

  test('a table without rows', () => {
    const bundle = represent(tableFromArrays({ x: new Float32Array(0) }))
    expect(bundle['text/plain']).toBe('      x\nFloat32\n0 rows × 1 column')
  })

  test('a Vega-Lite specification, by its version', () => {
    const spec = { $schema: 'https://vega.github.io/schema/vega-lite/v5.json', mark: 'point' }
    expect(represent(spec)).toMatchObject({ 'application/vnd.vegalite.v5+json': spec })
    expect(represent({ $schema: 'https://json-schema.org/draft/2020-12/schema' })).toEqual({
      'text/plain': "{ '$schema': 'https://json-schema.org/draft/2020-12/schema' }",
    })
  })

  test("objects made for Deno's kernel", () => {
    const value = { [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<i>i</i>' }) }
    expect(represent(value)).toEqual({ 'text/html': '<i>i</i>' })
  })

  test('typed arrays and plain values as text, long ones shortened', () => {
    expect(represent(new Float32Array([0.5, 1]))).toEqual({ 'text/plain': 'Float32Array(2) [ 0.5, 1 ]' })
    expect(represent({ a: [1] })).toEqual({ 'text/plain': '{ a: [ 1 ] }' })
    expect(String(represent(new Uint8Array(1e6))['text/plain'])).toMatch(/999900 more items/)
    expect(represent(null)).toEqual({ 'text/plain': 'null' })
  })
})

describe('displays', () => {
  let kernel: KernelClient
  beforeAll(async () => {
    kernel = await KernelClient.start()
    await kernel.execute("import { display, updateDisplay } from 'scalescope'")
  }, 60_000)
  afterAll(() => kernel.close())

  test.each([
    ["html('<b>b</b>')", { 'text/html': '<b>b</b>', 'text/plain': '<b>b</b>' }],
    ["markdown('**b**')", { 'text/markdown': '**b**', 'text/plain': '**b**' }],
    ["latex('$x$')", { 'text/latex': '$x$', 'text/plain': '$x$' }],
    ["svg('<svg/>')", { 'image/svg+xml': '<svg/>', 'text/plain': 'SVG image' }],
    ['png(new Uint8Array([1, 2]))', { 'image/png': 'AQI=', 'text/plain': 'PNG image' }],
    ['json({ a: 1 })', { 'application/json': { a: 1 }, 'text/plain': '{\n  "a": 1\n}' }],
  ])('display.%s', async (call, data) => {
    const run = await kernel.execute(`display.${call}`)
    expect(run.types).toEqual(['busy', 'execute_input', 'display_data', 'idle'])
    expect(run.contents('display_data')[0].data).toEqual(data)
  })

  test('a value is shown as it would end a cell', async () => {
    const run = await kernel.execute(
      "import { tableFromArrays } from 'apache-arrow'\ndisplay(tableFromArrays({ x: [1.5] })); display({ a: 1 })",
    )
    const [table, object] = run.contents('display_data').map(({ data }) => data as Json)
    expect(table['text/html']).toContain('<td>1.5</td>')
    expect(object).toEqual({ 'text/plain': '{ a: 1 }' })
  })

  test('are replaced by their handle, and by their name from a later cell', async () => {
    const run = await kernel.execute("const shown = display.markdown('before'); shown.update({ a: 2 })")
    const [{ transient }] = run.contents('display_data')
    expect(run.contents('update_display_data')).toEqual([
      { data: { 'text/plain': '{ a: 2 }' }, metadata: {}, transient },
    ])
    const later = await kernel.execute("updateDisplay(shown.id, { 'text/html': 'after' })")
    expect(later.contents('update_display_data')[0]).toMatchObject({
      data: { 'text/html': 'after' },
      transient,
    })
  })

  test('an error that is a value is shown with its place in the cell', async () => {
    const run = await kernel.execute("const kept = new RangeError('kept')\nkept")
    expect(run.result).toMatch(/^RangeError: kept\n {4}at Cell \[\d+\], line 1, column 14$/)
  })

  test('a promise that ends a cell is waited for', async () => {
    expect((await kernel.execute('Promise.resolve(7)')).result).toBe('7')
    expect((await kernel.execute('(async () => {})()')).types).toEqual(['busy', 'execute_input', 'idle'])
    expect((await kernel.execute('void Promise.resolve(7)')).result).toBe(undefined)
    const failed = await kernel.execute("Promise.reject(new RangeError('later'))")
    expect(failed.contents('error')[0].ename).toBe('RangeError')
    expect(failed.text('stderr')).toBe('')
  })
})
