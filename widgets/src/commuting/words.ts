import type { CommutingPair, Interval } from 'scalescope/protocol'
import { short } from '../preview/labels.js'

/** `0.27 [0.22, 0.33]`, without what isn't known. */
export function intervalWords({ value, low, high }: Interval): string {
  return low === null || high === null ? short(value) : `${short(value)} [${short(low)}, ${short(high)}]`
}

/** The two cell sizes of a pair. */
export function pairWords({ cell_size, coarse_cell_size }: CommutingPair, unit: string): string {
  const length = (size: number) => `${short(size)}${unit && ` ${unit}`}`
  return `b = ${length(cell_size)}, 2b = ${length(coarse_cell_size)}`
}

/** What is shown, and what its colours mean. */
export function shownWords({ shown, whole, offset }: CommutingPair): string {
  const [height, width] = shown
  const corner = height < whole[0] || width < whole[1]
  const cells = `${2 * height} × ${2 * width} cells at b`
  const part = corner ? `A corner of ${cells}, of ${2 * whole[0]} × ${2 * whole[1]}` : `All ${cells}`
  return `${part}. S = ${offset} ${offset === 1 ? 'frame' : 'frames'}. One colour scale for the fields at b, one for those at 2b.`
}

/** The pieces of a formula such as `C f_b f_b x`: text, and what stands below the line. */
export function formulaParts(formula: string): { text: string; below: string }[] {
  return formula.split(' ').map((symbol) => {
    const [text, below = ''] = symbol.split('_')
    return { text, below }
  })
}
