import { expect, test } from 'vitest'
import { whiteNoise } from './white-noise.js'

test('pixels are independent between frames and between neighbours', () => {
  const size = 64
  const simulation = whiteNoise.simulate({ size }, 1)
  let previous = new Float32Array(size * size)
  let [variance, inTime, inSpace] = [0, 0, 0]
  const frames = 100
  for (let t = 0; t < frames; t++) {
    simulation.advance()
    const frame = new Float32Array(size * size)
    simulation.observe(frame)
    for (let i = 1; i < frame.length; i++) {
      variance += frame[i] ** 2
      inTime += frame[i] * previous[i]
      inSpace += frame[i] * frame[i - 1]
    }
    previous = frame
  }
  const n = frames * size * size
  expect(Math.abs(variance / n - 1)).toBeLessThan(0.01)
  expect(Math.abs(inTime / n)).toBeLessThan(4 / Math.sqrt(n))
  expect(Math.abs(inSpace / n)).toBeLessThan(4 / Math.sqrt(n))
})
