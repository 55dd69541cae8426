import { expect, test } from 'vitest'
import { hardDisks } from './hard-disks.js'
import { compressibilityOfDisks } from './hard-fluid.test.support.js'
import { resolveParameters } from './parameters.js'

const start = (given: Record<string, number> = {}, seed = 1) =>
  hardDisks.simulate(resolveParameters(hardDisks, given), seed)

test('the default fluid has the temperature asked for, the rate of Enskog and the pressure of Henderson', () => {
  const fluid = start()
  fluid.equilibrate(() => true)
  expect(fluid.measure().pressure).toBeNaN()
  for (let frame = 0; frame < 4000; frame++) fluid.advance()
  const { temperature, collisionRate, pressure } = fluid.measure()
  expect(temperature).toBeCloseTo(1, 10)
  const packing = (Math.PI * 0.4) / 4
  // 2ρσ√(πT/m) g(σ), g of Henderson, Mol. Phys. 30, 971 (1975): 2.600.
  expect(collisionRate).toBeGreaterThan(2.6 * 0.99)
  expect(collisionRate).toBeLessThan(2.6 * 1.01)
  expect(Math.abs(pressure / (0.4 * compressibilityOfDisks(packing)) - 1)).toBeLessThan(0.01)
})

test('the lattice is forgotten: its rows scatter no more than a fluid does', () => {
  const particles = 1600
  const fluid = start({ particles })
  const side = Math.sqrt(particles / 0.4)
  const frame = new Float32Array(2 * particles)
  fluid.observe(frame)
  const rows = new Set(frame.filter((_, k) => k % 2)).size
  /** |Σ exp(iky)|²/N at the wave vector of the starting rows: N in the lattice, below 2 or so in a fluid. */
  const structure = () => {
    fluid.observe(frame)
    let [real, imaginary] = [0, 0]
    for (let k = 1; k < frame.length; k += 2) {
      real += Math.cos((2 * Math.PI * rows * frame[k]) / side)
      imaginary += Math.sin((2 * Math.PI * rows * frame[k]) / side)
    }
    return (real ** 2 + imaginary ** 2) / particles
  }
  expect(structure()).toBeCloseTo(particles, 1)
  fluid.equilibrate(() => true)
  let mean = 0
  for (let frame = 0; frame < 1000; frame++) {
    fluid.advance()
    mean += structure() / 1000
  }
  expect(mean).toBeLessThan(3)
})

test('temperature sets the pace and nothing else', () => {
  const frames = [1, 4].map((temperature) => {
    const fluid = start({ particles: 100, temperature })
    const frame = new Float32Array(200)
    for (let i = 0; i < 20; i++) fluid.advance()
    fluid.observe(frame)
    return frame
  })
  frames[0].forEach((x, k) => {
    expect(Math.abs(x - frames[1][k])).toBeLessThan(1e-5)
  })
})

test('a live change of temperature is exact, and averages start afresh', () => {
  const fluid = start({ particles: 400 })
  fluid.equilibrate(() => true)
  fluid.advance()
  fluid.set('temperature', 0.25)
  expect(fluid.measure().temperature).toBeCloseTo(0.25, 12)
  expect(fluid.measure().collisionRate).toBeNaN()
  for (let frame = 0; frame < 2000; frame++) fluid.advance()
  // Half the speed, half the rate.
  expect(Math.abs(fluid.measure().collisionRate / 1.3 - 1)).toBeLessThan(0.03)
})

test('equilibration stops when told to', () => {
  const fluid = start({ particles: 100 })
  const fractions: number[] = []
  fluid.equilibrate((fraction) => fractions.push(fraction) < 5)
  expect(fractions).toEqual([0, 0.01, 0.02, 0.03, 0.04, 1])
})
