import { nearestStop, type PanelParameter, sliderStops, typedValue, valueText } from 'scalescope/protocol'
import { element, keepKeys } from '../dom.js'

/** What a row tells of its parameter. */
export interface RowEvents {
  /** @param released false while a slider is dragged */
  onChange(value: number, released: boolean): void
  onReset(): void
}

/** The control of one parameter: slider and typed value, or choices. */
export class ParameterRow {
  readonly el: HTMLElement
  private readonly reset: HTMLButtonElement
  private readonly control: SliderControl | ChoiceControl

  constructor(
    readonly parameter: PanelParameter,
    { onChange, onReset }: RowEvents,
  ) {
    const label = parameterLabel(parameter)
    const initial = `${label}: back to ${wordsOf(parameter, parameter.default)}`
    this.control = parameter.choices
      ? new ChoiceControl(parameter, parameter.choices, label, onChange)
      : new SliderControl(parameter, label, onChange)
    this.reset = element(
      'button',
      { class: 'scalescope-menu scalescope-reset', type: 'button', 'aria-label': initial, title: initial },
      '↺',
    )
    keepKeys(this.reset)
    this.reset.addEventListener('click', () => {
      onReset()
      this.control.focus()
    })
    this.el = element(
      'div',
      { class: 'scalescope-parameter', title: parameter.description, 'data-parameter': parameter.name },
      element('span', { class: 'scalescope-parameter-name' }, label),
      ...this.control.parts,
      this.reset,
    )
  }

  show(value: number): void {
    const changed = value !== this.parameter.default
    this.el.toggleAttribute('data-changed', changed)
    this.reset.style.visibility = changed ? '' : 'hidden'
    this.control.show(value)
  }
}

class SliderControl {
  readonly parts: readonly HTMLElement[]
  private readonly stops: readonly number[]
  private readonly slider: HTMLInputElement
  private readonly field: HTMLInputElement
  private readonly error = element('span', { class: 'scalescope-parameter-error', role: 'alert' })
  private value = 0

  constructor(
    private readonly parameter: PanelParameter,
    label: string,
    private readonly onChange: RowEvents['onChange'],
  ) {
    const { unit, description } = parameter
    const about = { 'aria-description': description }
    this.stops = sliderStops(parameter)
    const range = { type: 'range', min: '0', max: String(this.stops.length - 1), step: '1' }
    this.slider = element('input', { ...range, ...about, 'aria-label': label })
    this.field = element('input', {
      ...about,
      ...{ type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false' },
      'aria-label': `${label}, value${unit && ` in ${unit}`}`,
    })
    for (const control of [this.slider, this.field]) keepKeys(control)
    const moved = (released: boolean) => this.onChange(this.stops[this.slider.valueAsNumber], released)
    this.slider.addEventListener('input', () => moved(false))
    this.slider.addEventListener('change', () => moved(true))
    this.field.addEventListener('change', () => this.typed())
    this.field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.typed()
      if (event.key === 'Escape') this.show(this.value)
    })
    this.parts = [
      this.slider,
      element(
        'span',
        { class: 'scalescope-parameter-value' },
        this.field,
        element('span', { class: 'scalescope-parameter-unit' }, unit),
      ),
      this.error,
    ]
  }

  show(value: number): void {
    this.value = value
    this.slider.value = String(nearestStop(this.stops, value))
    this.slider.setAttribute('aria-valuetext', wordsOf(this.parameter, value))
    this.field.value = valueText(value)
    this.refuse('')
  }

  focus(): void {
    this.slider.focus()
  }

  private typed(): void {
    this.refuse('')
    if (this.field.value === valueText(this.value)) return
    try {
      this.onChange(typedValue(this.parameter, this.field.value), true)
    } catch (error) {
      this.refuse((error as Error).message)
    }
  }

  private refuse(why: string): void {
    this.error.textContent = why
    this.error.hidden = why === ''
    this.field.setAttribute('aria-invalid', String(why !== ''))
  }
}

class ChoiceControl {
  readonly parts: readonly HTMLElement[]
  private readonly select: HTMLSelectElement

  constructor(
    parameter: PanelParameter,
    choices: readonly string[],
    label: string,
    onChange: RowEvents['onChange'],
  ) {
    this.select = element(
      'select',
      { 'aria-label': label, 'aria-description': parameter.description, class: 'scalescope-choice' },
      ...choices.map((choice, i) => element('option', { value: String(parameter.min + i) }, choice)),
    )
    keepKeys(this.select)
    this.select.addEventListener('change', () => onChange(Number(this.select.value), true))
    this.parts = [this.select]
  }

  show(value: number): void {
    this.select.value = String(value)
  }

  focus(): void {
    this.select.focus()
  }
}

/** `time step δt` for the parameter `timeStep`. */
function parameterLabel({ name, symbol }: Pick<PanelParameter, 'name' | 'symbol'>): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return symbol === '' || symbol === name ? words : `${words} ${symbol}`
}

function wordsOf({ choices, min, unit }: PanelParameter, value: number): string {
  return choices?.[value - min] ?? `${valueText(value)}${unit && ` ${unit}`}`
}
