import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The checkout's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/**
 * Runs a program to its end, in the checkout's root.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, log?: string, onOutput?: (text: string) => void, quiet?: boolean }} [options]
 *   `log` names a file that gets the output; `quiet` keeps it off the terminal; `onOutput` sees it as it comes.
 * @returns {Promise<string>} standard output and error together; empty when the output went straight to the terminal.
 * @throws {Error} when the program cannot be started or exits non-zero; the message ends with what it wrote, shortened.
 */
export function run(command, args, { env = process.env, log, onOutput, quiet = false } = {}) {
  const piped = quiet || onOutput !== undefined || log !== undefined
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: piped ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    })
    let output = ''
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      const text = chunk.toString()
      output += text
      if (log) appendFileSync(log, text)
      if (onOutput) onOutput(text)
      else if (!quiet) process.stdout.write(text)
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    forwardSignals(child)
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)))
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output)
      else reject(new CommandError([command, ...args].join(' '), signal ?? `exit status ${code}`, output))
    })
  })
}

/** A program ended with an error. `output` is all that it wrote while piped. */
export class CommandError extends Error {
  /**
   * @param {string} command
   * @param {string} reason
   * @param {string} output
   */
  constructor(command, reason, output) {
    const lines = output.trimEnd().split('\n')
    const shown = lines.length > 40 ? [...lines.slice(0, 15), '…', ...lines.slice(-25)] : lines
    super([`${command}: ${reason}`, ...shown].join('\n').trimEnd())
    this.output = output
  }
}

/**
 * What a short program prints, or undefined when it cannot be run.
 * @param {string} command
 * @param {readonly string[]} args
 */
export async function ask(command, args) {
  try {
    return (await run(command, args, { quiet: true })).trim()
  } catch {
    return undefined
  }
}

/**
 * Passes on what ends this process, and waits for the child. A terminal sends Control-C to both by itself.
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, forward)
    child.on('close', () => process.off(signal, forward))
  }
}
