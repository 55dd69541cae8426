import { type Command, InvalidArgumentError, Option } from 'commander'
import { backendNames } from '../learning/backends/backend.js'
import { recipes } from '../learning/recipe.js'
import { openVideo } from '../readers/index.js'
import type { Recording } from '../recording/recording.js'
import { findSystem, type GivenParameters, presetOf } from '../systems/index.js'
import { record } from '../systems/record.js'
import type { ErrorCurveOptions } from '../theory/errorCurveSpec.js'
import { sharedPool } from '../workers.js'
import { measureInto } from './measure.js'
import { progressLine } from './progress.js'

interface CurveArguments extends ErrorCurveOptions {
  readonly system?: string
  readonly video?: string
  readonly param: GivenParameters
  readonly preset?: string
  readonly frames?: number
  readonly plane?: number
  readonly channel?: string
  readonly out: string
}

export function addCurveCommand(program: Command, signal: AbortSignal): void {
  program
    .command('curve')
    .description('measure the prediction error at every cell size; the same --out goes on where it was left')
    .addOption(new Option('--system <name>', 'simulate a system').conflicts('video'))
    .option('--param <key=value>', 'a parameter of the system (repeat for more)', parameter, {})
    .option('--preset <name>', 'parameters of the system that show something; --param goes before')
    .option('--frames <number>', 'frames of each simulated run', number)
    .option('--video <file>', 'open a recording')
    .option('--plane <number>', 'plane (Z) of the recording', number)
    .option('--channel <name or number>', 'channel of the system, or channel (C) of the recording')
    .option('--cell-sizes <list>', 'sides of the cells, separated by commas', numbers)
    .option('--replicates <number>', 'disjoint tests; for a system, also the number of runs', number)
    .option('--seed <number>', 'seed of everything random', number, 1)
    .addOption(
      new Option('--budget <name>', 'size of the network and its training')
        .choices(Object.keys(recipes))
        .default('small'),
    )
    .option('--kappa <number>', 'cells crossed in one time offset at the characteristic speed', number, 0.5)
    .option('--offset <frames>', 'the same time offset at every scale', number)
    .option('--speed <number>', 'characteristic speed, in length unit per time unit', number)
    .addOption(new Option('--background <kind>', 'what is subtracted').choices(['scalar', 'pixel']))
    .option('--surrogates <number>', 'surrogates with randomised temporal phases to compare with', number)
    .addOption(new Option('--backend <name>', 'what trains').choices(backendNames))
    .requiredOption('--out <folder>', 'where curve.arrow, curve.json, curve.svg and manifest.json go')
    .action(async (given: CurveArguments) => {
      const { system, video, param, preset, frames, plane, channel, out, ...options } = given
      const recordings =
        video === undefined
          ? await simulate(given, signal)
          : [
              await openVideo(video, {
                ...(plane === undefined ? {} : { plane }),
                ...(channel === undefined ? {} : { channel: number(channel) }),
              }),
            ]
      await measureInto(out, recordings, options, signal)
    })
}

function simulate(
  { system: name, param, preset, channel, frames, replicates = 3, seed = 1 }: CurveArguments,
  signal: AbortSignal,
): Promise<Recording[]> {
  if (name === undefined) throw new RangeError('--system or --video: neither given, expected one of them')
  const system = findSystem(name)
  const parameters = { ...(preset === undefined ? {} : presetOf(system, preset)), ...param }
  const seeds = Array.from({ length: replicates }, (_, i) => seed + i)
  const line = progressLine()
  const done = new Map<number, number>()
  return record(sharedPool(), system, parameters, {
    ...(frames === undefined ? {} : { frames }),
    seeds,
    channel,
    signal,
    onProgress: ({ seed, phase, fraction }) => {
      done.set(seed, phase === 'recording' ? 0.3 + 0.7 * fraction : 0.3 * fraction)
      line.simulating([...done.values()].reduce((a, b) => a + b, 0) / seeds.length)
    },
  }).finally(line.end)
}

function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value))
    throw new InvalidArgumentError(`expected a number, got ${text}`)
  return value
}

function numbers(text: string): number[] {
  return text.split(',').map(number)
}

function parameter(text: string, others: GivenParameters): GivenParameters {
  const [key, value, ...rest] = text.split('=')
  if (value === undefined || rest.length > 0)
    throw new InvalidArgumentError(`expected key=value, got ${text}`)
  const amount = Number(value)
  return { ...others, [key]: value.trim() === '' || Number.isNaN(amount) ? value : amount }
}
