const WIDTH = 64
const HEIGHT = 16
/** Room for half a line's width. */
const MARGIN = 1.5
/** From this ratio of highest to lowest on, the axis is logarithmic. */
const WIDE = 2

/** Corners of the line through `values`, left to right, as an SVG `points` attribute; empty for fewer than two values. */
export function sparklinePoints(values: readonly number[]): string {
  if (values.length < 2) return ''
  const logarithmic = values.every((value) => value > 0) && Math.max(...values) > WIDE * Math.min(...values)
  const heights = logarithmic ? values.map(Math.log) : values
  const low = Math.min(...heights)
  const range = Math.max(...heights) - low || 1
  const place = (part: number, length: number) => (MARGIN + part * (length - 2 * MARGIN)).toFixed(1)
  return heights
    .map((height, i) => {
      const x = place(i / (heights.length - 1), WIDTH)
      return `${x},${place(1 - (height - low) / range, HEIGHT)}`
    })
    .join(' ')
}

/** What a loss curve shows, for those who don't see it. */
export function lossWords(values: readonly number[]): string {
  const digits = (value: number) => Number(value.toPrecision(3))
  return `validation loss from ${digits(values[0])} to ${digits(values[values.length - 1])}`
}

/** A small curve without axes. */
export class Sparkline {
  readonly el = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  private readonly line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline')

  constructor() {
    const { el } = this
    el.setAttribute('class', 'scalescope-sparkline')
    el.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`)
    el.setAttribute('width', String(WIDTH))
    el.setAttribute('height', String(HEIGHT))
    el.append(this.line)
    this.draw([])
  }

  draw(values: readonly number[]): void {
    const { el } = this
    const shown = values.length > 1
    el.dataset.points = String(values.length)
    this.line.setAttribute('points', sparklinePoints(values))
    el.toggleAttribute('aria-hidden', !shown)
    if (!shown) return
    el.setAttribute('role', 'img')
    el.setAttribute('aria-label', lossWords(values))
  }
}
