import { describe, expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { gridAxis } from './grid.js'
import { renderParticles } from './particles.js'
import type { Boundary } from './recording.js'

const [WIDTH, HEIGHT] = [12, 9]

/** Share of a Gaussian cut at 4 standard deviations and renormalised that lies below `x` standard deviations. */
function below(x: number): number {
  if (x <= -4) return 0
  if (x >= 4) return 1
  return 0.5 + erf(x / Math.SQRT2) / (2 * erf(4 / Math.SQRT2))
}

/** The power series of the error function; good to 1e-12 up to 3. */
function erf(x: number): number {
  let [term, sum] = [x, x]
  for (let n = 1; n < 80; n++) {
    term *= (-x * x) / n
    sum += term / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}

/** Particle by particle and cell by cell, its images in a periodic box one by one. */
function plainly(
  positions: Float32Array,
  width: number,
  cellSize: number,
  boundary: Boundary,
): { rows: number; columns: number; field: Float64Array } {
  const [down, across] = [gridAxis(HEIGHT, cellSize, boundary), gridAxis(WIDTH, cellSize, boundary)]
  const images = boundary === 'periodic' ? [-3, -2, -1, 0, 1, 2, 3] : [0]
  const share = (from: number, size: number, at: number, extent: number) =>
    images.reduce((sum, image) => {
      const centre = at + image * extent
      return sum + below((from + size - centre) / width) - below((from - centre) / width)
    }, 0)
  const field = new Float64Array(down.cells * across.cells)
  for (let k = 0; k < positions.length; k += 2)
    for (let row = 0; row < down.cells; row++)
      for (let column = 0; column < across.cells; column++)
        field[row * across.cells + column] +=
          (share(column * across.cellSize, across.cellSize, positions[k], WIDTH) *
            share(row * down.cellSize, down.cellSize, positions[k + 1], HEIGHT)) /
          (across.cellSize * down.cellSize)
  return { rows: down.cells, columns: across.cells, field }
}

/** Particles everywhere, on edges and corners, and up to one box outside. */
function scattered(seed: number): Float32Array {
  const random = new Random(seed)
  const inside = Array.from({ length: 60 }, () => [WIDTH * random.uniform(), HEIGHT * random.uniform()])
  const corners = [0, WIDTH].flatMap((x) => [0, HEIGHT].map((y) => [x, y]))
  const outside = [
    [-0.3, 4],
    [WIDTH + 0.2, -0.1],
    [-5, HEIGHT + 6],
    [1.9 * WIDTH, -0.9 * HEIGHT],
  ]
  return Float32Array.from([...inside, ...corners, [3, 3], ...outside].flat())
}

describe.each<Boundary>(['periodic', 'open'])('%s', (boundary) => {
  test.each([
    [0.3, 0.2],
    [0.3, 0.5],
    [0.3, 1],
    [0.3, 1.7],
    [0.3, 2.4],
    [0.3, 3],
    [0.3, 9],
    [0.01, 1],
    [2.5, 1],
    [2.5, 4.5],
    [4, 0.7],
  ])('particles of width %f in cells of %f hold the integral of their Gaussians', (width, cellSize) => {
    const positions = scattered(5)
    const { rows, columns, field } = plainly(positions, width, cellSize, boundary)
    const out = new Float32Array(rows * columns)
    renderParticles(
      positions,
      null,
      width,
      gridAxis(HEIGHT, cellSize, boundary),
      gridAxis(WIDTH, cellSize, boundary),
      boundary,
      out,
    )
    // One particle in one cell; interpolation of the Gaussian's table errs by 2e-7 of that.
    const one = 1 / gridAxis(WIDTH, cellSize, boundary).cellSize ** 2
    for (const [i, value] of out.entries())
      expect(Math.abs(value - field[i])).toBeLessThan(2e-6 * one + 1e-7 * field[i])
  })
})

test.each([0.2, 0.5, 1, 4.5])(
  'in cells of %f, what each particle counts is added up: weights are linear',
  (cellSize) => {
    const positions = scattered(5)
    const count = positions.length / 2
    const [rows, columns] = [gridAxis(HEIGHT, cellSize, 'periodic'), gridAxis(WIDTH, cellSize, 'periodic')]
    const rendered = (weights: Float32Array | null) => {
      const out = new Float32Array(rows.cells * columns.cells)
      renderParticles(positions, weights, 0.3, rows, columns, 'periodic', out)
      return out
    }
    const odd = Float32Array.from({ length: count }, (_, i) => (i % 2 ? 3 : 0))
    const even = Float32Array.from({ length: count }, (_, i) => (i % 2 ? 0 : -2))
    const [all, odds, evens] = [rendered(null), rendered(odd), rendered(even)]
    const size = 1e-6 / (rows.cellSize * columns.cellSize)
    expect(rendered(new Float32Array(count).fill(1))).toEqual(all)
    for (const [i, value] of all.entries())
      expect(Math.abs(odds[i] / 3 - evens[i] / 2 - value)).toBeLessThan(4 * size)
  },
)

test('millions of parts of particles in one cell add up', () => {
  const count = 2 ** 22 + 1
  const positions = new Float32Array(2 * count).fill(0.9)
  const out = new Float32Array(1)
  const axis = gridAxis(1, 1, 'periodic')
  renderParticles(positions, null, 0.1, axis, axis, 'periodic', out)
  expect(out[0]).toBe(count)
})

test('positions that are not numbers spoil no memory', () => {
  const axis = gridAxis(4, 1, 'open')
  const out = new Float32Array(16)
  const strange = Float32Array.of(Number.POSITIVE_INFINITY, 1, -1e30, 1, 1, 1e30)
  renderParticles(strange, null, 0.1, axis, axis, 'open', out)
  expect([...out]).toEqual(new Array(16).fill(0))
  renderParticles(Float32Array.of(Number.NaN, Number.NaN), null, 0.1, axis, axis, 'open', out)
  renderParticles(Float32Array.of(2.5, 2.5), null, 0.1, axis, axis, 'open', out)
  expect([...out]).toEqual(Array.from({ length: 16 }, (_, i) => (i === 10 ? 1 : 0)))
})
