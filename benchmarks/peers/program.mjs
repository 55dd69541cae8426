import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A program that is kept running and answers one line of JSON with another. */
export class Program {
  #errors = ''
  /** @type {((line: string) => void) | undefined} */
  #answer
  /** @type {((error: Error) => void) | undefined} */
  #fail

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {NodeJS.ProcessEnv} [env] added to this process's
   */
  constructor(command, args, env = {}) {
    this.child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
    this.child.stderr.on('data', (chunk) => {
      this.#errors = (this.#errors + chunk).slice(-4000)
    })
    createInterface({ input: this.child.stdout }).on('line', (line) => this.#answer?.(line))
    this.child.on('error', (error) => this.#fail?.(error))
    this.child.on('exit', (code) =>
      this.#fail?.(new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${this.#errors}`)),
    )
  }

  /**
   * @param {object} request
   * @returns {Promise<any>}
   */
  ask(request) {
    return new Promise((resolve, reject) => {
      this.#answer = (line) => {
        try {
          resolve(JSON.parse(line))
        } catch {
          // A library may greet on standard output.
        }
      }
      this.#fail = reject
      this.child.stdin.write(`${JSON.stringify(request)}\n`)
    })
  }

  end() {
    this.#fail = undefined
    this.child.kill()
  }
}
