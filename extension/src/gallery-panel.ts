import { Notification } from '@jupyterlab/apputils'
import { Widget } from '@lumino/widgets'
import { element } from '@scalescope/widgets/dist/dom.js'
import type { NotebookCard } from './notebook-card.js'

/** Cards of notebooks with a search over all that is written in them. */
export class GalleryPanel extends Widget {
  private readonly search = element('input', {
    type: 'search',
    class: 'jp-mod-styled',
    placeholder: 'Search the notebooks',
    'aria-label': 'Search the notebooks',
  })
  private readonly found = element('span', { class: 'scalescope-gallery-found', role: 'status' })
  private readonly cards: readonly { readonly el: HTMLElement; readonly words: string }[]

  constructor(notebooks: readonly NotebookCard[], open: (notebook: NotebookCard) => Promise<unknown>) {
    super()
    this.addClass('scalescope-gallery')
    this.cards = notebooks.map((notebook) => {
      const { number, title, firstSentence, words } = notebook
      const button = element(
        'button',
        { type: 'button', title: `Open a copy of ${notebook.file}` },
        element('span', { class: 'scalescope-gallery-number', 'aria-hidden': 'true' }, number),
        element('strong', {}, title),
        element('span', { class: 'scalescope-gallery-sentence' }, firstSentence),
      )
      button.addEventListener('click', () => {
        open(notebook).catch((error: Error) =>
          Notification.error(`${notebook.file} could not be copied: ${error.message}`),
        )
      })
      return { el: element('li', {}, button), words }
    })
    this.node.append(
      element('div', { class: 'scalescope-gallery-head' }, this.search, this.found),
      element('ul', {}, ...this.cards.map(({ el }) => el)),
    )
    this.search.addEventListener('input', () => this.filter())
    this.filter()
  }

  protected override onActivateRequest(): void {
    this.search.focus()
  }

  private filter(): void {
    const wanted = this.search.value.toLowerCase().split(/\s+/)
    for (const { el, words } of this.cards) el.hidden = !wanted.every((word) => words.includes(word))
    const count = this.cards.filter(({ el }) => !el.hidden).length
    this.found.textContent = count === this.cards.length ? '' : `${count} of ${this.cards.length}`
  }
}
