import { AsyncLocalStorage } from 'node:async_hooks'
import type { Header, Message } from './wire.js'

/** What code belongs to, however late it runs: the request that its output is shown under. */
export interface Context {
  readonly parent: Header | undefined
  /** The cell whose code this is; undefined for code that runs outside any cell. */
  readonly cell: RunningCell | undefined
}

export interface RunningCell {
  readonly request: Message
  /** Aborted when the user interrupts. */
  readonly controller: AbortController
  /** Somebody asked for the signal, so the cell is given time to finish by itself. */
  cooperative: boolean
  /** Given up: its code stops at the next loop turn. */
  abandoned: boolean
}

export const context = new AsyncLocalStorage<Context>()

/**
 * `callback`, showing what it prints under the cell that runs now, whenever it is called. Errors are shown there
 * too; the cell's interrupt is not the callback's.
 *
 * @param onError is called after an error has been shown.
 */
export function underThisCell<A extends unknown[]>(
  callback: (...args: A) => void,
  onError: (...args: A) => void = () => {},
): (...args: A) => void {
  const here = context.getStore()?.parent
  return (...args) => {
    const parent = here ?? context.getStore()?.parent
    context.run({ parent, cell: undefined }, () => {
      try {
        callback(...args)
      } catch (error) {
        console.error(error)
        onError(...args)
      }
    })
  }
}
