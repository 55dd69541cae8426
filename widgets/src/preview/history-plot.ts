import type { CellHistory } from 'scalescope/protocol'
import { element } from '../dom.js'
import { endWords, frameLabel } from './labels.js'

const [WIDTH, HEIGHT] = [1000, 100]
const SVG = 'http://www.w3.org/2000/svg'

/** One cell over time: its value, what was predicted for it (dashed), and the frame on show. */
export class HistoryPlot {
  private readonly heading = element('span', { class: 'scalescope-quiet' })
  private readonly closing = element('button', {
    ...{
      class: 'scalescope-menu',
      type: 'button',
      title: 'Close (Escape)',
      'aria-label': 'Close the history',
    },
  })
  private readonly ends = [element('span'), element('span')] as const
  private readonly svg = svgElement('svg', {
    ...{ viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' },
  })
  private readonly value = svgElement('path', { class: 'scalescope-value' })
  private readonly prediction = svgElement('path', { class: 'scalescope-prediction' })
  private readonly now = svgElement('line', { class: 'scalescope-now', y1: '0', y2: String(HEIGHT) })
  readonly el: HTMLElement

  /** @param onSeek called with the frame that was clicked */
  constructor(
    private readonly frameCount: () => number,
    onSeek: (frame: number) => void,
    onClose: () => void,
  ) {
    this.closing.textContent = '✕'
    this.closing.addEventListener('click', onClose)
    this.svg.append(this.prediction, this.value, this.now)
    // The keyboard stays with the tiles.
    this.svg.addEventListener('mousedown', (event) => event.preventDefault())
    this.svg.addEventListener('click', (event) => {
      const { left, width } = this.svg.getBoundingClientRect()
      onSeek(Math.round(((event.clientX - left) / width) * (this.frameCount() - 1)))
    })
    this.el = element(
      'div',
      { class: 'scalescope-history', hidden: '' },
      element('div', { class: 'scalescope-header' }, this.heading, this.closing),
      element('div', { class: 'scalescope-history-plot' }, element('div', {}, ...this.ends), this.svg),
    )
  }

  /** @param history undefined until it has come */
  show(heading: string, history: CellHistory | undefined): void {
    this.el.hidden = false
    this.heading.textContent = heading
    this.el.dataset.points = String(history?.frames.length ?? 0)
    for (const path of [this.value, this.prediction]) path.setAttribute('d', '')
    for (const end of this.ends) end.textContent = ''
    this.svg.setAttribute('aria-label', heading)
    if (!history) return
    const { frames, values, predictions } = history
    const known = [...values, ...predictions].filter((value) => Number.isFinite(value))
    if (known.length === 0) return
    const [low, high] = [Math.min(...known), Math.max(...known)]
    const x = (frame: number) => this.across(frame)
    const y = (value: number) => HEIGHT * (high > low ? 1 - (value - low) / (high - low) : 0.5)
    this.value.setAttribute('d', path(frames, values, x, y))
    this.prediction.setAttribute('d', path(frames, predictions, x, y))
    const words = [high, low].map((end) => endWords(end, high - low || 1))
    for (const [i, word] of words.entries()) this.ends[i].textContent = word
    const every =
      frames.length > 1 ? Math.round((frames[frames.length - 1] - frames[0]) / (frames.length - 1)) : 1
    const sampled = every > 1 ? `, every ${every} frames` : ''
    const dashed = predictions.some((value) => !Number.isNaN(value)) ? '; dashed: predicted' : ''
    this.heading.textContent = `${heading}${sampled}${dashed}`
    this.svg.setAttribute('aria-label', `${heading}, from ${words[1]} to ${words[0]}`)
  }

  hide(): void {
    this.el.hidden = true
  }

  /** Marks the frame on show. */
  mark(frame: number): void {
    for (const end of ['x1', 'x2']) this.now.setAttribute(end, String(this.across(frame)))
    this.svg.dataset.now = frameLabel(frame, this.frameCount())
  }

  private across(frame: number): number {
    return (WIDTH * frame) / Math.max(1, this.frameCount() - 1)
  }
}

/** A line through what is known. */
function path(
  frames: Int32Array,
  values: Float32Array,
  x: (frame: number) => number,
  y: (value: number) => number,
): string {
  const points: string[] = []
  for (const [i, value] of values.entries())
    if (Number.isFinite(value)) points.push(`${x(frames[i]).toFixed(1)} ${y(value).toFixed(1)}`)
  return points.length > 0 ? `M${points.join('L')}` : ''
}

function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[Tag] {
  const node = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  return node
}
