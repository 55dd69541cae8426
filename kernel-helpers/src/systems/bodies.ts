/** A set of point masses, G = 1. Vectors are interleaved: x0, y0, z0, x1, … */
export interface Bodies<Numbers extends ArrayLike<number> = ArrayLike<number>> {
  readonly masses: Numbers
  readonly positions: Numbers
  readonly velocities: Numbers
}

export interface Energies {
  readonly kinetic: number
  readonly potential: number
}

/** Bodies that move. */
export interface MovingBodies {
  readonly masses: Float64Array
  /** All x, all y, all z. */
  readonly positions: readonly Float64Array[]
  readonly velocities: readonly Float64Array[]
  readonly energies: Energies
  /** Begins afresh, after positions or velocities have been changed from outside. */
  restart(): void
}

/** Writes bodies into the arrays of moving ones. */
export function place(bodies: Bodies, { masses, positions, velocities }: MovingBodies): void {
  masses.set(bodies.masses)
  for (let k = 0; k < bodies.positions.length; k++) {
    positions[k % 3][Math.floor(k / 3)] = bodies.positions[k]
    velocities[k % 3][Math.floor(k / 3)] = bodies.velocities[k]
  }
}

/** @throws RangeError naming the array, the number and what was expected */
export function checkBodies({ masses, positions, velocities }: Bodies): void {
  const count = masses.length
  if (count < 2) throw new RangeError(`masses are ${count}; expected at least 2 bodies`)
  for (let i = 0; i < count; i++)
    if (!(masses[i] > 0 && Number.isFinite(masses[i])))
      throw new RangeError(`masses[${i}] is ${masses[i]}; expected a number above 0`)
  for (const [name, values] of Object.entries({ positions, velocities })) {
    if (values.length !== 3 * count)
      throw new RangeError(`${name} has ${values.length} numbers; expected ${3 * count}`)
    for (let k = 0; k < values.length; k++)
      if (!Number.isFinite(values[k]))
        throw new RangeError(`${name}[${k}] is ${values[k]}; expected a finite number`)
  }
}

/** Total momentum: x, y and z. */
export function momentum({ masses, velocities }: MovingBodies): number[] {
  return velocities.map((v) => masses.reduce((sum, mass, i) => sum + mass * v[i], 0))
}

/** Total angular momentum about the origin: x, y and z. */
export function angularMomentum({ masses, positions, velocities }: MovingBodies): number[] {
  return [0, 1, 2].map((axis) => {
    const [j, k] = [(axis + 1) % 3, (axis + 2) % 3]
    const turning = (i: number) => positions[j][i] * velocities[k][i] - positions[k][i] * velocities[j][i]
    return masses.reduce((sum, mass, i) => sum + mass * turning(i), 0)
  })
}
