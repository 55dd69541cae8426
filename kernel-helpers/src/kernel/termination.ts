import { IDLE, INTERRUPT, NONE, POSTING, PREPARED, TERMINATION, WANTED } from './interrupt-state.js'
import { runsUserCode } from './stack-traces.js'

/** The name under which the control thread calls {@link installTermination}'s function. */
export const PREPARE = '__scalescope_prepare_termination__'
/** The control thread needs microseconds. */
const POSTED_WITHIN_MS = 1000

/** Node's own bookkeeping of asynchronous calls (src/env.h, AsyncHooks). */
interface AsyncWrap {
  readonly async_hook_fields: Uint32Array
  readonly constants: { readonly kCheck: number; readonly kTotals: number }
  clearAsyncIdStack(): void
}

/**
 * Lets the control thread end whatever JavaScript runs here, also what an `await` has been resumed to, which no
 * signal stops. V8 runs the function given here in the middle of that code, and ends the code when it returns.
 *
 * Ended code never leaves Node's stack of asynchronous calls, and Node aborts the process where it finds the stack so.
 * Its checks are therefore off until the stack has been emptied.
 *
 * @param onTerminated is called when the main thread is itself again.
 */
export function installTermination(state: Int32Array, onTerminated: () => void): void {
  const prepare = (): void => {
    if (Atomics.load(state, INTERRUPT) === NONE || !runsUserCode()) return
    if (Atomics.compareExchange(state, TERMINATION, WANTED, PREPARED) !== WANTED) return
    Atomics.wait(state, TERMINATION, PREPARED, POSTED_WITHIN_MS)
    // Too late, it would hit something else.
    if (Atomics.compareExchange(state, TERMINATION, PREPARED, IDLE) === PREPARED) return
    Atomics.wait(state, TERMINATION, POSTING)
    const restore = suspendChecks()
    setImmediate(() => {
      restore()
      onTerminated()
    })
  }
  Object.defineProperty(globalThis, PREPARE, { value: prepare })
}

function suspendChecks(): () => void {
  const { async_hook_fields: fields, constants, clearAsyncIdStack } = asyncWrap()
  const checks = [constants.kCheck, constants.kTotals] as const
  const kept = checks.map((check) => fields[check])
  for (const check of checks) fields[check] = 0
  return () => {
    clearAsyncIdStack()
    // This callback itself is still to leave the stack.
    setImmediate(() => {
      checks.forEach((check, index) => {
        fields[check] = kept[index]
      })
    })
  }
}

/** `process.binding` is deprecated, and all there is in Node 20 to 22. */
function asyncWrap(): AsyncWrap {
  const { noDeprecation } = process
  process.noDeprecation = true
  try {
    return (process as unknown as { binding(name: string): AsyncWrap }).binding('async_wrap')
  } finally {
    process.noDeprecation = noDeprecation ?? false
  }
}
