import { expect, test } from 'vitest'
import { binaryMixture } from './binary-mixture.js'
import { resolveParameters } from './parameters.js'
import type { SoftParticles } from './soft-particles.js'

test.each([2, 3])(
  'unlike particles are nearest neighbours, small ones avoid each other, %i-D',
  (dimensions) => {
    const particles = 400
    const share = dimensions === 3 ? 0.8 : 0.65
    const given = { particles, dimensions, share, temperature: 1, ensemble: 1 }
    const mixture = binaryMixture.simulate(resolveParameters(binaryMixture, given), 1) as SoftParticles
    for (let i = 0; i < 400; i++) mixture.advance()
    const { side } = mixture
    const large = Math.round(share * particles)
    const [bins, width] = [40, 0.05]
    const counts = { AA: new Float64Array(bins), AB: new Float64Array(bins), BB: new Float64Array(bins) }
    for (let sample = 0; sample < 20; sample++) {
      for (let i = 0; i < 10; i++) mixture.advance()
      const { positions } = mixture.dynamics
      for (let i = 0; i < particles; i++) {
        for (let j = 0; j < i; j++) {
          let squared = 0
          for (let axis = 0; axis < dimensions; axis++) {
            const d = positions[dimensions * i + axis] - positions[dimensions * j + axis]
            squared += (d - side * Math.round(d / side)) ** 2
          }
          const bin = Math.floor(Math.sqrt(squared) / width)
          const kind = i < large ? 'AA' : j < large ? 'AB' : 'BB'
          if (bin < bins) counts[kind][bin]++
        }
      }
    }
    const small = particles - large
    const pairs = { AA: (large * (large - 1)) / 2, AB: large * small, BB: (small * (small - 1)) / 2 }
    const peak = (kind: keyof typeof counts) => {
      const g = Array.from(counts[kind], (count, bin) => {
        const r = (bin + 0.5) * width
        const shell = dimensions === 3 ? 4 * Math.PI * r * r * width : 2 * Math.PI * r * width
        return (count * side ** dimensions) / (20 * pairs[kind] * shell)
      })
      // The first shell only.
      const shell = g.slice(0, 26)
      const bin = shell.indexOf(Math.max(...shell))
      return { place: (bin + 0.5) * width, height: g[bin] }
    }
    // Kob & Andersen, Phys. Rev. E 51, 4626 (1995), fig. 9: the first peak of A and A is at 1.07 σ, that of A and B nearer and
    // higher; B and B hardly have one.
    expect(Math.abs(peak('AA').place - 1.07)).toBeLessThan(0.06)
    expect(Math.abs(peak('AB').place - 0.88)).toBeLessThan(0.06)
    expect(peak('AB').height).toBeGreaterThan(peak('AA').height)
    expect(peak('BB').height).toBeLessThan(peak('AA').height)
  },
)

test.each([
  ['liquid in two dimensions', 'slow liquid in two dimensions'],
  ['Kob–Andersen liquid', 'Kob–Andersen, supercooled'],
])('cooled, particles get stuck between their neighbours: %s, %s', (warm, cold) => {
  /** Mean squared displacement in 10 τ. */
  const displacement = (name: string) => {
    const preset = binaryMixture.presets![name]
    const values = resolveParameters(binaryMixture, { ...preset, particles: 400, ensemble: 1 })
    const mixture = binaryMixture.simulate(values, 1) as SoftParticles
    const { frameInterval } = binaryMixture.observable(values)
    const wait = (time: number) => {
      for (let i = 0; i < time / frameInterval; i++) mixture.advance()
    }
    wait(25)
    let last = mixture.dynamics.positions
    let moved = new Float64Array(last.length)
    for (let part = 0; part < 40; part++) {
      wait(0.25)
      const { positions } = mixture.dynamics
      moved = moved.map((sum, k) => {
        const d = positions[k] - last[k]
        return sum + d - mixture.side * Math.round(d / mixture.side)
      })
      last = positions
    }
    return moved.reduce((sum, d) => sum + d * d, 0) / values.particles
  }
  // Squared speeds differ by a factor of two.
  expect(displacement(cold)).toBeLessThan(displacement(warm) / 3)
})
