import { inspect } from 'node:util'
import { capturing } from '../capture.js'
import type { MimeBundle } from '../displayable.js'
import { encodeBundle, represent } from '../representations.js'
import { StandardWidget } from './standard.js'

/** An output of a cell, as notebooks store it (nbformat 4). */
export type CellOutput =
  | { readonly output_type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
  | { readonly output_type: 'display_data'; readonly data: MimeBundle; readonly metadata: object }
  | {
      readonly output_type: 'error'
      readonly ename: string
      readonly evalue: string
      readonly traceback: readonly string[]
    }

interface Displayed {
  readonly data: MimeBundle
  readonly metadata?: object
  readonly transient?: { readonly display_id?: string }
}

/**
 * A place for what code prints and displays. The outputs are appended to the widget's state rather than caught by the
 * browser under a message id, so that several asynchronous flows can print at the same time, each into its own.
 */
export class OutputArea<Traits extends { outputs: readonly CellOutput[] }> extends StandardWidget<Traits> {
  /** Outputs that can be updated, by their display id. */
  readonly #places = new Map<string, number>()
  #clearing = false

  /**
   * Runs `code`; what it prints and displays is shown here, however late, and so is an error that it throws.
   *
   * @returns what it returns; undefined if it throws
   */
  async capture<R>(code: () => R | Promise<R>): Promise<R | undefined> {
    const capture = { take: (type: string, content: object) => this.#take(type, content) }
    return capturing.run(capture, async () => {
      try {
        return await code()
      } catch (error) {
        this.#append(errorOutput(error))
        return undefined
      }
    })
  }

  /** Shows a value as if it ended a cell. */
  appendDisplay(value: unknown): void {
    this.#append({ output_type: 'display_data', data: encodeBundle(represent(value)), metadata: {} })
  }

  appendStdout(text: string): void {
    this.#append({ output_type: 'stream', name: 'stdout', text })
  }

  appendStderr(text: string): void {
    this.#append({ output_type: 'stream', name: 'stderr', text })
  }

  /** @param wait until the next output comes, which then replaces what is shown without flicker */
  clearOutput({ wait = false } = {}): void {
    this.#clearing = wait
    if (!wait) this.#show([])
  }

  /** As {@link capture}, in place of what is shown, which stays until there is something new. */
  async replace<R>(code: () => R | Promise<R>): Promise<R | undefined> {
    this.clearOutput({ wait: true })
    const result = await this.capture(code)
    this.#settle()
    return result
  }

  /** Clears what was to be replaced by an output that hasn't come. */
  #settle(): void {
    if (this.#clearing) this.clearOutput()
  }

  #take(type: string, content: object): boolean {
    if (type === 'stream') {
      this.#append({ output_type: 'stream', ...(content as { name: 'stdout'; text: string }) })
    } else if (type === 'display_data') {
      const { data, metadata = {}, transient } = content as Displayed
      const place = this.#append({ output_type: 'display_data', data, metadata })
      if (transient?.display_id !== undefined) this.#places.set(transient.display_id, place)
    } else if (type === 'update_display_data') {
      return this.#update(content as Displayed)
    } else if (type === 'clear_output') {
      this.clearOutput(content as { wait?: boolean })
    } else return false
    return true
  }

  #update({ data, metadata = {}, transient }: Displayed): boolean {
    const place = this.#places.get(transient?.display_id ?? '')
    if (place === undefined) return false
    this.#show(this.#outputs.with(place, { output_type: 'display_data', data, metadata }))
    return true
  }

  /** @returns where it is among the outputs */
  #append(output: CellOutput): number {
    const outputs = this.#clearing ? [] : this.#outputs
    if (this.#clearing) this.#places.clear()
    const last = outputs.at(-1)
    if (output.output_type === 'stream' && last?.output_type === 'stream' && last.name === output.name) {
      this.#show(outputs.with(-1, { ...output, text: last.text + output.text }))
    } else this.#show([...outputs, output])
    return this.#outputs.length - 1
  }

  get #outputs(): readonly CellOutput[] {
    return this.state.outputs as readonly CellOutput[]
  }

  #show(outputs: readonly CellOutput[]): void {
    this.#clearing = false
    if (outputs.length === 0) this.#places.clear()
    this.set({ outputs } as never)
  }
}

function errorOutput(thrown: unknown): CellOutput {
  const { name, message } = thrown instanceof Error ? thrown : { name: 'Uncaught', message: inspect(thrown) }
  return { output_type: 'error', ename: name, evalue: message, traceback: [inspect(thrown)] }
}
