/** Where a spin is from another, in lattice constants: columns and rows. */
export type Offset = readonly [column: number, row: number]

/**
 * One term of a lattice Hamiltonian −H/kT = Σ K_a S_a: S_a sums, over all sites, the products of the spins at `terms`,
 * which are all images of one shape under the symmetries of the lattice, each counted once.
 */
export interface Operator {
  readonly name: string
  readonly terms: readonly (readonly Offset[])[]
}

/** Furthest that an operator reaches along an axis. */
export const REACH = 2

const symmetries: readonly ((offset: Offset) => Offset)[] = [
  ([x, y]) => [x, y],
  ([x, y]) => [-x, y],
  ([x, y]) => [x, -y],
  ([x, y]) => [-x, -y],
  ([x, y]) => [y, x],
  ([x, y]) => [-y, x],
  ([x, y]) => [y, -x],
  ([x, y]) => [-y, -x],
]

function operator(name: string, shape: readonly Offset[]): Operator {
  const images = symmetries.map((symmetry) => fromOrigin(shape.map(symmetry)))
  const distinct = new Map(images.map((image) => [JSON.stringify(image), image]))
  return { name, terms: [...distinct.values()] }
}

/** Moved so that the least column and row are 0, in a fixed order. */
function fromOrigin(shape: readonly Offset[]): Offset[] {
  const column = Math.min(...shape.map(([x]) => x))
  const row = Math.min(...shape.map(([, y]) => y))
  return shape.map(([x, y]): Offset => [x - column, y - row]).sort((a, b) => a[1] - b[1] || a[0] - b[0])
}

/** The spin itself: its coupling is the field over kT. */
export const spin = operator('spin', [[0, 0]])
export const nearest = operator('nearest', [
  [0, 0],
  [1, 0],
])
export const diagonal = operator('diagonal', [
  [0, 0],
  [1, 1],
])
export const plaquette = operator('plaquette', [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
])
/** In a chain: rows know nothing of each other. */
export const chainNearest: Operator = {
  name: 'nearest',
  terms: [
    [
      [0, 0],
      [1, 0],
    ],
  ],
}
export const chainSecond: Operator = {
  name: 'second',
  terms: [
    [
      [0, 0],
      [2, 0],
    ],
  ],
}

/** Products of an even number of spins, in the order in which the Monte Carlo renormalization group adds them. */
export const even: readonly Operator[] = [
  nearest,
  diagonal,
  plaquette,
  operator('third', [
    [0, 0],
    [2, 0],
  ]),
  operator('knight', [
    [0, 0],
    [2, 1],
  ]),
  operator('diamond', [
    [1, 0],
    [0, 1],
    [2, 1],
    [1, 2],
  ]),
  operator('tee', [
    [0, 0],
    [1, 0],
    [2, 0],
    [1, 1],
  ]),
]

/** Products of an odd number of spins. */
export const odd: readonly Operator[] = [
  spin,
  operator('corner', [
    [0, 0],
    [1, 0],
    [0, 1],
  ]),
  operator('row', [
    [0, 0],
    [1, 0],
    [2, 0],
  ]),
  operator('bent row', [
    [0, 0],
    [1, 0],
    [2, 1],
  ]),
]

/** For each product that a spin takes part in, where the others are from it: what multiplies it in −H/kT. */
export function surroundings({ terms }: Operator): Offset[][] {
  return terms.flatMap((term) =>
    term.map(([x, y], i) => term.filter((_, j) => j !== i).map(([u, v]): Offset => [u - x, v - y])),
  )
}
