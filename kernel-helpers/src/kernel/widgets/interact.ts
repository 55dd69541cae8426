import { display } from '../display.js'
import type { Widget } from '../widget.js'
import { type Abbreviation, type Control, controlOf, Fixed, type ValueOf } from './abbreviation.js'
import { Button, Output, VBox } from './models.js'
import { Runner } from './runner.js'

type Values<A> = { -readonly [Name in keyof A]: ValueOf<A[Name]> }

type Controls = Readonly<Record<string, Widget>>

/**
 * Shows a control for each argument, and under them what `code` prints, displays and returns, again whenever a control
 * changes. It never runs twice at once; of the values that come while it runs, the newest is taken.
 *
 * @returns when the first result is shown
 * @throws RangeError naming an argument that no control can be made of
 */
export function interact<const A extends Readonly<Record<string, Abbreviation>>>(
  code: (values: Values<A>) => unknown,
  abbreviations: A,
): Promise<void> {
  const widget = interactive(code, abbreviations)
  display(widget)
  return widget.update()
}

/** As {@link interact}, but runs only when its button is pressed. */
export function interactManual<const A extends Readonly<Record<string, Abbreviation>>>(
  code: (values: Values<A>) => unknown,
  abbreviations: A,
): void {
  display(new Interactive(code as never, abbreviations, true))
}

/** What {@link interact} shows, to be placed by the caller; it runs at the first change, or `update()`. */
export function interactive<const A extends Readonly<Record<string, Abbreviation>>>(
  code: (values: Values<A>) => unknown,
  abbreviations: A,
): Interactive<Values<A>> {
  return new Interactive(code as never, abbreviations, false)
}

/** Only what `code` shows for the values of these controls, which are placed by the caller. */
export function interactiveOutput<const A extends Controls>(
  code: (values: Values<A>) => unknown,
  controls: A,
): Output {
  const output = new Output()
  const runner = new Runner(output, () => code(valuesOf(controls) as Values<A>))
  for (const control of Object.values(controls)) (control as Control).observe('value', () => runner.run())
  void runner.run()
  return output
}

/** Controls and the output of a function of their values. */
export class Interactive<V> extends VBox {
  readonly output: Output
  readonly #runner: Runner
  readonly #controls: Readonly<Record<string, Control | Fixed<unknown>>>

  constructor(
    code: (values: V) => unknown,
    abbreviations: Readonly<Record<string, unknown>>,
    manual: boolean,
  ) {
    const controls = Object.fromEntries(
      Object.entries(abbreviations).map(([name, given]) => [name, controlOf(name, given)]),
    )
    const shown = Object.values(controls).filter((control): control is Control => !(control instanceof Fixed))
    const output = new Output()
    const button = manual ? [new Button({ description: 'Run Interact' })] : []
    super({ children: [...shown, ...button, output] })
    this.output = output
    this.#controls = controls
    this.#runner = new Runner(output, () => code(this.values))
    const run = () => this.#runner.run()
    for (const pressed of button) pressed.onClick(run)
    if (!manual) for (const control of shown) control.observe('value', run)
  }

  /** Of the arguments, as the controls stand. */
  get values(): V {
    return valuesOf(this.#controls) as V
  }

  /** What the function returned last. */
  get result(): unknown {
    return this.#runner.result
  }

  /** Runs the function. Resolves when its result is shown. */
  update(): Promise<void> {
    return this.#runner.run()
  }

  /** Closes the controls and the output, too. */
  override close(): void {
    for (const child of this.children) child.close()
    super.close()
  }
}

function valuesOf(controls: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(controls).map(([name, control]) => [
      name,
      control instanceof Fixed ? control.value : (control as Control).get('value'),
    ]),
  )
}
