import type { Recording } from '../recording/recording.js'

/** Fewest cells along the shorter side of a field on the default ladder. */
const FEWEST_CELLS = 4

export function isSystemRecording(recording: Recording): boolean {
  return recording.provenance.source.kind === 'system'
}

/** The ladder that suits the source where it is known and fits, else octaves from one pixel up. */
export function suitableCellSizes(recording: Recording): number[] {
  const largest = Math.min(recording.width, recording.height) / FEWEST_CELLS
  const pixel = 'pixelSize' in recording ? (recording.pixelSize as number) : 0
  if (recording.ladder)
    return recording.ladder.filter((b) => b >= pixel * (1 - 1e-6) && b <= largest * (1 + 1e-6))
  const finest = pixel || largest / 32
  const octaves = Math.floor(Math.log2(largest / finest) + 1e-9)
  return Array.from({ length: Math.max(1, octaves + 1) }, (_, i) => finest * 2 ** i)
}

/** S(b) = max(1, round(κ b / (v Δt))): the frames in which something at the characteristic speed crosses κ cells. */
export function offsetFor(recording: Recording, cellSize: number, speed: number, kappa: number): number {
  const fitted = recording.fittedCellSize(cellSize)
  return Math.max(1, Math.round((kappa * fitted) / (speed * recording.frameInterval)))
}
