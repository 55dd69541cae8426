import { KernelMemory, kernels } from '../run/webassembly.js'

/** Exports of `assembly/hard-spheres.ts`. */
interface Kernel {
  bytes(dimensions: number, particles: number, cells: number): number
  arrange(dimensions: number, memory: number, particles: number, ...cellsSidesAndArrays: number[]): void
  read(positions: number, velocities: number): void
  advance(duration: number, limit: number): number
  accelerate(factor: number): void
  readonly collisions: { readonly value: number }
  readonly crossings: { readonly value: number }
  readonly virial: { readonly value: number }
}

/** Vectors are interleaved: x0, y0, (z0,) x1, y1, … */
export interface HardSphereState {
  /** Sides of the periodic box: two for disks, three for spheres. */
  readonly box: readonly number[]
  readonly positions: ArrayLike<number>
  readonly velocities: ArrayLike<number>
  /** One for each particle. */
  readonly radii: ArrayLike<number>
  /** One for each particle. */
  readonly masses: ArrayLike<number>
}

/** Cells much smaller than the mean distance of particles are crossed too often, much larger ones hold too many. */
const CELL_SPACING = 0.6

/**
 * Hard disks (two dimensions) or spheres (three) of any sizes and masses in a periodic box, moved from collision to
 * collision. No approximation but rounding: particles may overlap by some 10⁻¹⁵ of a diameter.
 */
export class EventDrivenDynamics {
  /** In the box, at the present time. */
  readonly positions: Float64Array
  readonly velocities: Float64Array
  readonly #kernel: Kernel

  /**
   * @throws RangeError if an array has the wrong length or a bad value, or if the box is narrower than three of the
   * largest particles
   */
  constructor({ box, positions, velocities, radii, masses }: HardSphereState) {
    const dimensions = box.length
    const particles = radii.length
    if (dimensions !== 2 && dimensions !== 3)
      throw new RangeError(`box has ${dimensions} sides; expected 2 or 3`)
    if (particles < 2) throw new RangeError(`radii are ${particles}; expected at least 2 particles`)
    check('box', box, dimensions, 'positive')
    check('positions', positions, dimensions * particles, 'finite')
    check('velocities', velocities, dimensions * particles, 'finite')
    check('radii', radii, particles, 'positive')
    check('masses', masses, particles, 'positive')

    let diameter = 0
    for (let i = 0; i < particles; i++) diameter = Math.max(diameter, 2 * radii[i])
    const spacing = (box.reduce((volume, side) => volume * side) / particles) ** (1 / dimensions)
    const cells = box.map((side) => {
      if (side < 3 * diameter)
        throw new RangeError(`box has a side of ${side}; expected at least ${3 * diameter}, three diameters`)
      return Math.max(3, Math.floor(side / Math.max(diameter, CELL_SPACING * spacing)))
    })
    const sides = box.map((side, axis) => side / cells[axis])

    const memory = new KernelMemory(0)
    const kernel = kernels<Kernel>('hard-spheres', memory.memory)
    const bytes = kernel.bytes(
      dimensions,
      particles,
      cells.reduce((product, number) => product * number),
    )
    const records = memory.float64(Math.ceil(bytes / 8))
    const [radiiHeld, massesHeld] = [memory.float64(particles), memory.float64(particles)]
    this.#kernel = kernel
    this.positions = memory.float64(dimensions * particles)
    this.velocities = memory.float64(dimensions * particles)
    this.positions.set(positions)
    this.positions.forEach((x, k) => {
      const side = box[k % dimensions]
      this.positions[k] = x - side * Math.floor(x / side)
    })
    this.velocities.set(velocities)
    radiiHeld.set(radii)
    massesHeld.set(masses)
    kernel.arrange(
      ...([dimensions, records.byteOffset, particles] as const),
      ...[cells[0], cells[1], cells[2] ?? 1, sides[0], sides[1], sides[2] ?? 0],
      ...[this.positions, this.velocities, radiiHeld, massesHeld].map((array) => array.byteOffset),
    )
  }

  /** Since the start. */
  get collisions(): number {
    return this.#kernel.collisions.value
  }

  /** Sum over all collisions since the start of the distance of the centres × the momentum transferred. */
  get virial(): number {
    return this.#kernel.virial.value
  }

  /**
   * Times are counted from here, so that overlaps grow with `duration`, to some 10⁻¹⁶ of the distance travelled.
   * @param limit stops at the last of so many collisions if that comes before `duration` is over
   * @returns the time advanced by
   */
  advance(duration: number, limit = Number.POSITIVE_INFINITY): number {
    const elapsed = this.#kernel.advance(duration, limit)
    this.#read()
    return elapsed
  }

  /** Multiplies all velocities by `factor`, greater than zero. */
  accelerate(factor: number): void {
    this.#kernel.accelerate(factor)
    this.#read()
  }

  #read(): void {
    this.#kernel.read(this.positions.byteOffset, this.velocities.byteOffset)
  }
}

function check(
  name: string,
  values: ArrayLike<number>,
  length: number,
  expected: 'finite' | 'positive',
): void {
  if (values.length !== length)
    throw new RangeError(`${name} has ${values.length} numbers; expected ${length}`)
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(values[i]) || (expected === 'positive' && values[i] <= 0))
      throw new RangeError(`${name}[${i}] is ${values[i]}; expected a ${expected} number`)
  }
}
