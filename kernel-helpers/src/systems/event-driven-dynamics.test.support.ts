import type { HardSphereState } from './event-driven-dynamics.js'

/**
 * The same particles without cells, clocks or queue: every pair and every neighbouring image is tried for every
 * collision, and all particles move together.
 */
export class AllPairs {
  readonly positions: Float64Array
  readonly velocities: Float64Array

  constructor(readonly state: HardSphereState) {
    this.positions = Float64Array.from(state.positions)
    this.velocities = Float64Array.from(state.velocities)
  }

  /** To the next collision. Returns how long it took, and who collided. */
  collide(): { elapsed: number; pair: [number, number] } {
    const { positions, velocities } = this
    const { radii, masses, box } = this.state
    let elapsed = Number.POSITIVE_INFINITY
    let pair: [number, number] = [-1, -1]
    let contact: readonly number[] = []
    this.forEachImage((i, j, r, v) => {
      const approach = dot(r, v)
      if (approach >= 0) return
      const gap = dot(r, r) - (radii[i] + radii[j]) ** 2
      const discriminant = approach ** 2 - dot(v, v) * gap
      if (discriminant < 0) return
      const time = Math.max(0, gap / (Math.sqrt(discriminant) - approach))
      if (time >= elapsed) return
      elapsed = time
      pair = [i, j]
      contact = r.map((x, k) => x + v[k] * time)
    })
    positions.forEach((_, k) => {
      positions[k] += velocities[k] * elapsed
    })
    const [i, j] = pair
    const d = box.length
    const length = Math.sqrt(dot(contact, contact))
    const normal = contact.map((x) => x / length)
    const speed = normal.reduce((sum, n, k) => sum + n * (velocities[d * j + k] - velocities[d * i + k]), 0)
    const momentum = (2 * speed * masses[i] * masses[j]) / (masses[i] + masses[j])
    normal.forEach((n, k) => {
      velocities[d * i + k] += (momentum / masses[i]) * n
      velocities[d * j + k] -= (momentum / masses[j]) * n
    })
    return { elapsed, pair }
  }

  /** How far any two get into each other while all move straight on for `duration`. */
  overlap(duration = 0): number {
    let deepest = 0
    this.forEachImage((i, j, r, v) => {
      const time = Math.min(duration, Math.max(0, -dot(r, v) / (dot(v, v) || 1)))
      const nearest = r.map((x, k) => x + v[k] * time)
      deepest = Math.max(
        deepest,
        this.state.radii[i] + this.state.radii[j] - Math.sqrt(dot(nearest, nearest)),
      )
    })
    return deepest
  }

  /** Calls with the distance and the relative velocity of every pair and every image nearby. */
  private forEachImage(visit: (i: number, j: number, r: readonly number[], v: readonly number[]) => void) {
    const { positions, velocities } = this
    const { box, radii } = this.state
    const d = box.length
    const shifts = box.reduce<number[][]>(
      (all, side) => all.flatMap((shift) => [-side, 0, side].map((s) => [...shift, s])),
      [[]],
    )
    for (let i = 0; i < radii.length; i++) {
      for (let j = i + 1; j < radii.length; j++) {
        const nearest = box.map((side, k) => {
          const x = positions[d * j + k] - positions[d * i + k]
          return x - side * Math.round(x / side)
        })
        const v = box.map((_, k) => velocities[d * j + k] - velocities[d * i + k])
        for (const shift of shifts) {
          visit(
            i,
            j,
            nearest.map((x, k) => x + shift[k]),
            v,
          )
        }
      }
    }
  }
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}
