import { expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { angularMomentum, momentum } from './bodies.js'
import { FewBodies } from './few-bodies.js'
import { keplerOrbit, PLUMMER_RADIUS, plummerSphere } from './gravity-starts.js'
import { ManyBodies } from './many-bodies.js'

const sphere = (bodies: number, openingAngle = 0, softening = 0.05, seed = 1) =>
  new ManyBodies({ ...plummerSphere(bodies, new Random(seed)), softening, openingAngle })
const energy = ({ energies }: ManyBodies) => energies.kinetic + energies.potential

/** Σ |a − a′|² / Σ |a|², square root, and the largest |a − a′| / |a| of 99 % of the bodies. */
function forceErrors(bodies: ManyBodies, openingAngle: number) {
  bodies.openingAngle = 0
  const exact = bodies.accelerations.map((a) => a.slice())
  bodies.openingAngle = openingAngle
  const squares = (of: (i: number, k: number) => number) =>
    Array.from(bodies.masses, (_, i) => [0, 1, 2].reduce((sum, k) => sum + of(i, k) ** 2, 0))
  const errors = squares((i, k) => bodies.accelerations[k][i] - exact[k][i])
  const norms = squares((i, k) => exact[k][i])
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
  const relative = errors.map((error, i) => Math.sqrt(error / norms[i])).sort((a, b) => a - b)
  return { rms: Math.sqrt(total(errors) / total(norms)), most: relative[Math.floor(0.99 * relative.length)] }
}

test('the sum over all pairs is that of Newton, written out', () => {
  const bodies = sphere(7, 0, 0.2)
  const [x, y, z] = bodies.positions
  let potential = 0
  for (let i = 0; i < 7; i++) {
    let acceleration = 0
    for (let j = 0; j < 7; j++) {
      if (j === i) continue
      const distance = Math.sqrt((x[j] - x[i]) ** 2 + (y[j] - y[i]) ** 2 + (z[j] - z[i]) ** 2 + 0.2 ** 2)
      acceleration += ((x[j] - x[i]) * bodies.masses[j]) / distance ** 3
      potential -= (bodies.masses[i] * bodies.masses[j]) / distance / 2
    }
    expect(bodies.accelerations[0][i]).toBeCloseTo(acceleration, 13)
  }
  expect(bodies.energies.potential).toBeCloseTo(potential, 13)
})

test('the error of the tree falls with the opening angle: below 1 % of the force at 0.6, below 0.1 % at 0.3', () => {
  const bodies = sphere(4000)
  const [fine, middle, coarse] = [0.3, 0.6, 1].map((angle) => forceErrors(bodies, angle))
  expect(fine.rms).toBeLessThan(1e-3)
  expect(middle.rms).toBeLessThan(1e-2)
  expect(middle.most).toBeLessThan(5e-2)
  expect(coarse.rms).toBeLessThan(5e-2)
  // Monopoles about centres of mass: the error of a cell is of second order in θ.
  const order = Math.log(coarse.rms / fine.rms) / Math.log(1 / 0.3)
  expect(order).toBeGreaterThan(1.5)
})

test('a tree that opens all cells gives the sum over pairs, to single precision', () => {
  for (const count of [2, 3, 8, 9, 33, 500]) {
    const { rms } = forceErrors(sphere(count), 1e-6)
    expect(rms, `${count} bodies`).toBeLessThan(2e-6)
  }
})

test('the tree copes with bodies at one place, on a line and far away', () => {
  const count = 300
  const positions = new Float64Array(3 * count)
  for (let i = 100; i < 200; i++) positions[3 * i] = i
  for (let i = 200; i < count; i++) positions.fill(1e7 * (i - 199), 3 * i, 3 * i + 3)
  const bodies = new ManyBodies({
    masses: new Float64Array(count).fill(1 / count),
    positions,
    velocities: new Float64Array(3 * count),
    softening: 0.1,
    openingAngle: 0.5,
  })
  const { rms } = forceErrors(bodies, 0.5)
  expect(rms).toBeLessThan(0.02)
})

test('a Plummer sphere has the energy −¼, the density and the isotropic speeds of its model', () => {
  const { masses, positions, velocities } = plummerSphere(100_000, new Random(2))
  const radii = Array.from(masses, (_, i) => Math.hypot(...positions.slice(3 * i, 3 * i + 3)))
  // M(r) = r³ / (r² + a²)^(3/2); binomial deviations of 100 000 bodies are below 0.0016: 4 σ.
  for (const r of [0.3, 0.6, 1, 2, 5]) {
    const inside = radii.filter((radius) => radius < r).length / masses.length
    expect(Math.abs(inside - r ** 3 / (r * r + PLUMMER_RADIUS ** 2) ** 1.5)).toBeLessThan(4 * 0.0016)
  }
  const mean = (of: (k: number) => number) => velocities.reduce((sum, v, k) => sum + of(k) * v * v, 0) / 1e5
  // ⟨v²⟩ = ½, and a third of it along each axis; deviation of v² ≈ 0.4.
  expect(Math.abs(mean(() => 1) - 0.5)).toBeLessThan((4 * 0.45) / Math.sqrt(1e5))
  for (const axis of [0, 1, 2]) {
    expect(Math.abs(mean((k) => +(k % 3 === axis)) - 1 / 6)).toBeLessThan((4 * 0.25) / Math.sqrt(1e5))
  }
})

test('in equilibrium 2K = |Σ r·F| and stays so, and momentum and angular momentum stay', () => {
  const bodies = sphere(1000, 0, 0.05, 3)
  const [before, turning] = [energy(bodies), angularMomentum(bodies)]
  for (let time = 0; time < 10; time++) {
    bodies.advance(50, 0.02)
    const ratio = (2 * bodies.energies.kinetic) / -bodies.virial
    expect(Math.abs(ratio - 1)).toBeLessThan(0.05)
  }
  expect(Math.abs(energy(bodies) / before - 1)).toBeLessThan(1e-3)
  for (const p of momentum(bodies)) expect(Math.abs(p)).toBeLessThan(1e-13)
  angularMomentum(bodies).forEach((l, axis) => {
    expect(Math.abs(l - turning[axis])).toBeLessThan(1e-12)
  })
})

test('the tree keeps the energy within 0.2 % over ten time units', () => {
  const bodies = sphere(1000, 0.6)
  bodies.openingAngle = 0
  const before = energy(bodies)
  bodies.openingAngle = 0.6
  bodies.advance(1000, 0.01)
  bodies.openingAngle = 0
  expect(Math.abs(energy(bodies) / before - 1)).toBeLessThan(2e-3)
})

test('leapfrog is of second order and comes back when time is reversed', () => {
  const errors = [0.01, 0.005].map((step) => {
    const bodies = sphere(100, 0, 0.2)
    const before = energy(bodies)
    let worst = 0
    for (let time = 0; time < 2; time += step) {
      bodies.advance(1, step)
      worst = Math.max(worst, Math.abs(energy(bodies) / before - 1))
    }
    return worst
  })
  expect(Math.log2(errors[0] / errors[1])).toBeGreaterThan(1.8)
  expect(Math.log2(errors[0] / errors[1])).toBeLessThan(2.2)
  const bodies = sphere(100, 0, 0.2)
  const start = bodies.positions[0].slice()
  bodies.advance(200, 0.01)
  bodies.advance(200, -0.01)
  start.forEach((x, i) => {
    expect(Math.abs(bodies.positions[0][i] - x)).toBeLessThan(1e-10)
  })
})

test('with hardly any softening two bodies follow the same ellipse as without', () => {
  const [soft, hard] = [
    new ManyBodies({ ...keplerOrbit(0.3), softening: 1e-6, openingAngle: 0 }),
    new FewBodies(keplerOrbit(0.3)),
  ]
  soft.advance(20_000, Math.PI / 20_000)
  hard.advance(Math.PI)
  for (const axis of [0, 1]) expect(soft.positions[axis][0]).toBeCloseTo(hard.positions[axis][0], 6)
})

test('nonsense is refused by name', () => {
  expect(() => sphere(10, 0, 0)).toThrow('softening is 0; expected a length above 0')
  expect(() => sphere(10, 2)).toThrow('openingAngle is 2; expected a number from 0 to 1')
  expect(() => sphere(1)).toThrow('masses are 1; expected at least 2 bodies')
})
