import { EigenvalueDecomposition, Matrix, solve } from 'ml-matrix'
import type { FixedPoint } from './maps.js'

/** Couplings of nearest, second and third neighbours on the triangular lattice. */
type TriangularCouplings = readonly [number, number, number]

/** In units of two lattice vectors at 60°. */
type Site = readonly [number, number]

/** Three neighbouring sites; such cells lie on the lattice of the vectors below and fill the plane. */
const CELL: readonly Site[] = [
  [0, 0],
  [1, 0],
  [0, 1],
]
const VECTORS: readonly [Site, Site] = [
  [1, 1],
  [2, -1],
]
/** Squared distances of first, second and third neighbours. */
const DISTANCES = [1, 3, 4]
/** Ratio of the lattice constants. */
const FACTOR = Math.sqrt(3)
const RANGE = 4

const cells: readonly Site[] = Array.from({ length: (2 * RANGE + 1) ** 2 }, (_, i) => {
  const [m, n] = [(i % (2 * RANGE + 1)) - RANGE, Math.floor(i / (2 * RANGE + 1)) - RANGE]
  return [m * VECTORS[0][0] + n * VECTORS[1][0], m * VECTORS[0][1] + n * VECTORS[1][1]]
})

const squared = ([a, b]: Site) => a * a + a * b + b * b
const shell = ([a, b]: Site, [c, d]: Site) => DISTANCES.indexOf(squared([c - a, d - b]))
const sites = ([a, b]: Site): Site[] => CELL.map(([c, d]) => [a + c, b + d])

/** How many bonds of each length join a cell to the first of its first, second and third neighbours. */
const bonds = DISTANCES.map((distance) => {
  const target = cells.find((cell) => squared(cell) === 3 * distance)!
  const counts = DISTANCES.map(() => 0)
  for (const i of sites([0, 0]))
    for (const j of sites(target)) {
      const length = shell(i, j)
      if (length >= 0) counts[length]++
    }
  return { target, counts }
})

/**
 * Chains of two nearest-neighbour bonds that join a cell to such a neighbour through a third cell: how many meet on one
 * site of it, and how many on two.
 */
const chains = bonds.map(({ target }) => {
  const counts = { same: 0, different: 0 }
  for (const middle of cells) {
    if (squared(middle) === 0 || (middle[0] === target[0] && middle[1] === target[1])) continue
    for (const [j, first] of sites(middle).entries())
      for (const [k, second] of sites(middle).entries()) {
        const before = sites([0, 0]).filter((site) => shell(site, first) === 0).length
        const after = sites(target).filter((site) => shell(site, second) === 0).length
        counts[j === k ? 'same' : 'different'] += before * after
      }
  }
  return counts
})

/**
 * Couplings of the majorities of cells of three, to second order of the cumulants: Niemeijer & van Leeuwen, Physica 71,
 * 17 (1974). With f = ⟨s⟩ and g = ⟨s s′⟩ in a cell whose majority is up, bonds between cells give f² K each, and chains
 * of two bonds through a third cell give K₁² f² (⟨s s′⟩ − f²). K₂ and K₃ are of second order.
 */
export function secondOrder([k1, k2, k3]: TriangularCouplings): TriangularCouplings {
  const [up, mixed] = [Math.exp(3 * k1), Math.exp(-k1)]
  const f = (up + mixed) / (up + 3 * mixed)
  const g = (up - mixed) / (up + 3 * mixed)
  const [first, second, third] = bonds.map(({ counts }, i) => {
    const direct = counts[0] * k1 + counts[1] * k2 + counts[2] * k3
    const { same, different } = chains[i]
    return f * f * (direct + k1 * k1 * (same * (1 - f * f) + different * (g - f * f)))
  })
  return [first, second, third]
}

interface TriangularFixedPoint extends FixedPoint {
  readonly couplings: TriangularCouplings
}

/** The fixed point of {@link secondOrder} by Newton's iteration, and y_T of the largest eigenvalue there. */
export function secondOrderFixedPoint(): TriangularFixedPoint {
  let couplings: TriangularCouplings = [0.3, 0, 0]
  for (let i = 0; i < 30; i++) {
    const image = secondOrder(couplings)
    const gap = Matrix.columnVector(image.map((value, k) => value - couplings[k]))
    const [a, b, c] = solve(Matrix.eye(3).sub(jacobian(couplings)), gap).to1DArray()
    couplings = [couplings[0] + a, couplings[1] + b, couplings[2] + c]
  }
  const largest = Math.max(...new EigenvalueDecomposition(jacobian(couplings)).realEigenvalues)
  return { couplings, coupling: couplings[0], exponent: Math.log(largest) / Math.log(FACTOR) }
}

function jacobian(couplings: TriangularCouplings): Matrix {
  const step = 1e-6
  const columns = couplings.map((_, k) => {
    const moved = (by: number) => {
      const [a, b, c] = couplings.map((value, i) => value + (i === k ? by : 0))
      return secondOrder([a, b, c])
    }
    const [more, less] = [moved(step), moved(-step)]
    return more.map((value, i) => (value - less[i]) / (2 * step))
  })
  return new Matrix(columns).transpose()
}
