import type { Progress } from '../theory/workbench.js'

const QUIET = 1000

/** Reports on standard error: a line for each finished row, and in a terminal one that is rewritten. */
export function progressLine() {
  const terminal = process.stderr.isTTY
  let last = 0
  const show = (text: string) => {
    const now = performance.now()
    if (!terminal || now - last < QUIET) return
    last = now
    process.stderr.write(`\r\x1b[K${text}`)
  }
  const said = new Set<string>()
  return {
    simulating(done: number): void {
      show(`simulating: ${Math.round(100 * done)} %`)
    },
    running({ rows, fraction, secondsLeft, backend, memory }: Progress): void {
      for (const { label, status, text } of rows) {
        const key = `${label} ${status}`
        if (said.has(key) || (status !== 'done' && status !== 'failed')) continue
        said.add(key)
        process.stderr.write(
          `${terminal ? '\r\x1b[K' : ''}${label}: ${status === 'done' ? text || status : status}\n`,
        )
      }
      const left = secondsLeft === null ? '' : `, about ${Math.ceil(secondsLeft)} s left`
      const held = memory === null ? '' : `, ${(memory / 2 ** 30).toFixed(1)} GiB of memory`
      show(`measuring${backend ? ` on ${backend}` : ''}: ${Math.round(100 * fraction)} %${left}${held}`)
    },
    end(): void {
      if (terminal) process.stderr.write('\r\x1b[K')
    },
  }
}
