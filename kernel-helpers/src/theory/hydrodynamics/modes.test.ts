import { expect, test } from 'vitest'
import { Random } from '../../run/random.js'
import { modesOf, Projector, typicalWavenumber } from './modes.js'
import { spaceTransform } from './testFunction.js'

test('amplitudes are the sums over cells, for waves in every direction', () => {
  const cells = 24
  const modes = modesOf(1, 8)
  const field = new Float32Array(cells * cells)
  new Random(1).fillNormal(field)
  const out = new Float64Array(2 * modes.length)
  new Projector(cells, modes).project(field, out)
  expect(modes.some(({ column }) => column < 0)).toBe(true)
  for (const [m, { column, row }] of modes.entries()) {
    let [real, imaginary] = [0, 0]
    for (let y = 0; y < cells; y++)
      for (let x = 0; x < cells; x++) {
        const phase = (2 * Math.PI * (column * x + row * y)) / cells
        real += (field[y * cells + x] * Math.cos(phase)) / cells ** 2
        imaginary -= (field[y * cells + x] * Math.sin(phase)) / cells ** 2
      }
    expect(out[2 * m]).toBeCloseTo(real, 12)
    expect(out[2 * m + 1]).toBeCloseTo(imaginary, 12)
  }
})

test('the transform of the test function is that of a bump in the plane', () => {
  // ∫(1 − r²)³ cos kx over the disk is 2π 3! 2³ J₄(k)/k⁴, at k = 0 π/4; J₄(2) = 0.0339957 (Abramowitz & Stegun, table 9.2).
  expect(spaceTransform(2, 1)).toBeCloseTo((2 * 6 * 8 * 4 * 0.0339957) / 2 ** 4, 4)
})

test('the typical wavelength is proportional to the cell size', () => {
  const [small, large] = [1, 2].map((b) => b * typicalWavenumber(modesOf(b, 64)))
  expect(Math.abs(small / large - 1)).toBeLessThan(0.02)
})

test('a box too small for a test function is refused', () => {
  expect(() => modesOf(2, 10)).toThrow('cellSize: 2, expected at most 1.25')
})
