import { SimulatedSystem } from './notebook/simulated.js'
import * as systems from './systems/index.js'

export * from './kernel/index.js'
export { type CoarseGrainRequest, coarseGrain } from './notebook/coarseGrain.js'
export { compareCurves } from './notebook/compareCurves.js'
export { type ErrorCurveRequest, errorCurve } from './notebook/errorCurve.js'
export { explore } from './notebook/explore.js'
export { type PredictabilityRequest, predictability } from './notebook/predictability.js'
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
export type { Horizon, PredictabilityOptions, PredictabilityRow } from './theory/predictability.js'

/** Point masses under gravity: two or three on their orbits (`problem`), or a star cluster. */
export function gravity(
  parameters: {
    problem?: 'Kepler orbit' | 'figure-eight' | 'Pythagorean problem' | 'Plummer sphere'
    particles?: number
    virialRatio?: number
    softening?: number
    openingAngle?: number
    timeStep?: number
    eccentricity?: number
  } = {},
): SimulatedSystem {
  return new SimulatedSystem(systems.gravity, parameters)
}

/** Hard disks in two dimensions. */
export function hardDisks(
  parameters: { particles?: number; density?: number; temperature?: number } = {},
): SimulatedSystem {
  return new SimulatedSystem(systems.hardDisks, parameters)
}

/** Two-dimensional Lennard-Jones fluid. */
export function lennardJones(
  parameters: { particles?: number; density?: number; temperature?: number; timeStep?: number } = {},
): SimulatedSystem {
  return new SimulatedSystem(systems.lennardJones, parameters)
}

/** A smooth random texture that moves at one fixed velocity: everything about it can be predicted. */
export function translatingTexture(parameters: Readonly<Record<string, number>> = {}): SimulatedSystem {
  return new SimulatedSystem(systems.translatingTexture, parameters)
}

/** Independent random pixels: nothing about them can be predicted. */
export function whiteNoise(parameters: Readonly<Record<string, number>> = {}): SimulatedSystem {
  return new SimulatedSystem(systems.whiteNoise, parameters)
}
