import { short } from '../theory/curve.js'
import type { CurveProgress } from '../theory/curveRun.js'

const QUIET = 1000

/** Reports on standard error: a line for each finished scale, and in a terminal one that is rewritten. */
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
    curve({ scales, curve, fraction, secondsLeft, backend, memory }: CurveProgress): void {
      const unit = curve.units.lengthUnit
      for (const { cellSize, offset, status, fvu, fvuLow, fvuHigh } of scales) {
        const key = `${cellSize} ${status}`
        if (said.has(key) || (status !== 'done' && status !== 'failed')) continue
        said.add(key)
        const interval = fvu === null ? '' : ` FVU ${short(fvu)} [${short(fvuLow!)}, ${short(fvuHigh!)}]`
        process.stderr.write(
          `${terminal ? '\r\x1b[K' : ''}b = ${short(cellSize)} ${unit}, ${offset} frames ahead: ${status}${interval}\n`,
        )
      }
      const left = secondsLeft === null ? '' : `, about ${Math.ceil(secondsLeft)} s left`
      const held = memory === null ? '' : `, ${(memory / 2 ** 30).toFixed(1)} GiB of memory`
      show(`training${backend ? ` on ${backend}` : ''}: ${Math.round(100 * fraction)} %${left}${held}`)
    },
    end(): void {
      if (terminal) process.stderr.write('\r\x1b[K')
    },
  }
}
