import { element, keepKeys } from '../dom.js'
import { type PlotPoint, pointAt, pointByKey } from './points.js'

/** Pixels from a point within which the pointer means it. */
const REACH = 24
/** Pixels between a point and its words. */
const GAP = 12

/** Cell sizes whose logarithms differ by less are drawn at the same place. */
const ALIKE = 0.01

/** What can be pointed at in a drawing. */
export interface Pointable {
  readonly points: readonly PlotPoint[]
  /** Upper and lower end of the plotting area, in CSS pixels from the top of the drawing. */
  readonly extent: readonly [top: number, bottom: number]
}

/** Goes from point to point of a plot, by pointer or arrow keys; shows or tells the point's numbers, and takes a choice. */
export class PointCursor {
  private readonly ring = element('div', { class: 'scalescope-ring' })
  private readonly words = element('table', { class: 'scalescope-point', 'aria-hidden': 'true' })
  private readonly line = element('div', { class: 'scalescope-chosen' })
  private readonly told = element('div', { class: 'scalescope-unseen', 'aria-live': 'polite' })
  private drawn: Pointable = { points: [], extent: [0, 0] }
  private offset: readonly [number, number] = [0, 0]
  private index = -1
  private chosen: number | null = null

  /**
   * @param area holds the drawing, whose place and size it shares
   * @param onChoice is called with the point that was clicked at, or on which Enter was pressed
   */
  constructor(
    private readonly area: HTMLElement,
    private readonly onChoice: (point: PlotPoint) => void,
  ) {
    area.append(this.line, this.ring, this.words, this.told)
    area.setAttribute('role', 'application')
    area.setAttribute('aria-roledescription', 'plot')
    keepKeys(area)
    area.addEventListener('pointermove', (event) => this.moveTo(this.meant(event)))
    area.addEventListener('pointerleave', () => this.moveTo(-1))
    area.addEventListener('blur', () => this.moveTo(-1))
    area.addEventListener('click', (event) => this.choose(this.meant(event)))
    area.addEventListener('keydown', (event) => this.handleKey(event))
    this.show(this.drawn, null, '')
  }

  /** To be called when the drawing has changed. `chosen` is the cell size to mark. */
  show(drawn: Pointable, chosen: number | null, label: string): void {
    const { area } = this
    const picture = area.querySelector('svg.marks')
    if (picture) {
      const [inner, outer] = [picture.getBoundingClientRect(), area.getBoundingClientRect()]
      this.offset = [inner.left - outer.left, inner.top - outer.top]
    }
    this.drawn = drawn
    this.chosen = chosen
    area.tabIndex = drawn.points.length > 0 ? 0 : -1
    area.setAttribute(
      'aria-label',
      `${label}: arrow keys go from point to point${drawn.points.some(sized) ? ', Enter chooses a cell size' : ''}`,
    )
    this.moveTo(Math.min(this.index, drawn.points.length - 1))
    this.mark()
  }

  private meant({ clientX, clientY }: MouseEvent): number {
    const { left, top } = this.area.getBoundingClientRect()
    const [x, y] = this.offset
    return pointAt(this.drawn.points, clientX - left - x, clientY - top - y, REACH)
  }

  private handleKey(event: KeyboardEvent): void {
    if (event.target !== this.area || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      const point = this.drawn.points[this.index]
      if (!point || !sized(point)) return
      this.onChoice(point)
      this.tell(point, 'chosen: ')
    } else {
      const next = pointByKey(this.drawn.points, this.index, event.key)
      if (next === undefined) return
      this.moveTo(next)
      this.tell(this.drawn.points[next])
    }
    event.preventDefault()
    event.stopPropagation()
  }

  private tell({ lines }: PlotPoint, before = ''): void {
    this.told.textContent = before + lines.map((line) => line.join(' ')).join(', ')
  }

  private choose(index: number): void {
    if (index >= 0 && sized(this.drawn.points[index])) this.onChoice(this.drawn.points[index])
  }

  private moveTo(index: number): void {
    this.index = index
    const point = this.drawn.points[index]
    this.ring.hidden = !point
    this.words.hidden = !point
    this.area.classList.toggle('scalescope-choosable', point !== undefined && sized(point))
    if (!point) return
    const [x, y] = [point.x + this.offset[0], point.y + this.offset[1]]
    place(this.ring, x, y)
    this.words.replaceChildren(
      ...point.lines.map(([name, value]) =>
        element('tr', {}, element('th', {}, name), element('td', {}, value)),
      ),
    )
    const { clientWidth, clientHeight } = this.area
    const { offsetWidth, offsetHeight } = this.words
    const right = x + GAP + offsetWidth <= clientWidth
    place(
      this.words,
      right ? x + GAP : Math.max(0, x - GAP - offsetWidth),
      Math.max(0, Math.min(y - offsetHeight / 2, clientHeight - offsetHeight)),
    )
  }

  private mark(): void {
    const { chosen } = this
    const there = this.drawn.points.find(
      ({ datum: { cellSize } }) =>
        chosen !== null && typeof cellSize === 'number' && Math.abs(Math.log(cellSize / chosen)) < ALIKE,
    )
    this.line.hidden = !there
    this.area.dataset.chosen = chosen === null ? '' : String(chosen)
    if (!there) return
    const [top, bottom] = this.drawn.extent
    place(this.line, there.x + this.offset[0], top + this.offset[1])
    this.line.style.height = `${bottom - top}px`
  }
}

/** Whether a point has a cell size that can be chosen. */
function sized({ datum }: PlotPoint): boolean {
  return typeof datum.cellSize === 'number'
}

function place({ style }: HTMLElement, x: number, y: number): void {
  style.left = `${x}px`
  style.top = `${y}px`
}
