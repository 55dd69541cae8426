import { AsyncLocalStorage } from 'node:async_hooks'

/** Takes what code prints and displays away from its cell. */
export interface Capture {
  /** @returns whether it takes a message of the iopub channel, which is then not published */
  take(type: string, content: object): boolean
}

/** Of the code that runs now, however late. */
export const capturing = new AsyncLocalStorage<Capture>()
