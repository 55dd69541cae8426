import { SimulatedSystem } from './notebook/simulated.js'
import * as systems from './systems/index.js'

export * from './kernel/index.js'
export type { AnalyseOptions } from './notebook/analyse.js'
export { type CoarseGrainRequest, coarseGrain } from './notebook/coarseGrain.js'
export { type CommuteRequest, commute } from './notebook/commute.js'
export { commutingDiagram } from './notebook/commutingDiagram.js'
export { compareCurves } from './notebook/compareCurves.js'
export { type ErrorCurveRequest, errorCurve } from './notebook/errorCurve.js'
export { explore } from './notebook/explore.js'
export { flow } from './notebook/flow.js'
export { type HydrodynamicsRequest, hydrodynamics } from './notebook/hydrodynamics.js'
export { type IsingFlowRequest, isingFlow } from './notebook/isingFlow.js'
export {
  type ParameterPanel,
  type ParameterPanelOptions,
  type Parametrised,
  parameterPanel,
} from './notebook/parameterPanel.js'
export { type PredictabilityRequest, predictability } from './notebook/predictability.js'
export { type PredictorInputsRequest, predictorInputs } from './notebook/predictorInputs.js'
export { type PreviewOptions, preview } from './notebook/preview.js'
export { type PushRequest, push } from './notebook/push.js'
export { type ReproduceRequest, reproduce } from './notebook/reproduce.js'
export { type Settings, settings } from './notebook/settings.js'
export { type RecordRequest, SimulatedSystem } from './notebook/simulated.js'
export { type TransferRequest, transfer } from './notebook/transfer.js'
export { openVideo } from './readers/index.js'
export { PagedVideo, type PagedVideoOptions } from './recording/paged-video.js'
export type { Boundary, FieldShape, Provenance, Recording } from './recording/recording.js'
export { type SaveVideoOptions, saveVideo } from './recording/saveVideo.js'
export { estimateSpeed } from './recording/speed.js'
export { Trajectory, type TrajectoryOptions } from './recording/trajectory.js'
export { Video, type VideoOptions } from './recording/video.js'
export type { Manifest } from './run/manifest.js'
export type { Parameter, System } from './systems/index.js'
export { BrokeDown } from './systems/record.js'
export { CommutingGap } from './theory/commutingGap/result.js'
export { ErrorCurve } from './theory/errorCurve/curve.js'
export type { CurveRow } from './theory/errorCurve/curveRows.js'
export type { ErrorCurveOptions, ErrorCurveSpec } from './theory/errorCurve/errorCurveSpec.js'
export type { Hydrodynamics } from './theory/hydrodynamics/result.js'
export type { HydrodynamicsRow } from './theory/hydrodynamics/rows.js'
export type { PredictorInputs } from './theory/inputs/result.js'
export type { InputsOptions, InputsSpec } from './theory/inputs/spec.js'
export type { IsingFlow } from './theory/isingFlow/isingFlowResult.js'
export type { NaturalScale } from './theory/naturalScales/naturalScales.js'
export type {
  Horizon,
  PredictabilityOptions,
  PredictabilityRow,
} from './theory/predictability/predictability.js'
export type { Push } from './theory/push/pushResult.js'
export type { Reproduction } from './theory/reproduction/reproduction.js'
export type { PairInterchange, Transfer, TransferRow } from './theory/transfer/transferResult.js'

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

/** What all systems of soft particles have in common. */
export interface SoftParticleParameters {
  particles?: number
  density?: number
  temperature?: number
  timeStep?: number
  /** 2 or 3. */
  dimensions?: number
  /** 0: constant energy, 1: constant temperature. */
  ensemble?: number
  /** Of the slice through a three-dimensional box that can be recorded, σ. */
  thickness?: number
}

/** The glass former of Kob and Andersen, in two or three dimensions. */
export function binaryMixture(parameters: SoftParticleParameters & { share?: number } = {}): SimulatedSystem {
  return new SimulatedSystem(systems.binaryMixture, { ...parameters })
}

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

/** Ising spins on a periodic lattice of one, two or three dimensions; at the critical temperature of two if not told. */
export function ising(
  parameters: {
    dimensions?: '1-D' | '2-D' | '3-D' | 1 | 2 | 3
    size?: number
    depth?: number
    algorithm?: 'metropolis' | 'glauber' | 'kawasaki' | 'wolff'
    temperature?: number
    field?: number
    magnetisation?: number
  } = {},
): SimulatedSystem {
  return new SimulatedSystem(systems.ising, parameters)
}

/** Lennard-Jones fluid in two or three dimensions. */
export function lennardJones(
  parameters: SoftParticleParameters & {
    /** Range of the forces, σ. */
    cutoff?: number
    /** Share of the attraction that acts. */
    attraction?: number
  } = {},
): SimulatedSystem {
  return new SimulatedSystem(systems.lennardJones, { ...parameters })
}

/** Particles that repel with an inverse power of their distance, in two or three dimensions. */
export function softSpheres(
  parameters: SoftParticleParameters & { exponent?: number } = {},
): SimulatedSystem {
  return new SimulatedSystem(systems.softSpheres, { ...parameters })
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
    /** Grid points along a side, or their logarithm to the base 2. */
    resolution?: '64' | '128' | '256' | '512' | number
    wavenumber?: number
    viscosity?: number
    hyperviscosity?: number
    diffusivity?: number
    bands?: number
  } = {},
): SimulatedSystem {
  return new SimulatedSystem(systems.turbulence, parameters)
}

/** The repulsive core of Lennard-Jones particles alone (Weeks, Chandler, Andersen), in two or three dimensions. */
export function wca(parameters: SoftParticleParameters = {}): SimulatedSystem {
  return new SimulatedSystem(systems.wca, { ...parameters })
}

/** Independent random pixels: nothing about them can be predicted. */
export function whiteNoise(parameters: Readonly<Record<string, number>> = {}): SimulatedSystem {
  return new SimulatedSystem(systems.whiteNoise, parameters)
}
