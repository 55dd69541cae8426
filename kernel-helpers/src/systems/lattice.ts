/** Sites of a cubic cell, in units of its side, and the distance of neighbours in it. */
const cubic = [
  { sites: [[0, 0, 0]], spacing: 1 },
  {
    sites: [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
    spacing: Math.sqrt(3) / 2,
  },
  {
    sites: [
      [0, 0, 0],
      [0.5, 0.5, 0],
      [0.5, 0, 0.5],
      [0, 0.5, 0.5],
    ],
    spacing: Math.SQRT1_2,
  },
]

export interface Lattice {
  /** Interleaved; the sites that are left over are spread evenly. */
  readonly positions: Float64Array
  /** Least distance between neighbours. */
  readonly spacing: number
}

/**
 * Particles as far from each other as a periodic lattice can keep them: staggered rows in a square box, a simple, body-
 * or face-centred cubic lattice in a cubic one.
 */
export function widestLattice(particles: number, side: number, dimensions: 2 | 3): Lattice {
  return dimensions === 2 ? staggeredRows(particles, side) : cubicLattice(particles, side)
}

function staggeredRows(particles: number, side: number): Lattice {
  let best = { rows: 0, columns: 0, spacing: 0 }
  // An even number of rows, so that the stagger also fits across the boundary.
  for (let rows = 2; rows <= 2 * Math.ceil(Math.sqrt(particles)); rows += 2) {
    const columns = Math.ceil(particles / rows)
    const [across, down] = [side / columns, side / rows]
    const spacing = Math.min(across, Math.hypot(across / 2, down), 2 * down)
    if (spacing > best.spacing) best = { rows, columns, spacing }
  }
  const { rows, columns, spacing } = best
  const positions = new Float64Array(2 * particles)
  for (let i = 0; i < particles; i++) {
    const site = Math.floor((i * rows * columns) / particles)
    const row = Math.floor(site / columns)
    positions[2 * i] = (((site % columns) + 0.5 * (row % 2)) / columns) * side
    positions[2 * i + 1] = (row / rows) * side
  }
  return { positions, spacing }
}

function cubicLattice(particles: number, side: number): Lattice {
  const tried = cubic.map(({ sites, spacing }) => {
    // Rounding must not ask for one cell more.
    const cells = Math.ceil(Math.cbrt(particles / sites.length) - 1e-9)
    return { sites, cells, spacing: (spacing * side) / cells }
  })
  const { sites, cells, spacing } = tried.reduce((best, one) => (one.spacing > best.spacing ? one : best))
  const positions = new Float64Array(3 * particles)
  for (let i = 0; i < particles; i++) {
    const site = Math.floor((i * sites.length * cells ** 3) / particles)
    const cell = Math.floor(site / sites.length)
    for (let axis = 0; axis < 3; axis++) {
      const corner = Math.floor(cell / cells ** axis) % cells
      positions[3 * i + axis] = ((corner + sites[site % sites.length][axis]) / cells) * side
    }
  }
  return { positions, spacing }
}
