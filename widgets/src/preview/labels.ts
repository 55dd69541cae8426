import type { PreviewContent, PreviewPredictor } from 'scalescope/protocol'

const NARROW_SPACE = '\u202f'

/** At most three significant digits, without trailing zeros. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

export function cellSizeLabel(cellSize: number, unit: string): string {
  return `b = ${short(cellSize)}${unit && ` ${unit}`}`
}

/** Empty where the recording has no particles. */
export function particlesLabel(particlesPerCell: number | undefined): string {
  return particlesPerCell === undefined ? '' : `${short(particlesPerCell)} per cell`
}

/** A whole number, in groups of three digits from five digits on. */
function grouped(value: number): string {
  const digits = String(value)
  return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE)
}

/** Frames count from 0, as in the library. */
export function frameLabel(frame: number, frameCount: number): string {
  return `frame ${grouped(frame)} / ${grouped(frameCount - 1)}`
}

/** With just enough decimals to tell consecutive frames apart. */
export function timeLabel(time: number, frameInterval: number, unit: string): string {
  const decimals = frameInterval > 0 ? Math.min(6, Math.max(0, Math.ceil(-Math.log10(frameInterval)))) : 1
  return `t = ${time.toFixed(decimals)}${unit && ` ${unit}`}`
}

/** An end of a colour scale, to a hundredth of its range. */
export function endWords(end: number, range: number): string {
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(range) + 1e-9) - 1)
  return Number(end.toFixed(Math.min(decimals, 20)))
    .toString()
    .replace('-', '−')
}

/** Without a kernel there are only the frames that were saved. */
export function savedLabel(place: number, count: number): string {
  return `saved frame ${place + 1} of ${count}`
}

/** What is known of a predictor: how far it looks ahead, and how well. */
export function predictorLabel({ offset, fvu }: Pick<PreviewPredictor, 'offset' | 'fvu'>): string {
  return `+${offset} ${offset === 1 ? 'frame' : 'frames'}, FVU ${short(fvu)}`
}

/** What the pictures show, where it is more than the recording. */
export function contentLabel(content: PreviewContent, learnedFrom: string): string {
  switch (content) {
    case 'recording':
      return ''
    case 'prediction':
      return `predicted at t, for the offset under each picture; ${learnedFrom}`
    case 'truth':
      return 'what came at the offset under each picture'
    case 'residual':
      return `truth − prediction at the offset under each picture; ${learnedFrom}`
  }
}

/** A cell by its place, and its value where that is known. */
export function cellLabel({ row, column }: { row: number; column: number }, value?: number): string {
  return `row ${row}, column ${column}${value === undefined ? '' : ` = ${short(value)}`}`
}

/** Empty where all is in sight. */
export function zoomLabel(size: number): string {
  return size === 1 ? '' : `${short(1 / size)} × nearer (drag to move, 0 for all)`
}
