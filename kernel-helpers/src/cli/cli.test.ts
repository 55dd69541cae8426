import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodePlottedTable } from '../protocol/index.js'

const program = fileURLToPath(new URL('../../bin/scalescope.js', import.meta.url))
const zebrafish = fileURLToPath(
  new URL('../../../../shared/data/zebrafish/zebrafish_TZYX_240x2x87x76_u8.ome.tif', import.meta.url),
)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scalescope-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function scalescope(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    )
  })
}

const json = async (path: string) => JSON.parse(await readFile(path, 'utf8'))

/** A notebook that shows this plot. */
async function notebookOf(plot: object): Promise<string> {
  const output = {
    output_type: 'display_data',
    data: { 'application/vnd.vegalite.v5+json': plot },
    metadata: {},
  }
  const cell = { cell_type: 'code', metadata: {}, execution_count: 1, source: '', outputs: [output] }
  const path = join(folder, 'shared.ipynb')
  await writeFile(path, JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: [cell] }))
  return path
}

const noise = [
  'curve',
  '--system',
  'white-noise',
  '--param',
  'size=64',
  '--frames',
  '200',
  '--replicates',
  '2',
  // Large fields have small borders: quick to train on.
  '--cell-sizes',
  '2',
]

describe('scalescope', () => {
  test('systems --json lists every system with its parameters', async () => {
    const { code, out } = await scalescope('systems', '--json')
    expect(code).toBe(0)
    const listed = JSON.parse(out) as { name: string; parameters: Record<string, { symbol: string }> }[]
    expect(listed.map((system) => system.name)).toContain('lennard-jones')
    expect(listed.find((s) => s.name === 'lennard-jones')?.parameters.temperature.symbol).toBe('T*')
  })

  test('curve writes the table, the JSON, the picture and the manifest; resuming changes nothing; run repeats it', async () => {
    const out = join(folder, 'noise')
    const first = await scalescope(...noise, '--backend', 'wasm', '--out', out)
    expect(first.err).not.toContain('scalescope:')
    expect(first.code).toBe(0)
    const curve = await json(join(out, 'curve.json'))
    expect(curve.rows.map((row: { replicate: unknown }) => row.replicate)).toEqual([0, 1, 'mean'])
    const mean = curve.rows[2]
    for (const name of [
      'cellSize',
      'offset',
      'fvu',
      'fvuLow',
      'fvuHigh',
      'skill',
      'rawError',
      'ridge',
      'persistence',
    ])
      expect(mean[name], name).toBeTypeOf('number')
    expect(curve.naturalScales).toEqual([])
    const { table, description } = decodePlottedTable(await readFile(join(out, 'curve.arrow')))
    expect(description).toMatchObject({
      title: expect.stringContaining('Prediction error by scale'),
      manifest: await json(join(out, 'manifest.json')),
    })
    expect(table.numRows).toBe(3)
    expect(table.getChild('fvu')?.get(2)).toBe(mean.fvu)
    expect(table.getChild('replicate')?.get(2)).toBeNull()
    expect(await readFile(join(out, 'curve.svg'), 'utf8')).toMatch(/^<svg[\s\S]*cell size/)
    const manifest = await json(join(out, 'manifest.json'))
    expect(manifest.finished).not.toBeNull()
    expect(manifest.backend).toContain('asked for')
    expect(manifest.inputs).toHaveLength(2)

    const again = await scalescope(...noise, '--backend', 'wasm', '--out', out)
    expect(again.code).toBe(0)
    expect(await json(join(out, 'curve.json'))).toEqual(curve)

    const repeated = join(folder, 'repeated')
    expect((await scalescope('run', join(out, 'manifest.json'), '--out', repeated)).code).toBe(0)
    expect(await json(join(repeated, 'curve.json'))).toEqual(curve)

    // Goes on from what is there, so that nothing is trained a third time.
    const reproduced = await scalescope('reproduce', out, '--out', repeated)
    expect(reproduced.out).toMatch(/agrees: all \d+ numbers are the same to the last bit/)
    expect(reproduced.code).toBe(0)

    const rows = table.toArray().map((row) => row.toJSON())
    rows[2].fvu *= 1.5
    const shared = await notebookOf({ usermeta: { scalescope: { manifest } }, datasets: { result: rows } })
    const differing = await scalescope('reproduce', shared, '--out', repeated)
    expect(differing.out).toMatch(/shared.ipynb, cell 1.*differs: fvu at cellSize 2/)
    expect(differing.code).toBe(1)
  }, 300_000)

  test('what can not be reproduced is said before anything is computed', async () => {
    const written = await json(join(folder, 'noise', 'manifest.json'))
    const refusal = async (change: object) => {
      const result = [{ cellSize: 2, fvu: 1 }]
      const path = await notebookOf({
        usermeta: { scalescope: { manifest: { ...written, ...change } } },
        datasets: { result },
      })
      const { code, err } = await scalescope('reproduce', path)
      expect(code).toBe(1)
      return err
    }
    expect(await refusal({ finished: null })).toContain('unfinished')
    const source = { kind: 'file', path: 'gone.tif', sha256: '0', options: {} }
    const inputs = [written.inputs[0], { ...written.inputs[1], provenance: { title: 'gone', source } }]
    expect(await refusal({ inputs })).toContain('gone.tif: no such file')
    expect(await refusal({ analysis: 'augury' })).toContain('not a manifest')
    const empty = await scalescope('reproduce', await notebookOf({}))
    expect(empty.err).toContain('no result with its manifest')
  }, 30_000)

  test('a recorded brain gives a curve beside its surrogate, and no structure beyond it is claimed', async ({
    skip,
  }) => {
    if (!existsSync(zebrafish)) skip('the zebrafish recording is not in ../shared/data')
    const out = join(folder, 'zebrafish')
    const { code, out: said } = await scalescope(
      ...[
        'curve',
        '--video',
        zebrafish,
        '--plane',
        '1',
        '--cell-sizes',
        '4,8,16',
        '--surrogates',
        '1',
        '--out',
        out,
      ],
    )
    expect(code).toBe(0)
    expect(said).toContain('nothing stands out beyond the temporal-phase surrogates')
    const { rows, naturalScales } = await json(join(out, 'curve.json'))
    expect(naturalScales).toEqual([])
    for (const row of rows.filter((row: { replicate: unknown }) => row.replicate === 'mean')) {
      expect(row.fvu).toBeGreaterThan(0.02)
      expect(row.fvu).toBeLessThan(0.3)
      expect(row.surrogate).toBeGreaterThan(0)
      expect(row.offset).toBe(1)
    }
  }, 600_000)

  test.each([
    [['curve', '--system', 'nothing', '--out', 'x'], /no system nothing; expected one of .*white-noise/],
    [['curve', '--system', 'lennard-jones', '--param', 'heat=1', '--out', 'x'], /no parameter heat/],
    [
      ['curve', '--system', 'lennard-jones', '--param', 'temperature=99', '--out', 'x'],
      /temperature is 99; expected a number from/,
    ],
    [['curve', '--system', 'lennard-jones', '--param', 'temperature', '--out', 'x'], /expected key=value/],
    [
      ['curve', '--system', 'white-noise', '--cell-sizes', '1,two', '--out', 'x'],
      /expected a number, got two/,
    ],
    [
      ['curve', '--system', 'white-noise', '--frames', '1', '--out', 'x'],
      /frames: 1, expected a whole number of at least 2/,
    ],
    [['curve', '--video', 'missing.tif', '--out', 'x'], /missing.tif: no such file/],
    [['curve', '--out', 'x'], /--system or --video: neither given/],
    [['curve', '--system', 'white-noise'], /--out/],
    [['run', 'missing.json', '--out', 'x'], /missing.json: no such file/],
    [['reproduce', 'missing.json'], /missing.json: no such file/],
    [['export', 'missing.ipynb'], /missing.ipynb: no such file/],
    [['export', 'package.json'], /package.json: not a notebook/],
  ])('%j is refused by name', async (args, message) => {
    const { code, err } = await scalescope(...args)
    expect(code).not.toBe(0)
    expect(err).toMatch(message)
    expect(err).not.toMatch(/^\s+at /m)
  })

  test('a notebook becomes one page, which is not replaced unasked', async ({ skip }) => {
    const spec = {
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      ...{
        data: { values: [{ x: 1 }] },
        mark: 'point',
        encoding: { x: { field: 'x', type: 'quantitative' } },
      },
    }
    const notebook = await notebookOf(spec)
    const page = join(folder, 'shared.html')
    const { code, out, err } = await scalescope('export', notebook)
    if (/page.js|no Python/.test(err))
      skip('the page has not been built, or there is no Python with JupyterLab')
    expect(err).toBe('')
    expect(out).toMatch(/written to .*shared.html, [\d.]+ MiB/)
    expect(code).toBe(0)
    const html = await readFile(page, 'utf8')
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)="http/)
    expect((await scalescope('export', notebook)).err).toMatch(/is there already.*--force/)
    expect((await scalescope('export', notebook, '--force')).code).toBe(0)
    await writeFile(notebook, JSON.stringify({ nbformat: 5, cells: [] }))
    expect((await scalescope('export', notebook, '--force')).err).toMatch(/notebook format 5, expected 4/)
  }, 60_000)

  test('a file that is no manifest is refused', async () => {
    const path = join(folder, 'other.json')
    await writeFile(path, '{"schema": 7}')
    const { code, err } = await scalescope('run', path, '--out', join(folder, 'x'))
    expect(code).toBe(1)
    expect(err).toContain('not a manifest of an analysis')
  })
})
