import { Matrix } from 'ml-matrix'
import { Random } from '../../run/random.js'
import { modesOf } from './modes.js'
import type { Series } from './weakForm.js'

/** A fluid that obeys linear fluctuating hydrodynamics exactly: what the fit must find. */
export interface LinearFluid {
  /** c²; of a fluid with energy p_ρ + p_e, its c_T² at temperature 1. */
  readonly stiffness: number
  readonly longitudinal: number
  readonly shear: number
  readonly diffusivity: number
  readonly side: number
  readonly cellSize: number
  readonly interval: number
  readonly window: number
  readonly samples: number
  /** Added to each decay rate, as a fraction of it at wave number 1, times k²: the next term of the gradient expansion. */
  readonly nextOrder?: number
  /** p_e, h, and κ_e = −κ_ρ; without it, sound is isothermal and the energy isn't a field. */
  readonly energy?: { readonly pressure: number; readonly enthalpy: number; readonly conduction: number }
}

/**
 * Its stationary fluctuations at temperature 1: an Ornstein–Uhlenbeck process for each mode, stepped by its exact transition
 * probability. The covariance is the one that makes the motion without dissipation reversible.
 */
export function linearFluctuations(fluid: LinearFluid, seed: number): Series {
  const { stiffness, samples, interval, nextOrder = 0, energy } = fluid
  const random = new Random(seed)
  const modes = modesOf(fluid.cellSize, fluid.side)
  const size = 2 * modes.length
  const field = () => new Float64Array(samples * size)
  const [transverse, colour] = [field(), field()]
  const sound = energy
    ? { density: field(), longitudinal: field(), energy: field() }
    : { density: field(), longitudinal: field() }
  const covariance = energy ? withEnergy(stiffness, energy) : [[1 / stiffness], [0, 1]]
  for (const [m, { k }] of modes.entries()) {
    const squared = k * k * (1 + nextOrder * k * k)
    const generator = energy
      ? [
          [0, k, 0],
          [-k * (stiffness - energy.pressure), -fluid.longitudinal * squared, -k * energy.pressure],
          [energy.conduction * squared, energy.enthalpy * k, -energy.conduction * squared],
        ]
      : [
          [0, k],
          [-k * stiffness, -fluid.longitudinal * squared],
        ]
    const step = transition(Matrix.mul(generator, interval), symmetric(covariance))
    for (const part of [2 * m, 2 * m + 1]) {
      evolve(Object.values(sound), part, size, step, random)
      relax(transverse, part, size, fluid.shear * squared * interval, random)
      relax(colour, part, size, fluid.diffusivity * squared * interval, random)
    }
  }
  return { modes, interval, window: fluid.window, samples, fields: { ...sound, transverse, colour } }
}

/** ⟨ρρ⟩; ⟨mρ⟩, ⟨mm⟩; ⟨eρ⟩, ⟨em⟩, ⟨ee⟩ at temperature 1: pressure has ⟨pρ⟩ = ⟨mm⟩ and ⟨pe⟩ = h⟨mm⟩, and ⟨eρ⟩ = ⟨ρρ⟩. */
function withEnergy(stiffness: number, { pressure, enthalpy }: NonNullable<LinearFluid['energy']>) {
  const compressibility = 1 / stiffness
  const byDensity = stiffness - pressure
  return [
    [compressibility],
    [0, 1],
    [compressibility, 0, (enthalpy - byDensity * compressibility) / pressure],
  ]
}

interface Transition {
  /** exp(generator × time). */
  readonly kept: readonly (readonly number[])[]
  /** Lower triangles of the Cholesky factors of the noise's covariance and of the stationary one. */
  readonly noise: readonly (readonly number[])[]
  readonly start: readonly (readonly number[])[]
}

/** @param generator times the time of a step */
function transition(generator: Matrix, covariance: Matrix): Transition {
  const kept = exponential(generator)
  const noise = Matrix.sub(covariance, kept.mmul(covariance).mmul(kept.transpose()))
  return { kept: kept.to2DArray(), noise: cholesky(noise), start: cholesky(covariance) }
}

/** One component, real or imaginary, of a mode's coupled fields. */
function evolve(
  fields: readonly Float64Array[],
  part: number,
  size: number,
  { kept, noise, start }: Transition,
  random: Random,
): void {
  const normals = new Float64Array(fields.length)
  const draw = () => {
    for (let i = 0; i < normals.length; i++) normals[i] = random.normal()
  }
  draw()
  for (const [i, field] of fields.entries()) field[part] = dot(start[i], (j) => normals[j])
  for (let at = part; at + size < fields[0].length; at += size) {
    draw()
    for (let i = 0; i < fields.length; i++)
      fields[i][at + size] = dot(kept[i], (j) => fields[j][at]) + dot(noise[i], (j) => normals[j])
  }
}

function dot(row: readonly number[], value: (j: number) => number): number {
  let sum = 0
  for (let j = 0; j < row.length; j++) sum += row[j] * value(j)
  return sum
}

/** One component of a field that decays by itself, at a rate per step. */
function relax(out: Float64Array, part: number, size: number, rate: number, random: Random): void {
  const kept = Math.exp(-rate)
  const noise = Math.sqrt(1 - kept * kept)
  let value = random.normal()
  for (let i = part; i < out.length; i += size) {
    out[i] = value
    value = kept * value + noise * random.normal()
  }
}

function symmetric(lower: readonly (readonly number[])[]): Matrix {
  return new Matrix(lower.map((_, i) => lower.map((_, j) => lower[Math.max(i, j)][Math.min(i, j)])))
}

/** By its power series, of a 2⁻⁸th, and squaring. */
function exponential(matrix: Matrix): Matrix {
  const small = Matrix.mul(matrix, 2 ** -8)
  let term = Matrix.eye(matrix.rows)
  let sum = term
  for (let n = 1; n <= 8; n++) {
    term = Matrix.mul(term.mmul(small), 1 / n)
    sum = Matrix.add(sum, term)
  }
  for (let i = 0; i < 8; i++) sum = sum.mmul(sum)
  return sum
}

/** Of a matrix that may be singular but for rounding. */
function cholesky(matrix: Matrix): number[][] {
  const lower: number[][] = []
  for (let i = 0; i < matrix.rows; i++) {
    const row: number[] = []
    for (let j = 0; j <= i; j++) {
      const rest = row.reduce((sum, value, k) => sum - value * (lower[j]?.[k] ?? row[k]), matrix.get(i, j))
      if (j === i) row.push(Math.sqrt(Math.max(rest, 0)))
      else row.push(lower[j][j] > 0 ? rest / lower[j][j] : 0)
    }
    lower.push(row)
  }
  return lower
}
