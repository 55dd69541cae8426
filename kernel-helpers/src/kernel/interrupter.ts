import { Session } from 'node:inspector'
import {
  ASKED,
  IDLE,
  INTERRUPT,
  NONE,
  POSTED,
  POSTING,
  PREPARED,
  SIGNALLED,
  TERMINATION,
  WANTED,
} from './interrupt-state.js'
import { PREPARE } from './termination.js'

/**
 * Long enough for every loop of a cell to stop by itself: a signal that comes just as a script ends may be kept by
 * Node's watchdog and stop a later script.
 */
const SIGNAL_AFTER_MS = 250
/** Long enough for a signal to be heard, see `SIGNAL_ARRIVES_MS` of the main thread. */
const TERMINATE_AFTER_MS = 600
const TELL_AFTER_MS = 1800
const LOOK_EVERY_MS = 100
const HANDSHAKE_MS = 2

/**
 * The control thread's means against a main thread that doesn't stop. Loops of cells look at the state, and an idle main
 * thread hears of it. Code that a cell calls synchronously gets a signal. Code that an `await` was resumed to is ended
 * through the inspector. Native code can't be stopped, which is told.
 */
export class Interrupter {
  readonly #state: Int32Array
  readonly #tell: () => void
  #timer: NodeJS.Timeout | undefined
  #session: Session | undefined

  /** @param tell is called when an interrupt has not been heard for two seconds. */
  constructor(state: Int32Array, tell: () => void) {
    this.#state = state
    this.#tell = tell
  }

  interrupt(): void {
    const asked = performance.now()
    Atomics.compareExchange(this.#state, INTERRUPT, NONE, ASKED)
    clearTimeout(this.#timer)
    let told = false
    const escalate = (): void => {
      if (Atomics.load(this.#state, INTERRUPT) === NONE) return
      this.#signal()
      const waited = performance.now() - asked
      if (waited > TERMINATE_AFTER_MS) this.#terminate()
      if (waited > TELL_AFTER_MS && !told) {
        told = true
        this.#tell()
      }
      this.#timer = setTimeout(escalate, LOOK_EVERY_MS)
    }
    this.#timer = setTimeout(escalate, SIGNAL_AFTER_MS)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#session?.disconnect()
    this.#session = undefined
  }

  #signal(): void {
    // On Windows the signal would end the process.
    if (process.platform === 'win32') return
    const unheard = Atomics.compareExchange(this.#state, INTERRUPT, ASKED, SIGNALLED) === ASKED
    if (unheard) process.kill(process.pid, 'SIGINT')
  }

  /** The main thread's answer comes when it is next in JavaScript: at once, or when native code returns. */
  #terminate(): void {
    if (this.#session) return
    const session = new Session()
    this.#session = session
    session.connectToMainThread()
    Atomics.store(this.#state, TERMINATION, WANTED)
    let posted = false
    const done = (): void => {
      clearInterval(handshake)
      Atomics.store(this.#state, TERMINATION, IDLE)
      if (this.#session !== session) return
      session.disconnect()
      this.#session = undefined
    }
    const handshake = setInterval(() => {
      if (Atomics.compareExchange(this.#state, TERMINATION, PREPARED, POSTING) !== PREPARED) return
      posted = true
      session.post('Runtime.terminateExecution', done)
      Atomics.store(this.#state, TERMINATION, POSTED)
      Atomics.notify(this.#state, TERMINATION)
    }, HANDSHAKE_MS)
    session.post('Runtime.evaluate', { expression: `${PREPARE}()` }, () => {
      if (!posted) done()
    })
  }
}
