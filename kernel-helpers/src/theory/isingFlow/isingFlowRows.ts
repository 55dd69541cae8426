import type { Estimate } from '../bootstrap.js'
import { withInterval } from '../figures.js'
import { mean } from '../replicates.js'
import type { Rule } from './couplingCounts.js'
import type { RunCouplings } from './isingFlow.js'
import { CRITICAL_TEMPERATURE, type IsingFlowSpec, levelsIn } from './isingFlowSpec.js'
import { type CouplingMap, fixedPoint } from './maps.js'
import { measuredFixedPoint } from './measuredMap.js'
import { even, nearest, odd } from './operators.js'
import { exponent, type Sector } from './renormalizationMatrix.js'
import type { RenormalizationMoments } from './renormalizationMoments.js'
import { secondOrderFixedPoint } from './triangularCells.js'

/** A coupling of block spins; `alone` is that of nearest neighbours where the model has no other. */
export interface CouplingRow extends Estimate {
  readonly rule: Rule
  readonly temperature: number
  readonly block: number
  readonly coupling: string
}

/** Where the coupling of blocks of `block` spins goes when they are joined by two, at one temperature. */
export interface MapRow {
  readonly temperature: number
  readonly block: number
  readonly from: Estimate
  readonly to: Estimate
}

export interface FixedPointRow extends Estimate {
  /** The map: a theory, or what is measured on blocks of so many spins. */
  readonly map: string
  readonly quantity: 'coupling' | 'exponent' | 'temperature'
}

export interface ExponentRow extends Estimate {
  readonly sector: Sector
  /** 1 for the first halving of the lattice. */
  readonly level: number
  readonly operators: number
}

/** Rows, and what could not be had. */
export interface Found<Row> {
  readonly rows: readonly Row[]
  readonly problems: readonly string[]
}

export const ALONE = `${nearest.name} alone`

const SECOND_ORDER = 'the same, second order'

/** Temperatures this near to the critical one, as a part of it, tell the fixed point of the measured map. */
const NEAR = 0.05

/** @param couplings `[rung][run]` */
export function couplingRows(spec: IsingFlowSpec, couplings: readonly RunCouplings[][]): Found<CouplingRow> {
  const problems: string[] = []
  const rows = couplings.flatMap((runs, rung) => {
    const temperature = spec.temperatures[rung]
    return (runs[0]?.fits ?? []).flatMap(({ rule, block, model, couplings: first }, place) => {
      const all = runs.map((run) => run.fits[place].couplings)
      const failed = all.filter((one) => typeof one === 'string')
      if (failed.length > 0) {
        problems.push(
          `T = ${temperature}, b = ${block}, ${rule}, ${model === 'alone' ? ALONE : 'all couplings'}: in ${failed.length} of ${all.length} runs: ${failed[0]}`,
        )
        return []
      }
      return Object.keys(first).map((name): CouplingRow => {
        const values = all.map((one) => (one as Record<string, number>)[name])
        const coupling = model === 'alone' ? `${name} alone` : name
        return { rule, temperature, block, coupling, ...mean(values) }
      })
    })
  })
  return { rows, problems }
}

/** How a coupling changes when blocks are joined by two: of all neighbouring pairs in the ladder of blocks. */
export function mapRows({ blocks }: IsingFlowSpec, rows: readonly CouplingRow[], rule: Rule): MapRow[] {
  const own = rows.filter((row) => row.rule === rule && row.coupling === ALONE)
  return own.flatMap((from) => {
    const to = own.find((row) => row.temperature === from.temperature && row.block === 2 * from.block)
    return to && blocks.includes(from.block)
      ? [{ temperature: from.temperature, block: from.block, from, to }]
      : []
  })
}

export const measured = (block: number) => `measured, b = ${block} → ${2 * block}`

/** Of the maps of theory, and of what is measured in two dimensions. */
export function fixedPointRows(
  spec: IsingFlowSpec,
  couplings: readonly RunCouplings[][],
  theories: readonly CouplingMap[],
  rule: Rule,
): Found<FixedPointRow> {
  const planar = theories.filter(({ lattice }) => lattice !== 'chain')
  const known = [
    ...planar.map((map) => ({ map: map.name, ...fixedPoint(map) })),
    ...(planar.length > 0 ? [{ map: SECOND_ORDER, ...secondOrderFixedPoint() }] : []),
  ].flatMap(({ map, ...found }) =>
    (['coupling', 'exponent'] as const).map((quantity): FixedPointRow => {
      const value = found[quantity]
      return { map, quantity, value, low: value, high: value }
    }),
  )
  if (rule === 'decimation') return { rows: known, problems: [] }
  const near = spec.temperatures
    .map((temperature, rung) => ({ temperature, runs: couplings[rung] }))
    .filter(({ temperature }) => Math.abs(temperature / CRITICAL_TEMPERATURE - 1) <= NEAR)
  const complete = Math.min(spec.runs, ...near.map(({ runs }) => runs.length))
  if (complete < 2) return { rows: known, problems: [] }
  const problems: string[] = []
  const pairs = spec.blocks.filter((block) => spec.blocks.includes(2 * block))
  const found = pairs.flatMap((block): FixedPointRow[] => {
    const rungs = near
      .map(({ temperature, runs }) => ({
        temperature,
        fine: runs.map((run) => nearestAlone(run, rule, block)),
        coarse: runs.map((run) => nearestAlone(run, rule, 2 * block)),
      }))
      .filter(({ fine, coarse }) => [...fine, ...coarse].every(Number.isFinite))
    const runs = Array.from({ length: complete }, (_, run) => ({
      fine: rungs.map(({ fine }) => fine[run]),
      coarse: rungs.map(({ coarse }) => coarse[run]),
    }))
    try {
      const point = measuredFixedPoint(
        rungs.map(({ temperature }) => temperature),
        runs,
      )
      return (['coupling', 'exponent', 'temperature'] as const).map((quantity) => ({
        map: measured(block),
        quantity,
        ...point[quantity],
      }))
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      problems.push(`fixed point ${measured(block)}: ${error.message}`)
      return []
    }
  })
  return { rows: [...known, ...found], problems }
}

function nearestAlone(run: RunCouplings, rule: Rule, block: number): number {
  const fit = run.fits.find((one) => one.rule === rule && one.block === block && one.model === 'alone')!
  return typeof fit.couplings === 'string' ? Number.NaN : fit.couplings[nearest.name]
}

/** For each halving of the critical lattice and the first so many operators of either sector. */
export function exponentRows(
  spec: IsingFlowSpec,
  runs: readonly RenormalizationMoments[],
): Found<ExponentRow> {
  if (runs.length === 0) return { rows: [], problems: [] }
  const problems: string[] = []
  const levels = Array.from({ length: levelsIn(spec) }, (_, i) => i + 1)
  const rows = Object.entries({ even, odd }).flatMap(([name, all]) =>
    all.slice(0, spec.operators).flatMap((_, i) =>
      levels.flatMap((level): ExponentRow[] => {
        const sector = name as Sector
        const operators = i + 1
        try {
          const moments = runs.map((run) => run[sector][level - 1])
          const found = exponent(moments, operators, sector)
          if (found.low <= 0)
            problems.push(
              `${sector} exponent, level ${level}, ${operators} operators: ${withInterval(found)} does not exclude 0, expected more samples`,
            )
          return [{ sector, level, operators, ...found }]
        } catch (error) {
          if (!(error instanceof RangeError)) throw error
          problems.push(`${sector} exponent, level ${level}, ${operators} operators: ${error.message}`)
          return []
        }
      }),
    ),
  )
  return { rows, problems }
}

/**
 * y of a sector: the deepest level with all operators, and an interval that holds those of the last two levels, so that
 * what is left of the drift from level to level is in it.
 */
export function converged(rows: readonly ExponentRow[], sector: Sector): Estimate | undefined {
  const own = rows.filter((row) => row.sector === sector)
  const most = Math.max(...own.map((row) => row.operators))
  const last = own.filter((row) => row.operators === most).slice(-2)
  const end = last.at(-1)
  if (!end) return undefined
  return {
    value: end.value,
    low: Math.min(...last.map((row) => row.low)),
    high: Math.max(...last.map((row) => row.high)),
  }
}

/** ν = 1/y_T, unless y_T might be 0, and η = d + 2 − 2 y_h, in two dimensions. */
export function criticalExponents(rows: readonly ExponentRow[]): { nu?: Estimate; eta?: Estimate } {
  const [thermal, magnetic] = [converged(rows, 'even'), converged(rows, 'odd')]
  const turned = ({ value, low, high }: Estimate, map: (y: number) => number): Estimate => ({
    value: map(value),
    low: map(high),
    high: map(low),
  })
  return {
    ...(thermal && thermal.low > 0 && { nu: turned(thermal, (y) => 1 / y) }),
    ...(magnetic && { eta: turned(magnetic, (y) => 4 - 2 * y) }),
  }
}

export const inWords = (name: string, estimate: Estimate, exact: string) =>
  `${name} = ${withInterval(estimate)} (exactly ${exact})`
