import { expect, test } from 'vitest'
import { linearFluctuations } from './linearFluid.js'
import { modesOf } from './modes.js'
import { type Series, weakForm } from './weakForm.js'

const modes = modesOf(1, 8).slice(0, 1)
const [{ k }] = modes
const samples = 100
const interval = 0.1

/** Amplitudes of one mode: real part as given, no imaginary part. */
const series = (of: (t: number) => number) =>
  Float64Array.from({ length: 2 * samples }, (_, i) => (i % 2 ? 0 : of((i / 2) * interval)))

const solved = (fields: Series['fields'], equation: string) => {
  const { matrix, right } = weakForm({ modes, interval, window: 16, samples, fields }).find(
    (one) => one.equation === equation,
  )!
  if (matrix[0].length === 1) return [right[0] / matrix[0][0]]
  const [[a, b], [c, d]] = matrix
  const determinant = a * d - b * c
  return [(d * right[0] - b * right[1]) / determinant, (a * right[1] - c * right[0]) / determinant]
}

test('a decaying shear wave has the viscosity that it decays by', () => {
  const transverse = series((t) => Math.exp(-0.7 * k * k * t))
  const [viscosity] = solved({ density: series(() => 1), longitudinal: series(() => 1), transverse }, 'shear')
  // The sums are good to some 10⁻⁴ of what they stand for.
  expect(Math.abs(viscosity / 0.7 - 1)).toBeLessThan(3e-4)
})

test('a damped sound wave has its speed and damping, and obeys continuity', () => {
  const [speed, damping] = [2, 0.8]
  const half = (damping * k * k) / 2
  const omega = Math.sqrt((speed * k) ** 2 - half ** 2)
  const density = series((t) => Math.exp(-half * t) * Math.cos(omega * t))
  const longitudinal = series(
    (t) => (-Math.exp(-half * t) * (half * Math.cos(omega * t) + omega * Math.sin(omega * t))) / k,
  )
  const fields = { density, longitudinal, transverse: series(() => 1) }
  const [c2, viscosity] = solved(fields, 'sound')
  expect(Math.abs(c2 / 4 - 1)).toBeLessThan(1e-3)
  expect(Math.abs(viscosity / 0.8 - 1)).toBeLessThan(1e-3)
  expect(solved(fields, 'continuity')[0]).toBeCloseTo(1, 3)
})

test('noise on the fields, new in every frame, does not bias what lagged instruments find', () => {
  const fluid = {
    ...{ stiffness: 4, longitudinal: 1.5, shear: 1, diffusivity: 0.5, side: 10, cellSize: 1.25 },
    ...{ interval: 0.1, window: 8, samples: 8000 },
  }
  const clean = linearFluctuations(fluid, 5)
  const noise = linearFluctuations({ ...fluid, shear: 1e6 }, 6).fields.transverse!
  const noisy = clean.fields.transverse!.map((value, i) => value + 0.5 * noise[i])
  const shear = weakForm({ ...clean, fields: { ...clean.fields, transverse: noisy } }).find(
    (one) => one.equation === 'shear',
  )!
  // Four standard errors, √(2νk²/modes/time)/k² or so.
  expect(Math.abs(shear.right[0] / shear.matrix[0][0] - 1)).toBeLessThan(0.12)
})

test('too short a run is refused', () => {
  const field = series(() => 1)
  expect(() => weakForm({ modes, interval, window: 40, samples, fields: { density: field } })).toThrow(
    'frames: 100 samples, expected at least 121',
  )
})
