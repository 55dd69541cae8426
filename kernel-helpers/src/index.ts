import { SimulatedSystem } from './notebook/simulated.js'
import * as systems from './systems/index.js'

export * from './kernel/index.js'
export { type CoarseGrainRequest, coarseGrain } from './notebook/coarseGrain.js'
export { compareCurves } from './notebook/compareCurves.js'
export { type ErrorCurveRequest, errorCurve } from './notebook/errorCurve.js'
export { explore } from './notebook/explore.js'
export { type PreviewOptions, preview } from './notebook/preview.js'
export { type RecordRequest, SimulatedSystem } from './notebook/simulated.js'
export { openVideo } from './readers/index.js'
export { PagedVideo, type PagedVideoOptions } from './recording/paged-video.js'
export type { Boundary, FieldShape, Provenance, Recording } from './recording/recording.js'
export { estimateSpeed } from './recording/speed.js'
export { Trajectory, type TrajectoryOptions } from './recording/trajectory.js'
export { Video, type VideoOptions } from './recording/video.js'
export type { Manifest } from './run/manifest.js'
export type { Parameter, System } from './systems/index.js'
export { BrokeDown } from './systems/record.js'
export { ErrorCurve } from './theory/curve.js'
export type { CurveRow } from './theory/curveRows.js'
export type { ErrorCurveOptions, ErrorCurveSpec } from './theory/errorCurveSpec.js'
export type { NaturalScale } from './theory/naturalScales.js'

interface HardFluidParameters {
  particles?: number
  density?: number
  temperature?: number
  share?: number
  sizeRatio?: number
  massRatio?: number
}

/** Hard disks of one or two species, in two dimensions. */
export function hardDisks(parameters: HardFluidParameters = {}): SimulatedSystem {
  return new SimulatedSystem(systems.hardDisks, { ...parameters })
}

/** Hard spheres of one or two species in a cubic box, seen from one side or in a slice. */
export function hardSpheres(parameters: HardFluidParameters & { thickness?: number } = {}): SimulatedSystem {
  return new SimulatedSystem(systems.hardSpheres, { ...parameters })
}

/** Two-dimensional Lennard-Jones fluid. */
export function lennardJones(
  parameters: { particles?: number; density?: number; temperature?: number; timeStep?: number } = {},
): SimulatedSystem {
  return new SimulatedSystem(systems.lennardJones, parameters)
}

/** Independent Brownian particles in two dimensions. */
export function randomWalkers(
  parameters: { particles?: number; density?: number; diffusivity?: number } = {},
): SimulatedSystem {
  return new SimulatedSystem(systems.randomWalkers, parameters)
}

/** A smooth random texture that moves at one fixed velocity: everything about it can be predicted. */
export function translatingTexture(parameters: Readonly<Record<string, number>> = {}): SimulatedSystem {
  return new SimulatedSystem(systems.translatingTexture, parameters)
}

/** Decaying two-dimensional turbulence, with a dye in it. */
export function turbulence(
  parameters: {
    resolution?: number
    wavenumber?: number
    viscosity?: number
    hyperviscosity?: number
    diffusivity?: number
    bands?: number
  } = {},
): SimulatedSystem {
  return new SimulatedSystem(systems.turbulence, parameters)
}

/** Independent random pixels: nothing about them can be predicted. */
export function whiteNoise(parameters: Readonly<Record<string, number>> = {}): SimulatedSystem {
  return new SimulatedSystem(systems.whiteNoise, parameters)
}
