import { BORDER, Fluid } from './fluid'

export function positions(fluid: Fluid): usize {
  return fluid.positions
}

export function velocities(fluid: Fluid): usize {
  return fluid.velocities
}

export function forces(fluid: Fluid): usize {
  return fluid.forces
}

export function identities(fluid: Fluid): usize {
  return fluid.identities
}

export function layerStart(fluid: Fluid, layer: i32): i32 {
  return fluid.layerStart(layer)
}

export function setStep(fluid: Fluid, step: f64): void {
  fluid.step = step
}

/** Factor that the next step applies to the velocities first. */
export function setScale(fluid: Fluid, scale: f64): void {
  fluid.scale = scale
}

/** Whether the lists have to be made again. */
export function outdated(fluid: Fluid): bool {
  return fluid.moved !== 0
}

/** Whether there was no memory for all partners. */
export function full(fluid: Fluid): bool {
  return fluid.full !== 0
}

/** Dimensions of the space that the particles are in, which kernels of either kind can tell. */
export function dimensions(fluid: Fluid): i32 {
  return fluid.dimensions
}

// Sums over the layers, in their order, so that it doesn't matter which thread computed which.

export function kineticEnergy(fluid: Fluid): f64 {
  return sum(fluid, fluid.kinetic)
}

export function potentialEnergy(fluid: Fluid): f64 {
  return sum(fluid, fluid.potential)
}

export function virial(fluid: Fluid): f64 {
  return sum(fluid, fluid.virial)
}

function sum(fluid: Fluid, ofLayers: usize): f64 {
  let total: f64 = 0
  for (let layer = BORDER; layer < BORDER + fluid.cells; layer++) total += load<f64>(ofLayers + ((<usize>layer) << 3))
  return total
}
