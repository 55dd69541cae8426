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
