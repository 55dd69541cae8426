import { makeVector, Table, vectorFromArray } from 'apache-arrow'
import { describe, expect, test } from 'vitest'
import type { Manifest } from '../../run/manifest.js'
import type { AnalysisResult } from '../analysis.js'
import { Reproduction, rowsOf } from './reproduction.js'

const manifest: Manifest<object> = {
  schema: 1,
  analysis: 'curve',
  spec: {},
  inputs: [],
  id: '0123456789abcdef',
  backend: 'TensorFlow 2.21.0 (CPU, 1 thread), the fastest here',
  versions: { scalescope: '0.1.0', node: '20.20.2', tfjs: '4.22.0', platform: 'linux-x64' },
  started: '2026-01-01T00:00:00.000Z',
  finished: '2026-01-01T00:01:00.000Z',
}
const FVU = [0.2, 0.4]
const fvuBeyond = (relative: number) => FVU.map((fvu) => fvu * (1 + relative))

function tableOf(fvu: readonly number[], predictor = ['network', 'network']): Table {
  return new Table({
    cellSize: makeVector(Float64Array.of(1, 2)),
    fvu: makeVector(Float64Array.from(fvu)),
    fvuLow: makeVector(Float64Array.from(fvu, (value) => 0.9 * value)),
    fvuHigh: makeVector(Float64Array.from(fvu, (value) => 1.1 * value)),
    predictor: vectorFromArray(predictor),
  })
}

function reproduced(table: Table, now: Partial<Manifest<object>> = {}): Reproduction {
  const saved = { where: 'curve.arrow', manifest, rows: rowsOf({ table: tableOf(FVU) }) }
  return new Reproduction(saved, { table, manifest: { ...manifest, ...now } } as AnalysisResult)
}

const onWasm = { backend: 'WebAssembly (CPU), asked for' }
const later = { versions: { ...manifest.versions, scalescope: '0.2.0' }, id: 'another' }

describe('a result beside its reproduction', () => {
  test('the same bits agree, why the backend was chosen does not count', () => {
    const same = reproduced(tableOf(FVU), { backend: 'TensorFlow 2.21.0 (CPU, 1 thread), asked for' })
    expect(same.agrees).toBe(true)
    expect(same.expected).toBe('identical')
    expect(same.differences).toEqual([])
    expect(same.verdict).toBe('agrees: all 8 numbers are the same to the last bit')
  })

  test('rounding agrees and is measured, on another backend and on what may be another processor', () => {
    const rounded = reproduced(tableOf(fvuBeyond(0.003)), onWasm)
    expect(rounded.agrees).toBe(true)
    expect(rounded.differences).toEqual([
      'backend: WebAssembly (CPU), saved with TensorFlow 2.21.0 (CPU, 1 thread)',
    ])
    expect(rounded.verdict).toBe('agrees to rounding: 6 of 8 numbers differ, by up to 0.30 %')
    expect(reproduced(tableOf(fvuBeyond(1e-9))).verdict).toContain('as on another processor')
  })

  test('what rounding does not explain differs, though it lies in the interval', () => {
    const moved = reproduced(tableOf(fvuBeyond(0.05)), onWasm)
    expect(moved.agrees).toBe(false)
    expect(moved.verdict).toMatch(/^differs more than by rounding, within intervals: 6 of 8/)
  })

  test('of another version, agreement within intervals is what can be asked', () => {
    const moved = reproduced(tableOf(fvuBeyond(0.05)), later)
    expect(moved.agrees).toBe(true)
    expect(moved.differences).toEqual(['scalescope: 0.2.0, saved with 0.1.0'])
    expect(reproduced(tableOf([0.2, 0.5]), later).agrees).toBe(false)
  })

  test('beyond the interval, the number is named with its place and what was expected', () => {
    const moved = reproduced(tableOf([0.2, 0.5]))
    expect(moved.agrees).toBe(false)
    expect(moved.verdict).toMatch(/^differs: fvu at cellSize 2, network is 0.5, expected 0.4 \[0.36, 0.44\]/)
    expect(moved.text).toMatch(/saved\s+again\s+difference\n\s+fvu\s+0.4\s+0.5\s+20 %\s+outside/)
  })

  test('a choice that rounding tipped agrees, one that moved the numbers does not', () => {
    const tipped = ['network', 'ridge']
    expect(reproduced(tableOf(fvuBeyond(0.001), tipped), onWasm).agrees).toBe(true)
    expect(reproduced(tableOf([0.2, 0.5], tipped), onWasm).agrees).toBe(false)
  })

  test('missing rows, other inputs and a stopped run are said', () => {
    expect(reproduced(tableOf(FVU).slice(0, 1)).verdict).toBe('differs: 1 rows, expected 2')
    const others = reproduced(tableOf(FVU), { id: 'another' })
    expect(others.agrees).toBe(false)
    expect(others.verdict).toContain('the inputs or the request')
    const stopped = reproduced(tableOf(FVU), { finished: null })
    expect(stopped.agrees).toBe(false)
    expect(stopped.verdict).toContain('stopped')
  })

  test('numbers that went through JSON are the same, and no number is only like no number', () => {
    const table = new Table({ fvu: makeVector(Float64Array.of(1 / 3, Number.NaN)) })
    const rows = JSON.parse(JSON.stringify(rowsOf({ table })))
    const kept = new Reproduction({ where: 'notebook', manifest, rows }, { table, manifest } as never)
    expect(kept.agrees).toBe(true)
    const lost = new Table({ fvu: makeVector(Float64Array.of(1 / 3, 0.5)) })
    expect(
      new Reproduction({ where: 'notebook', manifest, rows }, { table: lost, manifest } as never).agrees,
    ).toBe(false)
  })
})
