import { describe, expect, test } from 'vitest'
import { angularMomentum, type MovingBodies, momentum } from './bodies.js'
import { FewBodies } from './few-bodies.js'
import { FIGURE_EIGHT_PERIOD, figureEight, keplerOrbit, pythagorean, turned } from './gravity-starts.js'

const energy = ({ energies }: MovingBodies) => energies.kinetic + energies.potential
const copied = ({ positions }: MovingBodies) => positions.map((x) => [...x])
const furthest = (a: number[][], b: number[][]) =>
  Math.max(...a.flatMap((row, k) => row.map((x, i) => Math.abs(x - b[k][i]))))

describe.each([0, 0.5, 0.9, 0.99])('Kepler orbit of eccentricity %s', (eccentricity) => {
  test('third law: it closes after 2π √(a³/GM), and 100 times so', () => {
    const orbit = new FewBodies(keplerOrbit(eccentricity))
    const start = copied(orbit)
    for (let period = 0; period < 100; period++) orbit.advance(2 * Math.PI)
    expect(furthest(start, copied(orbit))).toBeLessThan(1e-10)
  })

  test('second and first law: angular momentum, energy and eccentricity stay', () => {
    const orbit = new FewBodies(keplerOrbit(eccentricity))
    const [energyBefore, [, , turning]] = [energy(orbit), angularMomentum(orbit)]
    expect(energyBefore).toBeCloseTo(-1 / 8, 14)
    let nearest = Number.POSITIVE_INFINITY
    for (let i = 0; i < 1000; i++) {
      orbit.advance(Math.PI / 500)
      nearest = Math.min(nearest, orbit.distance(0, 1))
      expect(Math.abs(energy(orbit) / energyBefore - 1)).toBeLessThan(1e-12)
      expect(Math.abs(angularMomentum(orbit)[2] / turning - 1)).toBeLessThan(1e-13)
    }
    // The pericentre lies half a period from the start: at the 500th of these times.
    expect(nearest).toBeCloseTo(1 - eccentricity, 10)
  })
})

test('the figure-eight closes after a period and is still there after 100', () => {
  const eight = new FewBodies(figureEight())
  const start = copied(eight)
  eight.advance(FIGURE_EIGHT_PERIOD)
  // The initial data have eight decimals.
  expect(furthest(start, copied(eight))).toBeLessThan(1e-7)
  // A third of a period on, each is where another was.
  eight.advance(FIGURE_EIGHT_PERIOD / 3)
  const permuted = copied(eight).map(([a, b, c]) => [b, c, a])
  const other = copied(eight).map(([a, b, c]) => [c, a, b])
  expect(Math.min(furthest(start, permuted), furthest(start, other))).toBeLessThan(1e-7)
  eight.advance((98 + 2 / 3) * FIGURE_EIGHT_PERIOD)
  expect(furthest(start, copied(eight))).toBeLessThan(1e-5)
})

test.each([0, 1])('Pythagorean problem, turned by %s: 3 escapes from the binary of 4 and 5', (angle) => {
  const bodies = new FewBodies(turned(pythagorean(), angle))
  const before = energy(bodies)
  expect(before).toBeCloseTo(-((3 * 4) / 5 + (3 * 5) / 4 + (4 * 5) / 3), 13)
  let [nearest, when] = [Number.POSITIVE_INFINITY, 0]
  for (let time = 0; time < 70; time += 0.01) {
    bodies.advance(0.01)
    const closest = Math.min(bodies.distance(0, 1), bodies.distance(0, 2), bodies.distance(1, 2))
    if (closest < nearest) [nearest, when] = [closest, time]
    expect(Math.abs(energy(bodies) / before - 1)).toBeLessThan(1e-8)
  }
  // Szebehely & Peters 1967: the closest approach, of some 4·10⁻⁴, is at t = 15.83; seen here every 0.01.
  expect(when).toBeGreaterThan(15.8)
  expect(when).toBeLessThan(15.86)
  expect(bodies.distance(1, 2)).toBeLessThan(1)
  expect(bodies.distance(0, 1)).toBeGreaterThan(20)
  const relative = bodies.velocities.map((v) => v[1] - v[2])
  const binding = relative.reduce((sum, v) => sum + v * v, 0) / 2 - 9 / bodies.distance(1, 2)
  expect(binding).toBeLessThan(0)
  const outward = bodies.velocities.reduce((sum, v, k) => sum + v[0] * bodies.positions[k][0], 0)
  expect(outward).toBeGreaterThan(0)
  // Faster than the escape from the two others.
  const speed = Math.hypot(...bodies.velocities.map((v) => v[0] - (4 * v[1] + 5 * v[2]) / 9))
  expect(speed).toBeGreaterThan(Math.sqrt((2 * 12) / bodies.distance(0, 1)))
})

test('momentum and angular momentum of three bodies in chaos stay', () => {
  const bodies = new FewBodies(pythagorean())
  bodies.advance(60)
  for (const p of momentum(bodies)) expect(Math.abs(p)).toBeLessThan(1e-10)
  for (const l of angularMomentum(bodies)) expect(Math.abs(l)).toBeLessThan(1e-10)
})

test('time runs backwards: reversed velocities lead back to the start', () => {
  const bodies = new FewBodies(figureEight())
  const start = copied(bodies)
  bodies.advance(10)
  for (const v of bodies.velocities) v.set(v.map((value) => -value))
  bodies.restart()
  bodies.advance(10)
  expect(furthest(start, copied(bodies))).toBeLessThan(1e-11)
})

test('one body, bodies at one place, bad numbers and a head-on collision are refused by name', () => {
  const { masses, positions, velocities } = keplerOrbit(0)
  expect(() => new FewBodies({ masses: [1], positions: [0, 0, 0], velocities: [0, 0, 0] })).toThrow(
    'masses are 1; expected at least 2 bodies',
  )
  expect(() => new FewBodies({ masses, positions: new Float64Array(6), velocities })).toThrow(
    'bodies 0 and 1 are at the same place',
  )
  expect(() => new FewBodies({ masses, positions, velocities: [0, 0, 0, 0, Number.NaN, 0] })).toThrow(
    'velocities[4] is NaN; expected a finite number',
  )
  expect(() => new FewBodies({ masses: [1, -1], positions, velocities })).toThrow(
    'masses[1] is -1; expected a number above 0',
  )
  expect(() => new FewBodies({ masses, positions: [0, 0, 0], velocities })).toThrow(
    'positions has 3 numbers; expected 6',
  )
  const headOn = new FewBodies({ masses, positions, velocities: new Float64Array(6) })
  expect(() => headOn.advance(10)).toThrow(/two bodies collide at step \d+/)
})
