import type { Panel, PanelName } from 'scalescope/protocol'
import { element } from '../dom.js'
import { FieldCanvas } from '../preview/field-canvas.js'
import { endWords } from '../preview/labels.js'
import { differencePalette, palette } from '../preview/palette.js'
import { formulaParts } from './words.js'

/** How a picture is named under it, and to those who don't see it. */
const captions: Readonly<Record<PanelName, { readonly formula: string; readonly words: string }>> = {
  present: { formula: 'x', words: 'the field at b' },
  future: { formula: 'f_b f_b x', words: 'the field at b, predicted twice' },
  coarsePresent: { formula: 'C x', words: 'the field averaged to 2b' },
  coarsened: { formula: 'f_2b C x', words: 'averaged, then predicted at 2b' },
  evolved: { formula: 'C f_b f_b x', words: 'predicted twice at b, then averaged' },
  difference: { formula: 'C f_b f_b x − f_2b C x', words: 'the difference between the two paths' },
  truth: { formula: 'C x', words: 'what came, averaged to 2b' },
}

/** One picture of the diagram with its formula and, where asked for, its colour scale. */
export class DiagramPanel {
  readonly field = new FieldCanvas()
  readonly el: HTMLElement
  private readonly ends = [element('span'), element('span')] as const

  constructor(
    readonly name: PanelName,
    when: string,
    { scale }: { readonly scale: boolean },
  ) {
    const { formula, words } = captions[name]
    this.field.canvas.setAttribute('role', 'img')
    this.field.canvas.setAttribute('aria-label', words)
    this.field.canvas.removeAttribute('aria-hidden')
    this.el = element(
      'figure',
      { class: 'scalescope-panel', 'data-panel': name, title: words },
      this.field.canvas,
      element('figcaption', {}, ...formulaNodes(formula), when),
    )
    if (scale) {
      const bar = element('span', { class: 'scalescope-colours', 'data-colours': name })
      this.el.append(element('div', { class: 'scalescope-scale-bar' }, this.ends[0], bar, this.ends[1]))
    }
  }

  paint(panel: Panel): void {
    const { low, high } = panel
    const colours = this.name === 'difference' ? differencePalette : palette('magma')
    this.field.paint(panel, [low, high], colours)
    for (const [i, end] of [low, high].entries()) this.ends[i].textContent = endWords(end, high - low)
  }
}

function formulaNodes(formula: string): Node[] {
  return formulaParts(formula).map(({ text, below }, i) =>
    element(
      'span',
      {},
      i > 0 ? '\u2009' : '',
      element('i', {}, text),
      ...(below ? [element('sub', {}, below)] : []),
    ),
  )
}
