import type { RunProgressState } from 'scalescope/protocol'

export type Progress = Pick<RunProgressState, 'fraction' | 'seconds_left' | 'rows'>

/** `3 of 8, 43 %, about 50 s`: parts done, how far, and time left where it is known. */
export function progressOf({ fraction, seconds_left, rows }: Progress): string {
  const done = rows.filter(({ status }) => status === 'done' || status === 'failed').length
  const parts = rows.length > 1 ? [`${done} of ${rows.length}`] : []
  return [...parts, percent(fraction), ...timeLeft(seconds_left)].join(', ')
}

/** `Scalescope: 2 runs, 43 %, about 50 s`; empty where nothing runs. Runs share the processor: the longest counts. */
export function summaryOf(runs: readonly Progress[]): string {
  if (runs.length === 0) return ''
  const mean = runs.reduce((sum, { fraction }) => sum + fraction, 0) / runs.length
  const known = runs.map(({ seconds_left }) => seconds_left).filter((seconds) => seconds !== null)
  const longest = known.length === runs.length ? Math.max(...known) : null
  const count = runs.length === 1 ? 'one run' : `${runs.length} runs`
  return `Scalescope: ${[count, percent(mean), ...timeLeft(longest)].join(', ')}`
}

function percent(fraction: number): string {
  return `${Math.floor(100 * fraction)} %`
}

function timeLeft(seconds: number | null): string[] {
  if (seconds === null) return []
  return [`about ${seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`}`]
}
