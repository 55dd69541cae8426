import { openVideo } from './readers/index.js'
import type { Recording } from './recording/recording.js'
import { describeInput, type Input } from './run/manifest.js'
import type { WorkerPool } from './run/pool.js'
import { findSystem } from './systems/index.js'
import { record } from './systems/record.js'
import type { Subjects } from './theory/analysis.js'

/**
 * Makes or opens what a manifest's analysis was about.
 *
 * @throws Error if a file isn't there any more or has changed, or an input was never named (an array)
 */
export async function reopen<Kind extends keyof Subjects>(
  pool: WorkerPool,
  kind: Kind,
  inputs: readonly Input[],
  signal?: AbortSignal,
): Promise<Subjects[Kind]> {
  return (await reopenSubject(pool, kind, inputs, signal)) as Subjects[Kind]
}

async function reopenSubject(
  pool: WorkerPool,
  kind: keyof Subjects,
  inputs: readonly Input[],
  signal?: AbortSignal,
): Promise<Subjects[keyof Subjects]> {
  if (kind === 'system') {
    const { source } = inputs[0].provenance
    if (source.kind !== 'system') throw new Error(`input ${inputs[0].provenance.title}: expected a system`)
    return { system: findSystem(source.system), parameters: source.parameters }
  }
  const recordings = await Promise.all(inputs.map((input) => reopenRecording(pool, input, signal)))
  if (kind === 'recordings') return recordings
  const groups = Math.max(...inputs.map(({ group = 0 }) => group)) + 1
  return Array.from({ length: groups }, (_, group) =>
    recordings.filter((_, i) => (inputs[i].group ?? 0) === group),
  )
}

async function reopenRecording(pool: WorkerPool, input: Input, signal?: AbortSignal): Promise<Recording> {
  const { source } = input.provenance
  switch (source.kind) {
    case 'system': {
      const { system, parameters, seed, channel } = source
      const [run] = await record(pool, findSystem(system), parameters, {
        frames: input.frames,
        seeds: [seed],
        channel,
        signal,
      })
      return run
    }
    case 'file': {
      const video = await openVideo(source.path, source.options)
      if (describeInput(video).sha256 !== input.sha256)
        throw new Error(`${source.path} has changed since the manifest was written`)
      return video
    }
    default:
      throw new Error(
        `input ${input.provenance.title}: made in memory, expected a system or a file that can be found again`,
      )
  }
}
