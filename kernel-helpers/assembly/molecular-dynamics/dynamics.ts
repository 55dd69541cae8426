import { BORDER, Fluid } from './fluid'
import { InversePower, TwelveSix } from './law'
import { lanes, VECTOR } from './space'

/**
 * First half of a velocity Verlet step for layers `from` … `to` − 1: half a kick and the drift. Also moves the images of
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
  const end = <usize>fluid.layerStart(to) * VECTOR
  for (let at = <usize>fluid.layerStart(from) * VECTOR; at < end; at += VECTOR) {
    const velocity = f64x2.add(
      f64x2.mul(v128.load(velocities + at), scale),
      f64x2.mul(v128.load(forces + at), halfStep),
    )
    const position = f64x2.add(v128.load(positions + at), f64x2.mul(velocity, step))
    v128.store(velocities + at, velocity)
    v128.store(positions + at, position)
    const moved = f64x2.sub(position, v128.load(listed + at))
    let squares = f64x2.mul(moved, moved)
    if (DIMENSIONS == 3) {
      const velocity = f64x2.add(
        f64x2.mul(v128.load(velocities + at, 16), scale),
        f64x2.mul(v128.load(forces + at, 16), halfStep),
      )
      const position = f64x2.add(v128.load(positions + at, 16), f64x2.mul(velocity, step))
      v128.store(velocities + at, velocity, 16)
      v128.store(positions + at, position, 16)
      const moved = f64x2.sub(position, v128.load(listed + at, 16))
      squares = f64x2.add(squares, f64x2.mul(moved, moved))
    }
    furthest = f64x2.pmax(furthest, f64x2.add(squares, v128.shuffle<f64>(squares, squares, 1, 0)))
  }
  for (let layer = from; layer < to; layer++) moveImages(fluid, layer, false)
  if (f64x2.extract_lane(furthest, 0) > fluid.slack * fluid.slack) fluid.moved = 1
}

/** Puts the images of the particles in a layer where they belong; if asked, also notes whose images they are. */
export function moveImages(fluid: Fluid, layer: i32, identify: bool): void {
  const cells = fluid.cells
  const rows = fluid.rows
  const side = fluid.side
  const size = fluid.layer
  const first = layer * size
  if (DIMENSIONS == 3) {
    for (let row = first + BORDER * rows; row < first + (BORDER + cells) * rows; row += rows) {
      moveEnds(fluid, row, identify)
    }
    copy(fluid, first + cells * rows, first, BORDER * rows, 0, -side, 0, identify)
    copy(fluid, first + BORDER * rows, first + (BORDER + cells) * rows, BORDER * rows, 0, side, 0, identify)
  } else moveEnds(fluid, first, identify)
  const y = DIMENSIONS == 3 ? 0 : side
  const z = DIMENSIONS == 3 ? side : 0
  if (layer < 2 * BORDER) copy(fluid, first, first + cells * size, size, 0, y, z, identify)
  if (layer >= cells) copy(fluid, first, first - cells * size, size, 0, -y, -z, identify)
}

/** The images at both ends of a row. */
@inline
function moveEnds(fluid: Fluid, first: i32, identify: bool): void {
  const cells = fluid.cells
  copy(fluid, first + cells, first, BORDER, -fluid.side, 0, 0, identify)
  copy(fluid, first + BORDER, first + BORDER + cells, BORDER, fluid.side, 0, 0, identify)
}

function copy(
  fluid: Fluid,
  source: i32,
  target: i32,
  cells: i32,
  x: f64,
  y: f64,
  z: f64,
  identify: bool,
): void {
  const shift = f64x2.replace_lane(f64x2.splat(x), 1, y)
  const shiftZ = f64x2.replace_lane(f64x2.splat(0), 0, z)
  const start = <usize>fluid.slotOf(source)
  const stop = <usize>fluid.slotOf(source + cells)
  const first = <usize>fluid.slotOf(target)
  let at = fluid.positions + start * VECTOR
  const end = fluid.positions + stop * VECTOR
  let image = fluid.positions + first * VECTOR
  for (; at < end; at += VECTOR, image += VECTOR) {
    v128.store(image, f64x2.add(v128.load(at), shift))
    if (DIMENSIONS == 3) v128.store(image, f64x2.add(v128.load(at, 16), shiftZ), 16)
  }
  if (!identify) return
  const identities = fluid.identities
  for (let slot: usize = 0; slot < stop - start; slot++) {
    const identity = load<i32>(identities + ((start + slot) << 2))
    store<i32>(identities + ((first + slot) << 2), identity < 0 ? identity : ~identity)
  }
}

/**
 * Second half of the step for layers `from` … `to` − 1: forces, half a kick and the kinetic energy. A pair costs a
 * division and, only if a force is shifted, a root; out of range its inverse distance is zero, hence the force too.
 */
export function kick(fluid: Fluid, from: i32, to: i32): void {
  if (fluid.exponent === 12) kickBy<TwelveSix>(fluid, from, to)
  else kickBy<InversePower>(fluid, from, to)
}

function kickBy<Law>(fluid: Fluid, from: i32, to: i32): void {
  const law = changetype<Law>(<usize>0)
  const shifted = fluid.shifted !== 0
  const exponent = fluid.exponent
  const positions = fluid.positions
  const velocities = fluid.velocities
  const forces = fluid.forces
  const identities = fluid.identities
  const species = fluid.species
  const lists = fluid.lists
  const entry = (<usize>(species + 1)) << 2
  const halfStep = f64x2.splat(fluid.step / 2)
  const one = f64x2.splat(1)
  for (let layer = from; layer < to; layer++) {
    let kinetic = f64x2.splat(0)
    const end = <usize>fluid.layerStart(layer + 1)
    for (let slot = <usize>fluid.layerStart(layer); slot < end; slot++) {
      const at = slot * VECTOR
      const position = v128.load(positions + at)
      const x = v128.shuffle<f64>(position, position, 0, 0)
      const y = v128.shuffle<f64>(position, position, 1, 1)
      const z = DIMENSIONS == 3 ? v128.load64_splat(positions + at, 16) : f64x2.splat(0)
      let forceX = f64x2.splat(0)
      let forceY = f64x2.splat(0)
      let forceZ = f64x2.splat(0)
      const own = species > 1 ? fluid.speciesOf(load<i32>(identities + (slot << 2))) : 0
      let bounds = lists + slot * entry
      let partner: usize = load<u32>(bounds)
      for (let other = 0; other < species; other++) {
        const pair = fluid.pair(own, other)
        const cutoffSquared = f64x2.splat(pair.cutoffSquared)
        const steepness = f64x2.splat(pair.steepness)
        const pull = f64x2.splat(pair.pull)
        const shift = f64x2.splat(pair.shift)
        bounds += 4
        const last = load<u32>(bounds)
        for (; partner < last; partner += 8) {
          const first = load<u32>(partner)
          const second = load<u32>(partner, 4)
          const firstXY = v128.load(first)
          const secondXY = v128.load(second)
          const dx = f64x2.sub(x, v128.shuffle<f64>(firstXY, secondXY, 0, 2))
          const dy = f64x2.sub(y, v128.shuffle<f64>(firstXY, secondXY, 1, 3))
          let squared = f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy))
          let dz = f64x2.splat(0)
          if (DIMENSIONS == 3) {
            dz = f64x2.sub(z, v128.load64_lane(second, v128.load64_zero(first, 16), 1, 16))
            squared = f64x2.add(squared, f64x2.mul(dz, dz))
          }
          const inverse2 = v128.and(f64x2.div(one, squared), f64x2.lt(squared, cutoffSquared))
          let force = f64x2.mul(law.work(inverse2, steepness, pull, exponent), inverse2)
          if (shifted) force = f64x2.sub(force, f64x2.mul(f64x2.sqrt(inverse2), shift))
          forceX = f64x2.add(forceX, f64x2.mul(force, dx))
          forceY = f64x2.add(forceY, f64x2.mul(force, dy))
          if (DIMENSIONS == 3) forceZ = f64x2.add(forceZ, f64x2.mul(force, dz))
        }
      }
      const force = f64x2.mul(
        f64x2.add(v128.shuffle<f64>(forceX, forceY, 0, 2), v128.shuffle<f64>(forceX, forceY, 1, 3)),
        f64x2.splat(24),
      )
      const velocity = f64x2.add(v128.load(velocities + at), f64x2.mul(force, halfStep))
      v128.store(forces + at, force)
      v128.store(velocities + at, velocity)
      kinetic = f64x2.add(kinetic, f64x2.mul(velocity, velocity))
      if (DIMENSIONS == 3) {
        const force = f64x2.replace_lane(f64x2.splat(0), 0, 24 * lanes(forceZ))
        const velocity = f64x2.add(v128.load(velocities + at, 16), f64x2.mul(force, halfStep))
        v128.store(forces + at, force, 16)
        v128.store(velocities + at, velocity, 16)
        kinetic = f64x2.add(kinetic, f64x2.mul(velocity, velocity))
      }
    }
    store<f64>(fluid.kinetic + ((<usize>layer) << 3), lanes(kinetic) / 2)
  }
}

/** Potential energy and virial, Σ r·F over the pairs, of each layer; a pair counts half at either partner. */
export function energies(fluid: Fluid, from: i32, to: i32): void {
  if (fluid.exponent === 12) energiesBy<TwelveSix>(fluid, from, to)
  else energiesBy<InversePower>(fluid, from, to)
}

function energiesBy<Law>(fluid: Fluid, from: i32, to: i32): void {
  const law = changetype<Law>(<usize>0)
  const exponent = fluid.exponent
  const entry = (<usize>(fluid.species + 1)) << 2
  const one = f64x2.splat(1)
  for (let layer = from; layer < to; layer++) {
    let potential = f64x2.splat(0)
    let virial = f64x2.splat(0)
    const end = <usize>fluid.layerStart(layer + 1)
    for (let slot = <usize>fluid.layerStart(layer); slot < end; slot++) {
      const at = fluid.positions + slot * VECTOR
      const position = v128.load(at)
      const z = DIMENSIONS == 3 ? v128.load64_splat(at, 16) : f64x2.splat(0)
      const own = fluid.speciesOf(load<i32>(fluid.identities + (slot << 2)))
      let bounds = fluid.lists + slot * entry
      let partner: usize = load<u32>(bounds)
      for (let other = 0; other < fluid.species; other++) {
        const pair = fluid.pair(own, other)
        const slope = f64x2.splat(pair.slope)
        bounds += 4
        const last = load<u32>(bounds)
        for (; partner < last; partner += 8) {
          const near = load<u32>(partner)
          const far = load<u32>(partner, 4)
          const first = f64x2.sub(position, v128.load(near))
          const second = f64x2.sub(position, v128.load(far))
          const dx = v128.shuffle<f64>(first, second, 0, 2)
          const dy = v128.shuffle<f64>(first, second, 1, 3)
          let squared = f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy))
          if (DIMENSIONS == 3) {
            const dz = f64x2.sub(z, v128.load64_lane(far, v128.load64_zero(near, 16), 1, 16))
            squared = f64x2.add(squared, f64x2.mul(dz, dz))
          }
          const inside = f64x2.lt(squared, f64x2.splat(pair.cutoffSquared))
          const inverse2 = f64x2.div(one, squared)
          const distance = f64x2.sqrt(squared)
          const energy = f64x2.add(
            law.energy(inverse2, f64x2.splat(pair.repulsion), f64x2.splat(pair.attraction), exponent),
            f64x2.sub(f64x2.mul(distance, slope), f64x2.splat(pair.constant)),
          )
          const work = f64x2.sub(
            f64x2.mul(
              law.work(inverse2, f64x2.splat(pair.steepness), f64x2.splat(pair.pull), exponent),
              f64x2.splat(24),
            ),
            f64x2.mul(distance, slope),
          )
          potential = f64x2.add(potential, v128.and(energy, inside))
          virial = f64x2.add(virial, v128.and(work, inside))
        }
      }
    }
    store<f64>(fluid.potential + ((<usize>layer) << 3), lanes(potential) / 2)
    store<f64>(fluid.virial + ((<usize>layer) << 3), lanes(virial) / 2)
  }
}
