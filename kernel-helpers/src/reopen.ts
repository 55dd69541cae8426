import { openVideo } from './readers/index.js'
import type { Recording } from './recording/recording.js'
import { describeInput, type Input } from './run/manifest.js'
import type { WorkerPool } from './run/pool.js'
import { findSystem } from './systems/index.js'
import { record } from './systems/record.js'

/**
 * Makes or opens the recordings that a manifest names.
 *
 * @throws Error if a file isn't there any more or has changed, or an input was never named (an array)
 */
export async function reopen(
  pool: WorkerPool,
  inputs: readonly Input[],
  signal?: AbortSignal,
): Promise<Recording[]> {
  return Promise.all(
    inputs.map(async (input) => {
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
    }),
  )
}
