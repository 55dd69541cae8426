import type { Random } from '../run/random.js'
import type { Bodies } from './bodies.js'

type Start = Bodies<Float64Array>

/** A start in the plane, from x, y and vx, vy of each body. */
function planar(masses: readonly number[], places: readonly number[][], speeds: readonly number[][]): Start {
  const spatial = (vectors: readonly number[][]) => Float64Array.from(vectors.flatMap(([x, y]) => [x, y, 0]))
  return { masses: Float64Array.from(masses), positions: spatial(places), velocities: spatial(speeds) }
}

/** Two bodies of mass ½ at their greatest distance, on ellipses of semi-major axis ½: G = M = 1, the period is 2π. */
export function keplerOrbit(eccentricity: number): Start {
  const x = (1 + eccentricity) / 2
  const v = Math.sqrt((1 - eccentricity) / (1 + eccentricity)) / 2
  return planar(
    [0.5, 0.5],
    [
      [x, 0],
      [-x, 0],
    ],
    [
      [0, v],
      [0, -v],
    ],
  )
}

/** Period of {@link figureEight}. */
export const FIGURE_EIGHT_PERIOD = 6.32591398

/**
 * Three equal bodies that chase each other along an eight: Chenciner & Montgomery, Ann. Math. 152, 881 (2000), with
 * the initial data computed by C. Simó, given there.
 */
export function figureEight(): Start {
  const [x, y] = [0.97000436, -0.24308753]
  const [vx, vy] = [-0.93240737, -0.86473146]
  return planar(
    [1, 1, 1],
    [
      [x, y],
      [-x, -y],
      [0, 0],
    ],
    [
      [-vx / 2, -vy / 2],
      [-vx / 2, -vy / 2],
      [vx, vy],
    ],
  )
}

/**
 * Masses 3, 4 and 5, at rest at the corners of a triangle opposite to its sides of these lengths: Burrau, Astron. Nachr.
 * 195, 113 (1913); Szebehely & Peters, Astron. J. 72, 876 (1967).
 */
export function pythagorean(): Start {
  const rest = [0, 0]
  return planar(
    [3, 4, 5],
    [
      [1, 3],
      [-2, -1],
      [1, -1],
    ],
    [rest, rest, rest],
  )
}

/** Of a model of mass 1 and energy −¼ (Heggie & Mathieu 1986): 3π/16. */
export const PLUMMER_RADIUS = (3 * Math.PI) / 16

/**
 * Equal bodies of total mass 1 drawn from Plummer's model in equilibrium, G = M = 1, E = −¼, their centre at rest at the
 * origin: Aarseth, Hénon & Wielen, Astron. Astrophys. 37, 183 (1974), appendix.
 */
export function plummerSphere(bodies: number, random: Random): Start {
  const positions = new Float64Array(3 * bodies)
  const velocities = new Float64Array(3 * bodies)
  for (let i = 0; i < bodies; i++) {
    const r = 1 / Math.sqrt(random.uniform() ** (-2 / 3) - 1)
    const escapeSpeed = Math.SQRT2 / (1 + r * r) ** 0.25
    let q: number
    do q = random.uniform()
    while (random.uniform() * 0.1 > q * q * (1 - q * q) ** 3.5)
    positions.set(direction(r * PLUMMER_RADIUS, random), 3 * i)
    velocities.set(direction((q * escapeSpeed) / Math.sqrt(PLUMMER_RADIUS), random), 3 * i)
  }
  for (const vectors of [positions, velocities]) {
    for (const axis of [0, 1, 2]) {
      let sum = 0
      for (let k = axis; k < vectors.length; k += 3) sum += vectors[k]
      for (let k = axis; k < vectors.length; k += 3) vectors[k] -= sum / bodies
    }
  }
  return { masses: new Float64Array(bodies).fill(1 / bodies), positions, velocities }
}

/** A vector of given length in any direction. */
function direction(length: number, random: Random): number[] {
  const cosine = 2 * random.uniform() - 1
  const sine = Math.sqrt(1 - cosine * cosine)
  const angle = 2 * Math.PI * random.uniform()
  return [length * sine * Math.cos(angle), length * sine * Math.sin(angle), length * cosine]
}

/** The same bodies turned about the z axis. */
export function turned({ masses, positions, velocities }: Start, angle: number): Start {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const turn = (vectors: Float64Array) =>
    vectors.map((value, k) => {
      if (k % 3 === 2) return value
      return k % 3 === 0 ? cos * value - sin * vectors[k + 1] : sin * vectors[k - 1] + cos * value
    })
  return { masses, positions: turn(positions), velocities: turn(velocities) }
}
