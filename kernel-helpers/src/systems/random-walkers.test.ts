import { describe, expect, test } from 'vitest'
import { resolveParameters } from './parameters.js'
import { randomWalkers } from './random-walkers.js'

const frameInterval = 1 / 64
const start = (given: Record<string, number> = {}, seed = 1) =>
  randomWalkers.simulate(resolveParameters(randomWalkers, given), seed)

function frame(simulation: ReturnType<typeof start>, particles: number) {
  const out = new Float32Array(2 * particles)
  simulation.observe(out)
  return out
}

describe('displacements', () => {
  // Einstein, Ann. Phys. 322, 549 (1905): ⟨r²⟩ = 4Dt in two dimensions. r²/4Dt is exponential: its deviation is its mean.
  test('have the mean square 4Dt at all times, and follow a live change of D', async ({ annotate }) => {
    const particles = 40_000
    for (const diffusivity of [0.1, 3]) {
      const simulation = start({ particles, diffusivity })
      let [expected, worst] = [0, 0]
      for (let i = 1; i <= 64; i++) {
        if (i === 33) simulation.set('diffusivity', 2 * diffusivity)
        simulation.advance()
        expected += 4 * (i < 33 ? 1 : 2) * diffusivity * frameInterval
        const ratio = simulation.measure().meanSquaredDisplacement / expected
        worst = Math.max(worst, Math.abs(ratio - 1))
      }
      await annotate(`at D = ${diffusivity} off by at most ${(100 * worst).toFixed(2)} %`)
      expect(worst).toBeLessThan(4 / Math.sqrt(particles))
    }
  })

  /** Kolmogorov–Smirnov: √n times the largest distance of the distributions exceeds 1.95 once in a thousand samples. */
  test('are Gaussian, in each direction, after one frame and after 40', async ({ annotate }) => {
    const particles = 20_000
    const side = Math.sqrt(particles)
    const simulation = start({ particles })
    const before = frame(simulation, particles)
    let elapsed = 0
    for (const frames of [1, 39]) {
      for (let i = 0; i < frames; i++) simulation.advance()
      elapsed += frames
      const after = frame(simulation, particles)
      const deviation = Math.sqrt(2 * elapsed * frameInterval)
      for (const axis of [0, 1]) {
        const moved = Float64Array.from({ length: particles }, (_, i) => {
          const d = after[2 * i + axis] - before[2 * i + axis]
          return (d - side * Math.round(d / side)) / deviation
        }).sort()
        let distance = 0
        moved.forEach((x, i) => {
          const expected = normalDistribution(x)
          distance = Math.max(distance, expected - i / particles, (i + 1) / particles - expected)
        })
        await annotate(`√n · distance ${(distance * Math.sqrt(particles)).toFixed(2)}`)
        expect(distance * Math.sqrt(particles)).toBeLessThan(1.95)
      }
    }
  })

  test('of different walkers and of successive frames are independent', () => {
    const particles = 20_000
    const simulation = start({ particles })
    const side = Math.sqrt(particles)
    const frames = Array.from({ length: 3 }, () => {
      simulation.advance()
      return frame(simulation, particles)
    })
    const [first, second] = [0, 1].map((k) =>
      frames[k + 1].map(
        (x, i) => (x - frames[k][i] - side * Math.round((x - frames[k][i]) / side)) / 0.176777,
      ),
    )
    const correlation = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, x, i) => sum + x * b[i], 0) / a.length
    const bound = 4 / Math.sqrt(2 * particles)
    expect(Math.abs(correlation(first, second))).toBeLessThan(bound)
    expect(Math.abs(correlation(first.subarray(2), first.subarray(0, -2)))).toBeLessThan(bound)
    expect(Math.abs(correlation(first.subarray(1), first.subarray(0, -1)))).toBeLessThan(bound)
  })
})

describe('density', () => {
  // Of N walkers on M cells, the squares of the deviations over their mean sum up to χ² of M − 1 degrees.
  test('has Poisson numbers in cells, and keeps them', async ({ annotate }) => {
    const particles = 20_000
    const simulation = start({ particles, diffusivity: 4 })
    const side = Math.sqrt(particles)
    const cells = 40
    for (const frames of [0, 1, 200]) {
      for (let i = 0; i < frames; i++) simulation.advance()
      const positions = frame(simulation, particles)
      const counts = new Float64Array(cells ** 2)
      for (let i = 0; i < particles; i++) {
        const [column, row] = [0, 1].map((axis) => Math.floor((positions[2 * i + axis] / side) * cells))
        counts[row * cells + column]++
      }
      const expected = particles / cells ** 2
      const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
      const freedoms = cells ** 2 - 1
      await annotate(`χ² ${chiSquared.toFixed(0)} of ${freedoms} degrees of freedom`)
      expect(Math.abs(chiSquared - freedoms)).toBeLessThan(4 * Math.sqrt(2 * freedoms))
      const empty = counts.filter((count) => count <= 5).length / cells ** 2
      const share = poissonUpTo(5, expected)
      expect(Math.abs(empty - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / cells ** 2))
    }
  })

  /**
   * Smoluchowski, Ann. Phys. 353, 1103 (1915): ⟨ρ(k, t) ρ*(k, 0)⟩ = N exp(−Dk²t), and N for the squares. The error is
   * measured from the waves, all of them independent of each other.
   */
  test('forgets a wave of wave number k as exp(−Dk²t)', async ({ annotate }) => {
    const particles = 2000
    const side = Math.sqrt(particles)
    const mode = (positions: Float32Array, x: number, y: number) => {
      let [real, imaginary] = [0, 0]
      for (let i = 0; i < positions.length; i += 2) {
        const phase = (2 * Math.PI * (x * positions[i] + y * positions[i + 1])) / side
        real += Math.cos(phase)
        imaginary += Math.sin(phase)
      }
      return [real, imaginary]
    }
    const axes = [
      [7, 0],
      [5, 5],
      [7, 1],
      [1, 7],
    ]
    // Each turned by a right angle, too.
    const waves = axes.flatMap(([x, y]) => [
      [x, y],
      [-y, x],
    ])
    const diffusivity = 2
    const frames = 8
    const products: number[][] = [[], []]
    for (let seed = 1; seed <= 200; seed++) {
      const simulation = start({ particles, diffusivity }, seed)
      const before = frame(simulation, particles)
      for (let i = 0; i < frames; i++) simulation.advance()
      const after = frame(simulation, particles)
      for (const [x, y] of waves) {
        const [[a, b], [c, d]] = [before, after].map((positions) => mode(positions, x, y))
        const kept = Math.exp(
          -diffusivity * ((2 * Math.PI) / side) ** 2 * (x * x + y * y) * frames * frameInterval,
        )
        products[0].push((a * a + b * b) / particles)
        products[1].push((a * c + b * d) / particles / kept)
      }
    }
    for (const values of products) {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
      const error = Math.sqrt(variance / values.length)
      await annotate(`measured over expected ${mean.toFixed(3)} ± ${error.toFixed(3)}`)
      expect(Math.abs(mean - 1)).toBeLessThan(4 * error)
      expect(error).toBeLessThan(0.05)
    }
  })
})

test('a single walker in a small box stays in it', () => {
  const simulation = start({ particles: 1, density: 100, diffusivity: 100 })
  for (let i = 0; i < 1000; i++) {
    simulation.advance()
    for (const x of frame(simulation, 1)) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x).toBeLessThan(0.1)
    }
  }
})

/** Φ(x) by its series around 0 (Abramowitz & Stegun 26.2.11), good to 10⁻¹² where |x| < 5. */
function normalDistribution(x: number): number {
  let [term, sum] = [x, x]
  for (let k = 3; Math.abs(term) > 1e-15 && k < 300; k += 2) {
    term *= (x * x) / k
    sum += term
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)
}

function poissonUpTo(most: number, mean: number): number {
  let [term, sum] = [Math.exp(-mean), Math.exp(-mean)]
  for (let k = 1; k <= most; k++) {
    term *= mean / k
    sum += term
  }
  return sum
}
