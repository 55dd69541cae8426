import { expect, test } from 'vitest'
import { translatingTexture } from './translating-texture.js'

const size = 32
const texture = (given: Record<string, number>, seed = 1) => {
  const simulation = translatingTexture.simulate({ size, correlationLength: 3, speed: 0.5, ...given }, seed)
  return {
    simulation,
    frame() {
      const out = new Float32Array(size * size)
      simulation.observe(out)
      return out
    },
  }
}

function shiftRight(frame: Float32Array, pixels: number) {
  return frame.map((_, i) => frame[i - (i % size) + (((i % size) - pixels + size) % size)])
}

function largestDifference(a: Float32Array, b: Float32Array) {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0)
}

test('two half-pixel steps move the texture by exactly one pixel, and a full turn brings it back', () => {
  const { simulation, frame } = texture({ speed: 0.5 })
  const start = frame()
  for (let i = 0; i < 2; i++) simulation.advance()
  expect(largestDifference(frame(), shiftRight(start, 1))).toBeLessThan(1e-6)
  for (let i = 0; i < 2 * size - 2; i++) simulation.advance()
  expect(largestDifference(frame(), start)).toBeLessThan(1e-6)
})

test('between pixels it moves by the band-limited shift: a quarter pixel four times is one pixel', () => {
  const { simulation, frame } = texture({ speed: 0.25, correlationLength: 1 })
  const start = frame()
  for (let i = 0; i < 4; i++) simulation.advance()
  expect(largestDifference(frame(), shiftRight(start, 1))).toBeLessThan(1e-5)
})

test('mean 0, variance 1, and the correlation function of the stated width', () => {
  let [atZero, atWidth] = [0, 0]
  for (let seed = 1; seed <= 200; seed++) {
    const start = texture({}, seed).frame()
    const moved = shiftRight(start, 3)
    expect(Math.abs(start.reduce((a, b) => a + b, 0)) / start.length).toBeLessThan(1e-5)
    start.forEach((value, i) => {
      atZero += value * value
      atWidth += value * moved[i]
    })
  }
  expect(Math.abs(atZero / (200 * size * size) - 1)).toBeLessThan(1e-3)
  // The box holds whole waves and no mean, hence a little less than exp(−1/2).
  expect(Math.abs(atWidth / atZero - Math.exp(-0.5))).toBeLessThan(0.05)
})
