import type { InputsSpec } from './spec.js'

/** What one predictor sees. */
export interface Variant {
  /** Fit for a file's name. */
  readonly key: string
  readonly label: string
  readonly frames: number
  /** Names of the groups of channels seen beside the recorded one. */
  readonly beside: readonly string[]
  /** The variant that sees one thing less. */
  readonly poorer: string | null
}

/** Frames that the curve's own predictor sees: what others are compared with. */
const DEFAULT_FRAMES = 2

export function defaultKey({ history }: Pick<InputsSpec, 'history'>): string {
  return keyOf(Math.min(DEFAULT_FRAMES, history), [])
}

/** The recorded channel alone in up to `history` frames, and each group of others beside one and two of its frames. */
export function variantsOf(
  { history, beside }: Pick<InputsSpec, 'history' | 'beside'>,
  recorded: string,
): Variant[] {
  const counts = Array.from({ length: history }, (_, i) => i + 1)
  const alone = counts.map((count) => ({
    key: keyOf(count, []),
    label: labelOf(recorded, count),
    frames: count,
    beside: [],
    poorer: count > 1 ? keyOf(count - 1, []) : null,
  }))
  const more = beside.flatMap(({ name }) =>
    counts.slice(0, DEFAULT_FRAMES).map((count) => ({
      key: keyOf(count, [name]),
      label: labelOf(`${recorded} + ${name}`, count),
      frames: count,
      beside: [name],
      poorer: keyOf(count, []),
    })),
  )
  return [...alone, ...more]
}

function keyOf(frames: number, beside: readonly string[]): string {
  return [String(frames), ...beside.map((name) => name.replace(/\W+/g, '-'))].join('-')
}

function labelOf(what: string, frames: number): string {
  return `${what}, ${frames} ${frames === 1 ? 'frame' : 'frames'}`
}
