import { describe, expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { EventDrivenDynamics, type HardSphereState } from './event-driven-dynamics.js'
import { AllPairs } from './event-driven-dynamics.test.support.js'
import {
  compressibilityOfDisks,
  compressibilityOfSpheres,
  contactOfDisks,
  contactOfSpheres,
} from './hard-fluid.test.support.js'

interface Recipe {
  dimensions: number
  particles: number
  /** Fraction of the box that the particles fill. */
  packing: number
  /** Diameters and masses, in turn. */
  kinds?: readonly { diameter: number; mass: number }[]
  seed?: number
}

const ONE_KIND = [{ diameter: 1, mass: 1 }]

/** On a square or cubic lattice, at temperature 1 and rest as a whole. */
function start({
  dimensions: d,
  particles,
  packing,
  kinds = ONE_KIND,
  seed = 1,
}: Recipe): HardSphereState & { velocities: Float64Array } {
  const random = new Random(seed)
  const diameters = Float64Array.from({ length: particles }, (_, i) => kinds[i % kinds.length].diameter)
  const masses = Float64Array.from({ length: particles }, (_, i) => kinds[i % kinds.length].mass)
  const filled = diameters.reduce((sum, s) => sum + (d === 2 ? Math.PI / 4 : Math.PI / 6) * s ** d, 0)
  const side = (filled / packing) ** (1 / d)
  const columns = Math.ceil(particles ** (1 / d) - 1e-9)
  const positions = Float64Array.from(
    { length: d * particles },
    (_, k) => ((Math.floor(Math.floor(k / d) / columns ** (k % d)) % columns) / columns) * side,
  )
  const velocities = Float64Array.from(
    { length: d * particles },
    (_, k) => random.normal() / Math.sqrt(masses[Math.floor(k / d)]),
  )
  const mass = masses.reduce((sum, m) => sum + m)
  const drift = momentum(velocities, masses, d).map((p) => p / mass)
  const factor = Math.sqrt(
    (d * (particles - 1)) /
      (2 *
        kineticEnergy(
          velocities.map((v, k) => v - drift[k % d]),
          masses,
          d,
        )),
  )
  return {
    box: new Array<number>(d).fill(side),
    positions,
    velocities: velocities.map((v, k) => (v - drift[k % d]) * factor),
    radii: diameters.map((s) => s / 2),
    masses,
  }
}

function kineticEnergy(velocities: Float64Array, masses: ArrayLike<number>, d: number): number {
  return velocities.reduce((sum, v, k) => sum + (masses[Math.floor(k / d)] * v * v) / 2, 0)
}

function momentum(velocities: Float64Array, masses: ArrayLike<number>, d: number): number[] {
  return Array.from({ length: d }, (_, axis) =>
    velocities.reduce((sum, v, k) => (k % d === axis ? sum + masses[Math.floor(k / d)] * v : sum), 0),
  )
}

/** Collisions of a particle per unit time, and pV/NkT, over so many collisions of each after equilibration. */
function average(recipe: Recipe, collisionsEach: number) {
  const state = start(recipe)
  const spheres = new EventDrivenDynamics(state)
  const { particles, dimensions: d } = recipe
  spheres.advance(Number.POSITIVE_INFINITY, 50 * particles)
  const virial = spheres.virial
  const elapsed = spheres.advance(Number.POSITIVE_INFINITY, (collisionsEach * particles) / 2)
  return {
    rate: collisionsEach / elapsed,
    compressibility: 1 + (spheres.virial - virial) / (d * particles * elapsed),
    spheres,
    state,
  }
}

const KINDS = [
  { diameter: 1, mass: 1 },
  { diameter: 0.4, mass: 0.3 },
  { diameter: 0.7, mass: 2.5 },
]

/** Recipes for few particles, from a gas to a dense fluid in a box of three cells. */
const few: [string, Recipe][] = [
  ['a gas of disks', { dimensions: 2, particles: 40, packing: 0.1 }],
  ['a fluid of disks', { dimensions: 2, particles: 36, packing: 0.5 }],
  ['a crystal of disks in a box of three cells', { dimensions: 2, particles: 9, packing: 0.75 }],
  ['a mixture of disks', { dimensions: 2, particles: 49, packing: 0.4, kinds: KINDS }],
  ['a fluid of spheres', { dimensions: 3, particles: 27, packing: 0.3 }],
  ['a mixture of spheres', { dimensions: 3, particles: 27, packing: 0.2, kinds: KINDS }],
]

test.each(few)('the collisions are those found by trying all pairs: %s', (_, recipe) => {
  const state = start(recipe)
  const spheres = new EventDrivenDynamics(state)
  const oracle = new AllPairs(state)
  let before = Float64Array.from(spheres.velocities)
  // After some six collisions of each particle the rounding errors have grown to the tolerance.
  for (let collision = 0; collision < 3 * recipe.particles; collision++) {
    const expected = oracle.collide()
    const elapsed = spheres.advance(Number.POSITIVE_INFINITY, 1)
    const changed = new Set<number>()
    spheres.velocities.forEach((v, k) => {
      if (v !== before[k]) changed.add(Math.floor(k / recipe.dimensions))
    })
    before = Float64Array.from(spheres.velocities)
    expect([...changed].sort((a, b) => a - b)).toEqual(expected.pair)
    expect(Math.abs(elapsed - expected.elapsed)).toBeLessThan(1e-6)
  }
})

test.each(few)('no two ever overlap: %s', (_, recipe) => {
  const state = start({ ...recipe, seed: 2 })
  const spheres = new EventDrivenDynamics(state)
  let deepest = 0
  for (let collision = 0; collision < 300; collision++) {
    const now = new AllPairs({ ...state, positions: spheres.positions, velocities: spheres.velocities })
    deepest = Math.max(deepest, now.overlap(spheres.advance(Number.POSITIVE_INFINITY, 1)))
  }
  expect(deepest).toBeLessThan(1e-13)
})

test.each([
  ['a dense fluid of disks', { dimensions: 2, particles: 400, packing: 0.69 }],
  ['a mixture of disks', { dimensions: 2, particles: 400, packing: 0.4, kinds: KINDS }],
  ['a fluid of spheres', { dimensions: 3, particles: 125, packing: 0.4 }],
] satisfies [string, Recipe][])(
  'a million collisions keep energy, momentum and distances to rounding: %s',
  (_, recipe) => {
    const state = start(recipe)
    const spheres = new EventDrivenDynamics(state)
    const d = recipe.dimensions
    const energy = kineticEnergy(spheres.velocities, state.masses, d)
    // Times are counted from each call, so that their rounding stays below that of the positions.
    for (let i = 0; i < 100; i++) spheres.advance(Number.POSITIVE_INFINITY, 1e4)
    expect(spheres.collisions).toBe(1e6)
    expect(Math.abs(kineticEnergy(spheres.velocities, state.masses, d) / energy - 1)).toBeLessThan(1e-11)
    for (const p of momentum(spheres.velocities, state.masses, d)) expect(Math.abs(p)).toBeLessThan(1e-10)
    const end = new AllPairs({ ...state, positions: spheres.positions, velocities: spheres.velocities })
    expect(end.overlap()).toBeLessThan(1e-13)
  },
)

test('two disks of unequal mass and size bounce as the laws of conservation demand', () => {
  // Centres 1.5 apart at contact, the line between them along (0.8, 0.6); relative velocity −2 along it.
  const spheres = new EventDrivenDynamics({
    box: [20, 30],
    positions: [4, 5, 4 + 1.5 * 0.8 + 2 * 0.8, 5 + 1.5 * 0.6 + 2 * 0.6],
    velocities: [0.8, 0.6, -0.8, -0.6],
    radii: [1, 0.5],
    masses: [3, 1],
  })
  const elapsed = spheres.advance(10, 1)
  expect(elapsed).toBeCloseTo(1, 14)
  // In one dimension u₁ = ((m₁ − m₂)v₁ + 2m₂v₂)/(m₁ + m₂) = 0 and u₂ = ((m₂ − m₁)v₂ + 2m₁v₁)/(m₁ + m₂) = 2.
  const expected = [0, 0, 1.6, 1.2]
  spheres.velocities.forEach((v, k) => {
    expect(v).toBeCloseTo(expected[k], 14)
  })
  // Distance × momentum: 1.5 × 3.
  expect(spheres.virial).toBeCloseTo(4.5, 13)
  expect(spheres.advance(0.5, 1)).toBe(0.5)
  expect(spheres.collisions).toBe(1)
})

test('two that graze each other do not collide for ever', () => {
  for (let i = 0; i < 200; i++) {
    const [x, y] = [Math.cos(i), Math.sin(i)]
    // Both drift so fast that the slightest push is lost in the rounding of their velocities.
    const spheres = new EventDrivenDynamics({
      box: [12, 12],
      positions: [6, 6, 6 + x, 6 + y],
      velocities: [64 + y, -x, 64 - y, x],
      radii: [0.5, 0.5],
      masses: [1, 1],
    })
    expect(spheres.advance(1 / 64, 100)).toBe(1 / 64)
    expect(spheres.collisions).toBeLessThan(2)
    expect(spheres.positions[0]).toBeCloseTo(7 + y / 64, 6)
    expect(spheres.positions[3]).toBeCloseTo(6 + y + x / 64, 6)
  }
})

test('with reversed velocities the particles go back to where they came from', () => {
  for (const dimensions of [2, 3]) {
    const state = start({ dimensions, particles: 5 ** dimensions, packing: 0.3, kinds: KINDS })
    const there = new EventDrivenDynamics(state)
    const elapsed = there.advance(Number.POSITIVE_INFINITY, 2 * state.radii.length)
    // Away from the moment of the collision, when it would depend on rounding whether it happens again.
    const spare = there.advance(1e-4)
    const back = new EventDrivenDynamics({
      ...state,
      positions: there.positions,
      velocities: there.velocities.map((v) => -v),
    })
    back.advance(elapsed + spare)
    expect(back.collisions).toBe(there.collisions)
    const side = state.box[0]
    back.positions.forEach((x, k) => {
      const distance = x - state.positions[k]
      expect(Math.abs(distance - side * Math.round(distance / side))).toBeLessThan(1e-7)
      expect(Math.abs(back.velocities[k] + state.velocities[k])).toBeLessThan(1e-7)
    })
  }
})

test('equal starts give equal runs, bit by bit, and frames in between change nothing but rounding', () => {
  const state = start({ dimensions: 2, particles: 500, packing: 0.4 })
  const [one, other] = [new EventDrivenDynamics(state), new EventDrivenDynamics(state)]
  for (let frame = 0; frame < 100; frame++) {
    one.advance(0.0442)
    other.advance(0.0442)
  }
  expect(one.positions).toEqual(other.positions)
  expect(one.velocities).toEqual(other.velocities)
  const [whole, inPieces] = [new EventDrivenDynamics(state), new EventDrivenDynamics(state)]
  whole.advance(1)
  for (let frame = 0; frame < 64; frame++) inPieces.advance(1 / 64)
  expect(inPieces.collisions).toBe(whole.collisions)
  inPieces.positions.forEach((x, k) => {
    expect(Math.abs(x - whole.positions[k])).toBeLessThan(1e-9)
  })
})

test('at twice the speed everything takes half the time', () => {
  const state = start({ dimensions: 3, particles: 125, packing: 0.3 })
  const [slow, fast] = [new EventDrivenDynamics(state), new EventDrivenDynamics(state)]
  slow.advance(0.3)
  fast.advance(0.3)
  fast.accelerate(2)
  slow.advance(0.5)
  fast.advance(0.25)
  expect(fast.collisions).toBe(slow.collisions)
  expect(fast.positions).toEqual(slow.positions)
  expect(fast.velocities).toEqual(slow.velocities.map((v) => 2 * v))
})

describe('averages over many collisions', () => {
  test.each([0.1, Math.PI / 10, 0.45])(
    'disks at packing %f: rate of Enskog, pressure of Henderson',
    (packing) => {
      const { rate, compressibility } = average({ dimensions: 2, particles: 2500, packing }, 400)
      const density = (4 * packing) / Math.PI
      const expected = 2 * density * Math.sqrt(Math.PI) * contactOfDisks(packing)
      // Enskog's rate is exact but for g(σ).
      expect(Math.abs(rate / expected - 1)).toBeLessThan(0.01)
      expect(Math.abs(compressibility / compressibilityOfDisks(packing) - 1)).toBeLessThan(0.01)
    },
  )

  test.each([0.1, 0.3, 0.45])(
    'spheres at packing %f: rate of Enskog, pressure of Carnahan and Starling',
    (packing) => {
      const { rate, compressibility } = average({ dimensions: 3, particles: 2197, packing }, 250)
      const density = (6 * packing) / Math.PI
      const expected = 4 * density * Math.sqrt(Math.PI) * contactOfSpheres(packing)
      expect(Math.abs(rate / expected - 1)).toBeLessThan(0.01)
      expect(Math.abs(compressibility / compressibilityOfSpheres(packing) - 1)).toBeLessThan(0.01)
    },
  )
})

test('from equal speeds, collisions lead to those of Maxwell', () => {
  const state = start({ dimensions: 2, particles: 2500, packing: 0.3 })
  state.velocities.forEach((v, k) => {
    if (k % 2) return
    const speed = Math.hypot(v, state.velocities[k + 1]) / Math.SQRT2
    state.velocities[k] /= speed
    state.velocities[k + 1] /= speed
  })
  const disks = new EventDrivenDynamics(state)
  const energies: number[] = []
  for (let sample = 0; sample < 40; sample++) {
    disks.advance(Number.POSITIVE_INFINITY, 12_500)
    if (sample < 5) continue
    for (let k = 0; k < 5000; k += 2)
      energies.push((disks.velocities[k] ** 2 + disks.velocities[k + 1] ** 2) / 2)
  }
  // In two dimensions the energies are distributed as exp(−E/T), T = 1: Kolmogorov–Smirnov.
  energies.sort((a, b) => a - b)
  const deviation = energies.reduce(
    (most, energy, i) => Math.max(most, Math.abs(1 - Math.exp(-energy) - (i + 0.5) / energies.length)),
    0,
  )
  expect(energies.length).toBe(87_500)
  expect(deviation).toBeLessThan(1.95 / Math.sqrt(energies.length))
})

test('particles of all masses and sizes come to the same temperature', () => {
  const state = start({ dimensions: 2, particles: 900, packing: 0.4, kinds: KINDS })
  // All the energy in the first kind.
  for (let k = 0; k < 1800; k++) if ((k >> 1) % 3) state.velocities[k] = 0
  const disks = new EventDrivenDynamics(state)
  const energies = [0, 0, 0]
  for (let sample = 0; sample < 60; sample++) {
    disks.advance(Number.POSITIVE_INFINITY, 9000)
    if (sample < 10) continue
    disks.velocities.forEach((v, k) => {
      energies[(k >> 1) % 3] += state.masses[k >> 1] * v * v
    })
  }
  const mean = energies.reduce((sum, energy) => sum + energy) / 3
  for (const energy of energies) expect(Math.abs(energy / mean - 1)).toBeLessThan(0.02)
})

test.each([
  [{ box: [4, 2.9] }, 'box has a side of 2.9; expected at least 3, three diameters'],
  [{ box: [4] }, 'box has 1 sides; expected 2 or 3'],
  [{ box: [4, Number.NaN] }, 'box[1] is NaN; expected a positive number'],
  [{ positions: [1, 1, 2] }, 'positions has 3 numbers; expected 4'],
  [
    { velocities: [1, 1, 2, Number.POSITIVE_INFINITY] },
    'velocities[3] is Infinity; expected a finite number',
  ],
  [{ masses: [1, 0] }, 'masses[1] is 0; expected a positive number'],
  [{ radii: [1] }, 'radii are 1; expected at least 2 particles'],
])('%o is refused', (wrong, message) => {
  const right = {
    box: [4, 4],
    positions: [1, 1, 3, 3],
    velocities: [1, 0, 0, 1],
    radii: [0.5, 0.5],
    masses: [1, 1],
  }
  expect(() => new EventDrivenDynamics({ ...right, ...wrong })).toThrow(message)
})
