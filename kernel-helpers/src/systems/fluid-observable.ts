import type { Observable } from './system.js'

/** Distance travelled between frames at the characteristic speed, σ. */
const FRAME_TRAVEL = 0.0625

interface Fluid {
  readonly dimensions: number
  readonly particles: number
  /** Particles per σ² or σ³. */
  readonly density: number
  /** σ/τ */
  readonly speed: number
  readonly channels: readonly string[]
}

/** How a fluid in a periodic square or cubic box is seen, in reduced units: whole, along z where there are three dimensions. */
export function fluidObservable({ dimensions, particles, density, speed, channels }: Fluid): Observable {
  const side = (particles / density) ** (1 / dimensions)
  return {
    kind: 'particles',
    size: 2 * particles,
    width: side,
    height: side,
    boundary: 'periodic',
    lengthUnit: 'σ',
    timeUnit: 'τ',
    frameInterval: FRAME_TRAVEL / speed,
    speed,
    renderWidth: 0.3,
    channels,
  }
}
