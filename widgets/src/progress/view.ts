import { DOMWidgetView } from '@jupyter-widgets/base'
import { element, labelGroup, showable } from '../dom.js'
import type { RunProgressModel } from './model.js'
import { ProgressRow } from './row.js'

/** Dispatched by Resume; the lab runs the cell that holds the target again, and then prevents the default. */
const RUN_CELL = 'scalescope:run-cell'
/** Up to so many problems are shown unasked. */
const FEW = 3

/** A line with Stop or Resume, a bar and a loss curve for each part of a run, and in the end what could not be had. */
export class RunProgressView extends DOMWidgetView {
  declare model: RunProgressModel

  private readonly headline = element('span', { class: 'scalescope-title' })
  private readonly fold = element('button', { class: 'scalescope-menu', type: 'button' })
  private readonly stop = button('Stop', 'Stop and keep what is finished', () => this.model.stop())
  private readonly resume = button('Resume', 'Run the cell again: what is finished is kept', () =>
    this.askToRun(),
  )
  private readonly list = element('div', { class: 'scalescope-progress-rows', role: 'list' })
  private readonly problems = element('details', { class: 'scalescope-problems' })
  /** Told to screen readers: how many parts are left and how the run ended, not every step. */
  private readonly told = element('div', { class: 'scalescope-unseen', role: 'status' })
  private rows: ProgressRow[] = []
  private unfolded = true
  private announced = ''
  private toldProblems = ''

  override render(): void {
    const { el, model } = this
    el.classList.add('scalescope', 'scalescope-progress')
    el.dataset.scalescope = 'progress'
    if (!showable(el, model.problem)) return
    labelGroup(el, model.state('title'))
    const header = element('div', { class: 'scalescope-header' })
    header.append(this.headline, this.fold, this.stop, this.resume)
    el.append(header, this.list, this.problems, this.told)
    this.fold.addEventListener('click', () => {
      this.unfolded = !this.unfolded
      this.update()
    })
    const unfold = () => {
      this.unfolded = model.running || model.lost || model.state('status') === 'stopped'
    }
    this.listenTo(model, 'change:status comm_live_update', unfold)
    unfold()
    this.listenTo(model, 'change comm_live_update stopping', this.update)
    this.update()
  }

  override update(): void {
    const { model } = this
    const { lost, running } = model
    this.el.dataset.status = lost ? 'lost' : model.state('status')
    this.headline.textContent = lost
      ? 'The kernel is gone: run the cell again to go on'
      : model.state('headline')
    this.stop.hidden = !running
    this.stop.disabled = model.stopping
    this.resume.hidden = !lost && model.state('status') !== 'stopped'
    this.showRows()
    this.showProblems()
    this.announce()
  }

  private showRows(): void {
    const rows = this.model.state('rows')
    if (rows.length !== this.rows.length) {
      this.rows = rows.map(() => new ProgressRow())
      this.list.replaceChildren(...this.rows.map((row) => row.el))
    }
    for (const [i, row] of rows.entries()) this.rows[i].show(row)
    this.list.hidden = !this.unfolded || rows.length === 0
    this.fold.hidden = this.model.running || rows.length === 0
    this.fold.textContent = this.unfolded ? '▾ parts' : '▸ parts'
    this.fold.setAttribute('aria-expanded', String(this.unfolded))
  }

  private showProblems(): void {
    const problems = this.model.state('problems')
    const source = JSON.stringify(problems)
    if (source === this.toldProblems) return
    this.toldProblems = source
    const count = problems.length === 1 ? 'one thing' : `${problems.length} things`
    this.problems.hidden = problems.length === 0
    this.problems.open = problems.length <= FEW
    this.problems.replaceChildren(
      element('summary', {}, `${count} could not be had`),
      element('ul', {}, ...problems.map((problem) => element('li', {}, problem))),
    )
  }

  /** Where the state or the number of finished parts has changed. */
  private announce(): void {
    const { model, el } = this
    const done = model.state('rows').filter(({ status }) => status === 'done' || status === 'failed').length
    const reason = `${el.dataset.status} ${done}`
    if (reason === this.announced) return
    this.announced = reason
    this.told.textContent = this.headline.textContent
  }

  private askToRun(): void {
    const event = new CustomEvent(RUN_CELL, { bubbles: true, composed: true, cancelable: true })
    if (this.el.dispatchEvent(event)) this.headline.textContent = 'Run the cell again to go on'
  }
}

function button(label: string, title: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', { class: 'scalescope-button', type: 'button', title }, label)
  made.addEventListener('click', onClick)
  return made
}
