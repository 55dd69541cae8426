import { DOMWidgetView } from '@jupyter-widgets/base'
import type { PanelParameter } from 'scalescope/protocol'
import { disconnection } from '../connection.js'
import { element, keepKeys, labelGroup, menu, showable } from '../dom.js'
import type { ParameterPanelModel } from './model.js'
import { ParameterRow } from './row.js'

const NO_PRESET = ''
const DEFAULTS = 'defaults'

/** Parameters under their headings, with presets, and a way back to the defaults. */
export class ParameterPanelView extends DOMWidgetView {
  declare model: ParameterPanelModel

  private rows: ParameterRow[] = []
  private readonly controls = element('fieldset', { class: 'scalescope-fieldset' })
  private readonly groups = element('div', { class: 'scalescope-parameters' })
  private readonly presets = element('span')
  private readonly resetAll = element('button', { class: 'scalescope-button', type: 'button' }, 'Reset all')
  private readonly runButton = element('button', { class: 'scalescope-button', type: 'button' })
  private readonly status = element('div', { class: 'scalescope-caption', role: 'status' })
  private readonly failure = element('p', { class: 'scalescope-problem', role: 'alert' })
  private readonly connection = element('p', { class: 'scalescope-disconnected', role: 'status' })

  override render(): void {
    const { el, model } = this
    el.classList.add('scalescope', 'scalescope-panel-of-parameters')
    el.dataset.scalescope = 'parameters'
    if (!showable(el, model.problem)) return
    labelGroup(el, model.state('title'))
    for (const button of [this.resetAll, this.runButton]) keepKeys(button)
    this.resetAll.addEventListener('click', () => model.reset(model.changedNames))
    this.runButton.addEventListener('click', () => model.run(!model.state('running')))
    const heading = element('div', { class: 'scalescope-title' }, model.state('title'))
    this.controls.append(
      element('div', { class: 'scalescope-header' }, heading, this.presets, this.resetAll, this.runButton),
      this.groups,
    )
    el.append(this.controls, this.status, this.failure, this.connection)
    this.listenTo(model, 'change:parameters change:presets', this.build)
    this.listenTo(model, 'change:values change:running change:status change:problem', this.update)
    this.listenTo(model, 'comm_live_update', this.update)
    this.build()
  }

  override update(): void {
    const { model } = this
    const values = model.state('values')
    for (const row of this.rows) row.show(values[row.parameter.name])
    const changed = model.changedNames
    this.resetAll.disabled = changed.length === 0
    const chooser = this.presets.querySelector('select')
    if (chooser) chooser.value = changed.length === 0 ? DEFAULTS : (model.preset ?? NO_PRESET)
    const running = model.state('running')
    this.runButton.hidden = running === null
    this.runButton.textContent = running ? 'Stop' : 'Start'
    this.status.textContent = model.state('status')
    this.failure.textContent = model.state('problem')
    this.failure.hidden = model.state('problem') === ''
    const why = disconnection(model)
    this.controls.disabled = why !== undefined
    this.connection.textContent = why ?? ''
    this.connection.hidden = why === undefined
    this.el.dataset.changed = changed.join(' ')
  }

  private build(): void {
    const { model } = this
    const parameters = model.state('parameters')
    this.rows = parameters.map((parameter) => this.row(parameter))
    const headings = [...new Set(parameters.map(({ group }) => group))]
    this.groups.replaceChildren(
      ...headings.map((heading) => {
        const rows = this.rows.filter(({ parameter }) => parameter.group === heading).map(({ el }) => el)
        return heading === '' ? element('div', {}, ...rows) : folded(heading, rows)
      }),
    )
    this.presets.replaceChildren(...(model.state('presets').length > 0 ? [this.presetMenu()] : []))
    this.update()
  }

  private row(parameter: PanelParameter): ParameterRow {
    const { model } = this
    const { name } = parameter
    return new ParameterRow(parameter, {
      onReset: () => model.reset([name]),
      onChange: (value, released) => {
        if (released || model.state('continuous')) model.change({ [name]: value })
        else this.rows.find((row) => row.parameter === parameter)?.show(value)
      },
    })
  }

  private presetMenu(): HTMLSelectElement {
    const { model } = this
    const presets = model.state('presets')
    const options = [NO_PRESET, DEFAULTS, ...presets.map(({ name }) => name)]
    const chooser = menu(
      'Preset',
      options.map((value) => ({ value, label: value === NO_PRESET ? 'preset …' : value })),
      (chosen) => {
        const preset = presets.find(({ name }) => name === chosen)
        if (preset) model.change(preset.values)
        else if (chosen === DEFAULTS) model.reset(model.changedNames)
      },
    )
    keepKeys(chooser)
    return chooser
  }
}

/** Rows under a heading that folds them away. */
function folded(heading: string, rows: readonly HTMLElement[]): HTMLElement {
  const summary = element('summary', {}, heading)
  keepKeys(summary)
  return element('details', { open: '' }, summary, ...rows)
}
