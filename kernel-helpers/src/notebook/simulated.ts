import { display } from '../kernel/index.js'
import type { Recording } from '../recording/recording.js'
import { type GivenParameters, presetOf, resolveParameters, type System } from '../systems/index.js'
import { record, type SimulationProgress } from '../systems/record.js'
import { sharedPool } from '../workers.js'
import { RunProgress } from './runProgress.js'

export interface RecordRequest {
  /** Frames of each run. */
  readonly frames?: number
  /** One run for each seed; the default is 1, 2, 3. */
  readonly seeds?: readonly number[]
  /** What to record, such as `momentum x`: one of the system's channels, by default the first. */
  readonly channel?: string
  readonly signal?: AbortSignal
}

/** A system with its parameters chosen. */
export class SimulatedSystem {
  readonly parameters: Readonly<Record<string, number>>

  /** @throws RangeError naming a parameter that is unknown or out of range */
  constructor(
    readonly system: System,
    parameters: GivenParameters = {},
  ) {
    this.parameters = resolveParameters(system, parameters)
  }

  /**
   * The same system with the parameters of a preset; those that it leaves open stay.
   *
   * @throws RangeError naming the presets that there are
   */
  preset(name: string): SimulatedSystem {
    return new SimulatedSystem(this.system, { ...this.parameters, ...presetOf(this.system, name) })
  }

  /**
   * Simulates one run for each seed, side by side, with progress and Stop in a notebook.
   *
   * @throws Error if it is stopped, or the simulation breaks down
   */
  async record({ frames, seeds = [1, 2, 3], channel, signal }: RecordRequest = {}): Promise<Recording[]> {
    const { title } = this.system
    const run = new RunProgress(`Simulating ${title}`, signal)
    if (run.widget) display(run.widget, { 'text/plain': `simulating ${title}` })
    const started = performance.now()
    const seconds = () => Math.round((performance.now() - started) / 1000)
    const progress = new Map<number, SimulationProgress>(
      seeds.map((seed) => [seed, { phase: 'equilibrating', fraction: 0 }]),
    )
    const show = () =>
      run.update({
        headline: `Simulating ${title}, ${seconds()} s`,
        rows: [...progress].map(([seed, { phase, fraction }]) => ({
          label: `run, seed ${seed}`,
          fraction,
          text: `${phase} ${Math.round(100 * fraction)} %`,
          status: phase === 'recording' && fraction === 1 ? 'done' : 'running',
        })),
      })
    show()
    try {
      const runs = await record(sharedPool(), this.system, this.parameters, {
        ...(frames === undefined ? {} : { frames }),
        seeds,
        channel,
        signal: run.signal,
        onProgress: ({ seed, ...now }) => {
          progress.set(seed, now)
          show()
        },
      })
      run.end('finished', `Simulated ${runs.length} × ${runs[0].frames} frames in ${seconds()} s`)
      return runs
    } catch (error) {
      run.endWithout('No runs', error)
      throw error
    }
  }
}
