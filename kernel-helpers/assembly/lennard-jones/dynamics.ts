import { BORDER, Fluid } from './fluid'

/**
 * First half of a velocity Verlet step for rows `from` … `to` − 1: half a kick and the drift. Also moves the images of
 * these particles.
 */
export function drift(fluid: Fluid, from: i32, to: i32): void {
  const positions = fluid.positions
  const velocities = fluid.velocities
  const forces = fluid.forces
  const listed = fluid.listed
  const scale = f64x2.splat(fluid.scale)
  const step = f64x2.splat(fluid.step)
  const halfStep = f64x2.splat(fluid.step / 2)
  let furthest = f64x2.splat(0)
  const end = (<usize>fluid.rowStart(to)) << 4
  for (let at = (<usize>fluid.rowStart(from)) << 4; at < end; at += 16) {
    const velocity = f64x2.add(
      f64x2.mul(v128.load(velocities + at), scale),
      f64x2.mul(v128.load(forces + at), halfStep),
    )
    const position = f64x2.add(v128.load(positions + at), f64x2.mul(velocity, step))
    v128.store(velocities + at, velocity)
    v128.store(positions + at, position)
    const moved = f64x2.sub(position, v128.load(listed + at))
    const squares = f64x2.mul(moved, moved)
    furthest = f64x2.pmax(furthest, f64x2.add(squares, v128.shuffle<f64>(squares, squares, 1, 0)))
  }
  for (let row = from; row < to; row++) moveImages(fluid, row)
  if (f64x2.extract_lane(furthest, 0) > fluid.slack * fluid.slack) fluid.moved = 1
}

/** Puts the images of the particles in a row where they belong. */
export function moveImages(fluid: Fluid, row: i32): void {
  const cells = fluid.cells
  const rows = fluid.rows
  const side = fluid.side
  const first = row * rows
  copy(fluid, first + cells, first, BORDER, -side, 0)
  copy(fluid, first + BORDER, first + BORDER + cells, BORDER, side, 0)
  if (row < 2 * BORDER) copy(fluid, first, first + cells * rows, rows, 0, side)
  if (row >= cells) copy(fluid, first, first - cells * rows, rows, 0, -side)
}

function copy(fluid: Fluid, source: i32, target: i32, cells: i32, x: f64, y: f64): void {
  const shift = f64x2.replace_lane(f64x2.splat(x), 1, y)
  let at = fluid.positions + ((<usize>fluid.slotOf(source)) << 4)
  const end = fluid.positions + ((<usize>fluid.slotOf(source + cells)) << 4)
  let image = fluid.positions + ((<usize>fluid.slotOf(target)) << 4)
  for (; at < end; at += 16, image += 16) v128.store(image, f64x2.add(v128.load(at), shift))
}

/**
 * Second half of the step for rows `from` … `to` − 1: forces, half a kick and the kinetic energy. A pair costs a division
 * and, only if the force is shifted, a root; out of range its inverse distance is zero, hence the force too.
 */
export function kick(fluid: Fluid, from: i32, to: i32): void {
  const shifted = fluid.forceShift !== 0
  const positions = fluid.positions
  const velocities = fluid.velocities
  const forces = fluid.forces
  const lists = fluid.lists
  const halfStep = f64x2.splat(fluid.step / 2)
  const cutoffSquared = f64x2.splat(fluid.cutoff * fluid.cutoff)
  const forceShift = f64x2.splat(fluid.forceShift / 24)
  const one = f64x2.splat(1)
  for (let row = from; row < to; row++) {
    let kinetic = f64x2.splat(0)
    const end = <usize>fluid.rowStart(row + 1)
    for (let slot = <usize>fluid.rowStart(row); slot < end; slot++) {
      const position = v128.load(positions + (slot << 4))
      const x = v128.shuffle<f64>(position, position, 0, 0)
      const y = v128.shuffle<f64>(position, position, 1, 1)
      let forceX = f64x2.splat(0)
      let forceY = f64x2.splat(0)
      const last = load<u32>(lists + (slot << 3), 4)
      for (let partner: usize = load<u32>(lists + (slot << 3)); partner < last; partner += 8) {
        const first = v128.load(load<u32>(partner))
        const second = v128.load(load<u32>(partner, 4))
        const dx = f64x2.sub(x, v128.shuffle<f64>(first, second, 0, 2))
        const dy = f64x2.sub(y, v128.shuffle<f64>(first, second, 1, 3))
        const squared = f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy))
        const inverse2 = v128.and(f64x2.div(one, squared), f64x2.lt(squared, cutoffSquared))
        const inverse6 = f64x2.mul(f64x2.mul(inverse2, inverse2), inverse2)
        const steepness = f64x2.mul(inverse6, f64x2.sub(f64x2.add(inverse6, inverse6), one))
        let force = f64x2.mul(steepness, inverse2)
        if (shifted) force = f64x2.sub(force, f64x2.mul(f64x2.sqrt(inverse2), forceShift))
        forceX = f64x2.add(forceX, f64x2.mul(force, dx))
        forceY = f64x2.add(forceY, f64x2.mul(force, dy))
      }
      const force = f64x2.mul(
        f64x2.add(v128.shuffle<f64>(forceX, forceY, 0, 2), v128.shuffle<f64>(forceX, forceY, 1, 3)),
        f64x2.splat(24),
      )
      const velocity = f64x2.add(v128.load(velocities + (slot << 4)), f64x2.mul(force, halfStep))
      v128.store(forces + (slot << 4), force)
      v128.store(velocities + (slot << 4), velocity)
      kinetic = f64x2.add(kinetic, f64x2.mul(velocity, velocity))
    }
    store<f64>(fluid.kinetic + ((<usize>row) << 3), lanes(kinetic) / 2)
  }
}

/** Potential energy and virial, Σ r·F over the pairs, of each row; a pair counts half at either partner. */
export function energies(fluid: Fluid, from: i32, to: i32): void {
  const cutoffSquared = f64x2.splat(fluid.cutoff * fluid.cutoff)
  const forceShift = f64x2.splat(fluid.forceShift)
  // The part of the shift of the energy that doesn't depend on the distance.
  const constant = f64x2.splat(fluid.energyShift + fluid.cutoff * fluid.forceShift)
  const one = f64x2.splat(1)
  for (let row = from; row < to; row++) {
    let potential = f64x2.splat(0)
    let virial = f64x2.splat(0)
    const end = <usize>fluid.rowStart(row + 1)
    for (let slot = <usize>fluid.rowStart(row); slot < end; slot++) {
      const position = v128.load(fluid.positions + (slot << 4))
      const last = load<u32>(fluid.lists + (slot << 3), 4)
      for (let partner: usize = load<u32>(fluid.lists + (slot << 3)); partner < last; partner += 8) {
        const first = f64x2.sub(position, v128.load(load<u32>(partner)))
        const second = f64x2.sub(position, v128.load(load<u32>(partner, 4)))
        const dx = v128.shuffle<f64>(first, second, 0, 2)
        const dy = v128.shuffle<f64>(first, second, 1, 3)
        const squared = f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy))
        const near = f64x2.lt(squared, cutoffSquared)
        const inverse2 = f64x2.div(one, squared)
        const inverse6 = f64x2.mul(f64x2.mul(inverse2, inverse2), inverse2)
        const distance = f64x2.sqrt(squared)
        const energy = f64x2.mul(f64x2.mul(inverse6, f64x2.splat(4)), f64x2.sub(inverse6, one))
        const shift = f64x2.sub(f64x2.mul(distance, forceShift), constant)
        const steepness = f64x2.mul(inverse6, f64x2.sub(f64x2.add(inverse6, inverse6), one))
        const work = f64x2.sub(f64x2.mul(steepness, f64x2.splat(24)), f64x2.mul(distance, forceShift))
        potential = f64x2.add(potential, v128.and(f64x2.add(energy, shift), near))
        virial = f64x2.add(virial, v128.and(work, near))
      }
    }
    store<f64>(fluid.potential + ((<usize>row) << 3), lanes(potential) / 2)
    store<f64>(fluid.virial + ((<usize>row) << 3), lanes(virial) / 2)
  }
}

function lanes(sums: v128): f64 {
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1)
}
