import { expect, test } from 'vitest'
import { secondOrder, secondOrderFixedPoint } from './triangularCells.js'

/** Of a bit. */
const SPIN = [-1, 1]
type Point = [number, number]
/** Sites in the plane, of unit distance: a cell is a triangle, the first neighbours of a cell √3 away. */
const triangle = ([x, y]: Point): Point[] => [
  [x, y],
  [x + 1, y],
  [x + 0.5, y + Math.sqrt(3) / 2],
]
const distance = ([x, y]: Point, [u, v]: Point) => Math.hypot(u - x, v - y)
const at = (length: number, degrees: number): Point => [
  length * Math.cos((degrees * Math.PI) / 180),
  length * Math.sin((degrees * Math.PI) / 180),
]

/**
 * The coupling of the first two of some cells by the first two cumulants, averaged over all spins: −H′ is a function of
 * the majorities, and the coupling is its part that goes with the product of those two.
 */
function coupling(cells: Point[], [k1, k2, k3]: readonly number[]): number {
  const spins = cells.flatMap((cell, i) => triangle(cell).map((place) => ({ place, cell: i })))
  const bonds = spins.flatMap((a, i) =>
    spins.slice(i + 1).flatMap((b, j) => {
      if (a.cell === b.cell) return []
      const near = [1, Math.sqrt(3), 2].findIndex((r) => Math.abs(distance(a.place, b.place) - r) < 1e-9)
      return near < 0 ? [] : [{ i, j: i + 1 + j, near }]
    }),
  )
  const groups = 2 ** cells.length
  const sums = Array.from({ length: groups }, () => ({ weight: 0, first: 0, nearest: 0, square: 0 }))
  for (let state = 0; state < 2 ** spins.length; state++) {
    const s = (i: number) => SPIN[(state >> i) & 1]
    let [inside, nearest, far, majorities] = [0, 0, 0, 0]
    for (let c = 0; c < cells.length; c++) {
      const [a, b, d] = [s(3 * c), s(3 * c + 1), s(3 * c + 2)]
      inside += a * b + b * d + a * d
      if (a + b + d > 0) majorities |= 1 << c
    }
    for (const { i, j, near } of bonds) {
      if (near === 0) nearest += k1 * s(i) * s(j)
      else far += (near === 1 ? k2 : k3) * s(i) * s(j)
    }
    const weight = Math.exp(k1 * inside)
    const sum = sums[majorities]
    sum.weight += weight
    sum.first += weight * (nearest + far)
    sum.nearest += weight * nearest
    sum.square += weight * nearest * nearest
  }
  const parts = sums.map(({ weight, first, nearest, square }, group) => {
    const energy = first / weight + (square / weight - (nearest / weight) ** 2) / 2
    return energy * SPIN[group & 1] * SPIN[(group >> 1) & 1]
  })
  return parts.reduce((sum, part) => sum + part, 0) / groups
}

test('cumulants of second order are those of an average over all spins of some cells', () => {
  const given = [0.28, -0.014, -0.02] as const
  const [first, second, third] = secondOrder(given)
  const unit = Math.sqrt(3)
  const origin: Point = [0, 0]
  // A pair of cells, and all cells that are first neighbours of both.
  const pairs = [
    { cells: [origin, at(unit, 30), at(unit, -30), at(unit, 90)], expected: first },
    { cells: [origin, at(3, 0), at(unit, 30), at(unit, -30)], expected: second },
    { cells: [origin, at(2 * unit, 30), at(unit, 30)], expected: third },
  ]
  for (const { cells, expected } of pairs) expect(coupling(cells, given)).toBeCloseTo(expected, 10)
})

test('the fixed point is that of Niemeijer & van Leeuwen, Physica 71, 17 (1974): 0.2789, −0.0143, −0.0152', () => {
  const { couplings, exponent } = secondOrderFixedPoint()
  for (const [i, published] of [0.2789, -0.0143, -0.0152].entries())
    expect(Math.abs(couplings[i] - published)).toBeLessThan(1e-4)
  // Exact: 1; the first order has 0.882.
  expect(Math.abs(exponent - 1)).toBeLessThan(0.06)
})
