import { inspect, types } from 'node:util'
import type ts from '@tslab/typescript-for-tslab'
import type { CompletionInfo, Diagnostic } from 'tslab/dist/converter.js'
import type { Executor } from 'tslab/dist/executor.js'
import { Interrupted } from './loop-guards.js'
import { describe, excerpt, type Position } from './source-position.js'
import { positionOf, undecorate } from './stack-traces.js'
import { type CellName, loadTslab, type Tslab } from './typescript.js'

export interface CellError {
  readonly ename: string
  readonly evalue: string
  readonly traceback: readonly string[]
}

/** Runs cells one after another: tslab's executor, told apart into results and errors. */
export class Execution {
  readonly #tslab: Tslab
  readonly #executor: Executor
  #cell: CellName = { url: 'scalescope-cell', name: 'Cell' }
  #runs = 0
  #results: unknown[] = []
  #abandon: (reason: Interrupted) => void = () => undefined
  #error: CellError | undefined
  #lastExpression: string | undefined

  constructor() {
    this.#tslab = loadTslab(
      () => this.#cell,
      (diagnostics, source) => {
        this.#error = diagnosticsError(diagnostics, this.#cell.name, source)
      },
    )
    const { converter } = this.#tslab
    const node = {
      ...converter,
      convert: (previous: string, source: string) => {
        const result = converter.convert(previous, source)
        this.#lastExpression = result.lastExpressionVar
        return result
      },
    }
    this.#executor = this.#tslab.createExecutor(
      process.cwd(),
      { node, browser: node, close: () => converter.close() },
      {
        log: (value) => this.#results.push(value),
        error: (thrown, ...rest) => {
          if (rest.length === 0) this.#error ??= thrownError(thrown)
        },
      },
    )
  }

  /** Called by tslab's own `display` functions. */
  set onDisplay(show: (content: object, update?: boolean) => void) {
    this.#tslab.jupyter.lastWriteDisplayData = show
  }

  /**
   * Runs `code`, which the user knows as `name`. A promise that it ends with is waited for. Resolves to what went wrong, or
   * undefined.
   */
  async run(code: string, name: string, onResult: (value: unknown) => void): Promise<CellError | undefined> {
    this.#cell = { url: `scalescope-cell-${++this.#runs}`, name }
    this.#results = []
    this.#error = undefined
    this.#lastExpression = undefined
    let completed = false
    try {
      completed = await this.#executor.execute(code)
      const { locals } = this.#executor
      const last = this.#lastExpression
      if (completed && last && Object.hasOwn(locals, last)) {
        if (locals[last] === null) this.#results.push(null)
        delete locals[last]
      }
      for (const result of this.#results) {
        const value = types.isPromise(result) ? await this.#unlessAbandoned(result) : result
        if (value !== undefined) onResult(value)
      }
    } catch (thrown) {
      this.#error ??= thrownError(thrown)
    }
    return this.#error
  }

  #unlessAbandoned(promise: Promise<unknown>): Promise<unknown> {
    const abandoned = new Promise<never>((_resolve, reject) => {
      this.#abandon = reject
    })
    return Promise.race([promise, abandoned])
  }

  /** Gives up waiting for the running cell. */
  abandon(): void {
    this.#executor.interrupt()
    this.#abandon(new Interrupted())
  }

  complete(code: string, position: number): CompletionInfo {
    return this.#executor.complete(code, position)
  }

  /** What TypeScript knows about the name at `position`: its type, and its documentation. */
  inspect(code: string, position: number): { signature: string; documentation: string } | undefined {
    const info: ts.QuickInfo | undefined = this.#executor.inspect(code, position)
    if (!info) return undefined
    const signature = (info.displayParts ?? []).map((part) => part.text).join('')
    const documentation = this.#tslab.printQuickInfo({ ...info, displayParts: [] }).trim()
    return { signature, documentation }
  }

  isComplete(code: string): { status: 'complete' } | { status: 'incomplete'; indent: string } {
    const { completed, indent } = this.#tslab.isCompleteCode(code)
    return completed ? { status: 'complete' } : { status: 'incomplete', indent: indent ?? '' }
  }

  close(): void {
    this.#executor.close()
  }
}

export function interruptedError(thrown?: unknown): CellError {
  const { name, message } = new Interrupted()
  const position = positionOf(thrown)
  return { ename: name, evalue: message, traceback: report(`${name}: ${message}`, position) }
}

export function thrownError(thrown: unknown): CellError {
  if (isInterrupt(thrown)) return interruptedError(thrown)
  const position = positionOf(thrown)
  if (thrown instanceof Error || (typeof thrown === 'object' && thrown !== null && 'stack' in thrown)) {
    const { name, message } = thrown as Error
    undecorate(thrown as Error)
    return { ename: String(name), evalue: String(message), traceback: report(inspect(thrown), position) }
  }
  const text = inspect(thrown)
  return { ename: 'Uncaught', evalue: text, traceback: report(`Uncaught ${text}`, undefined) }
}

function isInterrupt(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  const { code } = thrown as { code?: unknown }
  return (
    thrown instanceof Interrupted ||
    code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' ||
    thrown.message === 'Interrupted asynchronously'
  )
}

function report(text: string, position: Position | undefined): string[] {
  return position ? [`${describe(position)}\n${excerpt(position)}\n`, text] : [text]
}

function diagnosticsError(diagnostics: readonly Diagnostic[], cell: string, text: string): CellError {
  const reports = diagnostics.map(({ start, messageText, code, fileName }) => {
    const source = {
      name: fileName ?? cell,
      text: fileName === undefined ? text : '',
      linesAbove: 0,
      maps: [],
    }
    const position = { source, line: start.line + 1, column: start.character + 1 }
    const shown = fileName === undefined ? `\n${excerpt(position)}` : ''
    return `${describe(position)}: ${messageText} (TS${code})${shown}\n`
  })
  const { start, messageText } = diagnostics[0]
  return {
    ename: 'TypeScriptError',
    evalue: `line ${start.line + 1}, column ${start.character + 1}: ${messageText}`,
    traceback: reports,
  }
}
