/**
 * Sites, interleaved, for particles in a periodic square or cubic box: staggered rows, or a face-centred lattice.
 * @param closest least distance between two sites, σ
 * @throws RangeError if neighbours would be closer
 */
export function startingLattice(
  dimensions: 2 | 3,
  particles: number,
  side: number,
  closest: number,
): Float64Array {
  const { positions, spacing } = (dimensions === 2 ? staggeredRows : faceCentred)(particles, side)
  if (spacing < closest) {
    throw new RangeError(
      `density is ${particles / side ** dimensions}: ${particles} particles would start ${spacing.toFixed(2)} σ apart; ` +
        `expected a density that leaves ${closest} σ`,
    )
  }
  return positions
}

/** The number of rows is what keeps neighbours furthest apart; the sites left over stay empty. */
function staggeredRows(particles: number, side: number) {
  let [rows, columns, spacing] = [0, 0, 0]
  // An even number of rows, so that the stagger also fits across the boundary.
  for (let tried = 2; tried <= 2 * Math.sqrt(particles); tried += 2) {
    const perRow = Math.ceil(particles / tried)
    const [across, down] = [side / perRow, side / tried]
    const closest = Math.min(across, Math.hypot(across / 2, down), 2 * down)
    if (closest > spacing) [rows, columns, spacing] = [tried, perRow, closest]
  }
  const positions = new Float64Array(2 * particles)
  for (let i = 0; i < particles; i++) {
    const row = Math.floor(i / columns)
    positions[2 * i] = ((((i % columns) + 0.5 * (row % 2)) / columns) % 1) * side
    positions[2 * i + 1] = (row / rows) * side
  }
  return { positions, spacing }
}

/** Cubes with a particle at a corner and in the middle of each face; empty sites lie evenly between the others. */
function faceCentred(particles: number, side: number) {
  const cubes = Math.ceil((particles / 4) ** (1 / 3) - 1e-9)
  const sites = 4 * cubes ** 3
  const cube = side / cubes
  const positions = new Float64Array(3 * particles)
  for (let i = 0; i < particles; i++) {
    const site = Math.floor((i * sites) / particles)
    const corner = Math.floor(site / 4)
    for (let axis = 0; axis < 3; axis++) {
      const inFace = site % 4 > 0 && axis !== (site % 4) - 1
      positions[3 * i + axis] = ((Math.floor(corner / cubes ** axis) % cubes) + (inFace ? 0.5 : 0)) * cube
    }
  }
  return { positions, spacing: cube / Math.SQRT2 }
}
