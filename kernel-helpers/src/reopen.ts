import { openVideo } from './readers/index.js'
import type { Recording } from './recording/recording.js'
import type { Input } from './run/manifest.js'
import type { WorkerPool } from './run/pool.js'
import { findSystem } from './systems/index.js'
import { record } from './systems/record.js'
import type { Subjects } from './theory/analysis.js'

interface ReopenOptions {
  readonly signal?: AbortSignal | undefined
  /** Called with the fraction of the simulations that is done. */
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/**
 * Makes or opens what a manifest's analysis was about. Files are looked at before anything is simulated.
 *
 * @throws Error if a file isn't there any more or has changed, or an input was never named (an array)
 */
export async function reopen<Kind extends keyof Subjects>(
  pool: WorkerPool,
  kind: Kind,
  inputs: readonly Input[],
  options: ReopenOptions = {},
): Promise<Subjects[Kind]> {
  return (await reopenSubject(pool, kind, inputs, options)) as Subjects[Kind]
}

async function reopenSubject(
  pool: WorkerPool,
  kind: keyof Subjects,
  inputs: readonly Input[],
  options: ReopenOptions,
): Promise<Subjects[keyof Subjects]> {
  if (kind === 'system') {
    const { source } = inputs[0].provenance
    if (source.kind !== 'system') throw new Error(`input ${inputs[0].provenance.title}: expected a system`)
    return { system: findSystem(source.system), parameters: source.parameters }
  }
  const recordings = await reopenRecordings(pool, inputs, options)
  if (kind === 'recordings') return recordings
  const groups = Math.max(...inputs.map(({ group = 0 }) => group)) + 1
  return Array.from({ length: groups }, (_, group) =>
    recordings.filter((_, i) => (inputs[i].group ?? 0) === group),
  )
}

async function reopenRecordings(
  pool: WorkerPool,
  inputs: readonly Input[],
  { signal, onProgress }: ReopenOptions,
): Promise<Recording[]> {
  const opened = await Promise.all(inputs.map(open))
  const fractions = inputs.map(() => 0)
  return Promise.all(
    inputs.map(async ({ provenance: { source }, frames }, i) => {
      if (source.kind !== 'system') return opened[i]!
      const { system, parameters, seed, channel } = source
      const [run] = await record(pool, findSystem(system), parameters, {
        frames,
        seeds: [seed],
        channel,
        signal,
        onProgress: ({ phase, fraction }) => {
          fractions[i] = phase === 'recording' ? 0.3 + 0.7 * fraction : 0.3 * fraction
          onProgress?.(fractions.reduce((a, b) => a + b, 0) / fractions.length)
        },
      })
      return run
    }),
  )
}

/** A recorded file; undefined for what is simulated. */
async function open({ provenance: { title, source } }: Input): Promise<Recording | undefined> {
  if (source.kind === 'system') {
    findSystem(source.system)
    return undefined
  }
  if (source.kind !== 'file')
    throw new Error(`input ${title}: made in memory, expected a system or a file that can be found again`)
  const video = await openVideo(source.path, source.options)
  const found = video.provenance.source
  if (found.kind !== 'file' || found.sha256 !== source.sha256)
    throw new Error(`${source.path} has changed since the manifest was written`)
  return video
}
