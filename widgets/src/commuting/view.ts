import { DOMWidgetView } from '@jupyter-widgets/base'
import type { Interval } from 'scalescope/protocol'
import { element, keepKeys, labelGroup, showable } from '../dom.js'
import { timeLabel } from '../preview/labels.js'
import { DiagramPanel } from './diagram-panel.js'
import type { CommutingDiagramModel } from './model.js'
import { intervalWords, pairWords, shownWords } from './words.js'

/** The commuting diagram on real frames, with a slider for the scale and one for the time. */
export class CommutingDiagramView extends DOMWidgetView {
  declare model: CommutingDiagramModel

  private readonly panels = [
    new DiagramPanel('present', '(t)', { scale: false }),
    new DiagramPanel('future', '', { scale: true }),
    new DiagramPanel('coarsePresent', '(t)', { scale: false }),
    new DiagramPanel('coarsened', '', { scale: false }),
    new DiagramPanel('evolved', '', { scale: false }),
    new DiagramPanel('difference', '', { scale: true }),
    new DiagramPanel('truth', '(t + 2S), what came', { scale: true }),
  ]
  private readonly figures = element('div', {
    class: 'scalescope-figures',
    role: 'status',
    'aria-live': 'polite',
  })
  private readonly scale = rangeInput('Scale')
  private readonly time = rangeInput('Time')
  private readonly scaleReadout = element('span', { class: 'scalescope-readout' })
  private readonly timeReadout = element('span', { class: 'scalescope-readout' })
  private readonly caption = element('p', { class: 'scalescope-caption' })
  private readonly resizes = new ResizeObserver((entries) => {
    for (const entry of entries)
      this.panels.find(({ field }) => field.canvas === entry.target)?.field.resize(entry)
    this.paint()
  })

  override render(): void {
    const { el, model } = this
    el.classList.add('scalescope', 'scalescope-commuting')
    el.dataset.scalescope = 'commuting'
    if (!showable(el, model.problem)) return
    labelGroup(el, `Commuting diagram: ${model.state('title')}`)
    el.append(
      element(
        'div',
        { class: 'scalescope-title' },
        `Predict, then average, or average, then predict: ${model.state('title')}`,
      ),
      element(
        'div',
        { class: 'scalescope-diagram' },
        ...this.panels.map((panel) => panel.el),
        ...arrows(),
        this.figures,
      ),
      element(
        'div',
        { class: 'scalescope-sliders' },
        element('label', {}, 'scale', this.scale, this.scaleReadout),
        element('label', {}, 'time', this.time, this.timeReadout),
      ),
      this.caption,
    )
    this.scale.addEventListener('input', () => model.choose({ pair: this.scale.valueAsNumber }))
    this.time.addEventListener('input', () => model.choose({ time: this.time.valueAsNumber }))
    this.listenTo(model, 'change', this.update)
    for (const { field } of this.panels) this.resizes.observe(field.canvas)
    this.update()
  }

  override remove(): void {
    this.resizes.disconnect()
    super.remove()
  }

  override update(): void {
    const { model } = this
    const pair = model.shownPair
    if (!pair) return
    const [unit, timeUnit] = [model.state('length_unit'), model.state('time_unit')]
    this.setRange(
      this.scale,
      this.scaleReadout,
      model.state('pairs').length,
      model.state('pair'),
      pairWords(pair, unit),
    )
    const [first, second = first + 1] = pair.times
    const when = timeLabel(pair.times[model.state('time')], Math.abs(second - first), timeUnit)
    this.setRange(this.time, this.timeReadout, pair.times.length, model.state('time'), when)
    const figures: [string, Interval][] = [
      ['commuting gap', pair.gap],
      ['FVU, predict first', pair.evolved_fvu],
      ['FVU, average first', pair.coarsened_fvu],
      ['error correlation', pair.error_correlation],
    ]
    this.figures.replaceChildren(
      ...figures.map(([name, figure]) =>
        element('div', {}, element('span', {}, `${name} `), element('span', {}, intervalWords(figure))),
      ),
    )
    this.caption.textContent = shownWords(pair)
    this.paint()
    this.el.dataset.pair = String(model.state('pair'))
    this.el.dataset.time = String(model.state('time'))
  }

  private setRange(
    input: HTMLInputElement,
    readout: HTMLElement,
    count: number,
    value: number,
    words: string,
  ): void {
    input.max = String(count - 1)
    input.value = String(value)
    input.setAttribute('aria-valuetext', words)
    readout.textContent = words
  }

  private paint(): void {
    const shown = this.model.shownPanels
    for (const panel of this.panels) {
      const picture = shown.find(({ name }) => name === panel.name)
      if (picture) panel.paint(picture)
    }
  }
}

function rangeInput(label: string): HTMLInputElement {
  const input = element('input', { type: 'range', min: '0', step: '1', 'aria-label': label })
  keepKeys(input)
  return input
}

/** What leads from one picture to another. */
function arrows(): HTMLElement[] {
  const arrow = (name: string, direction: string, ...words: (string | Node)[]) =>
    element(
      'div',
      { class: `scalescope-arrow scalescope-arrow-${direction}`, 'data-arrow': name },
      element('span', {}, ...words),
    )
  const f = (below: string) => element('span', {}, element('i', {}, 'f'), element('sub', {}, below))
  return [
    arrow('fine', 'right', 'predict twice with ', f('b')),
    arrow('coarse', 'right', 'predict ', f('2b')),
    arrow('left', 'down', element('i', {}, 'C'), ' average'),
    arrow('right', 'down', element('i', {}, 'C'), ' average'),
    element('div', { class: 'scalescope-equals', 'aria-hidden': 'true' }, '≟'),
  ]
}
