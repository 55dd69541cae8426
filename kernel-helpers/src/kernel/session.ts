import type { MimeBundle } from './displayable.js'

/** A channel to an object in the browser. */
export interface Comm {
  readonly id: string
  /** Sends JSON and binary buffers. Buffers are copied before this returns. */
  send(data: unknown, buffers?: ArrayBufferView[]): void
  close(): void
  /** What the callback prints is shown under the cell that registered it. */
  onMessage(callback: (data: unknown, buffers: Uint8Array[]) => void): void
  onClose(callback: () => void): void
}

export type CommTarget = (comm: Comm, data: unknown, buffers: Uint8Array[]) => void

export interface DisplayOptions {
  metadata?: Record<string, unknown>
  /** Names the display, so that it can be updated later. */
  displayId?: string
  /** Replaces what was displayed under `displayId`. */
  update?: boolean
}

export interface CommOptions {
  metadata?: Record<string, unknown>
  buffers?: ArrayBufferView[]
}

/** What the running notebook kernel offers to libraries. */
export interface KernelSession {
  /** Shows `data` under the running cell. Binary values are sent as base64. */
  display(data: MimeBundle, options?: DisplayOptions): void
  /** Removes what the running cell has shown: at once, or when it next shows something (`wait`). */
  clearOutput(wait: boolean): void
  /** Asks the user for a line of text. Throws if the front end takes no input. */
  input(prompt: string, options?: { password?: boolean }): Promise<string>
  openComm(target: string, data: unknown, options?: CommOptions): Comm
  /** `opened` is called for each comm that the browser opens under `target`; where it throws, the comm is closed. */
  onComm(target: string, opened: CommTarget): void
  /** What the lab's settings ask for, unchecked; undefined where no lab has connected. */
  readonly settings?: unknown
  /** Aborts when the cell that asks for it is interrupted. Each cell has its own. */
  readonly interruptSignal: AbortSignal
}

const key: unique symbol = Symbol.for('scalescope.kernelSession') as never
const holder = globalThis as { [key]?: KernelSession }

/** The kernel that this code runs in, or undefined outside it: plain Node, the command line, worker threads. */
export function currentSession(): KernelSession | undefined {
  return holder[key]
}

export function startSession(session: KernelSession): void {
  holder[key] = session
}
