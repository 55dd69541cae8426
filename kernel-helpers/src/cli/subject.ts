import { type Command, InvalidArgumentError } from 'commander'
import { openVideo } from '../readers/index.js'
import type { Recording } from '../recording/recording.js'
import { findSystem, type GivenParameters, presetOf, resolveParameters } from '../systems/index.js'
import { record } from '../systems/record.js'
import type { ChosenSystem, Subjects } from '../theory/analysis.js'
import { sharedPool } from '../workers.js'
import { number } from './options.js'
import { progressLine } from './progress.js'

export interface SubjectArguments {
  readonly system?: readonly string[]
  readonly video?: readonly string[]
  readonly param: GivenParameters
  readonly preset?: string
  readonly frames?: number
  readonly runs?: number
  readonly replicates?: number
  readonly seed?: number
  readonly plane?: number
  readonly channel?: string
}

const ANOTHER = 'a system, with what differs from --param: hard-disks or wca:density=0.3,temperature=2'

/** Flags that say what an analysis is about. */
export function addSubject(command: Command, kind: keyof Subjects): void {
  command
    .option('--system <name>', kind === 'groups' ? `${ANOTHER} (repeat for more)` : 'simulate a system', more)
    .option('--param <key=value>', 'a parameter of the system (repeat for more)', parameter, {})
    .option('--preset <name>', 'parameters of the system that show something; --param goes before')
  if (kind === 'system') return
  command
    .option('--frames <number>', 'frames of each simulated run', number)
    .option('--runs <number>', 'simulated runs; by default as many as replicates, or 3', number)
    .option('--video <file>', `open a recording${kind === 'groups' ? ' (repeat for more)' : ''}`, more)
    .option('--plane <number>', 'plane (Z) of the recording', number)
    .option('--channel <name or number>', 'channel of the system, or channel (C) of the recording')
}

/** Simulates and opens what the flags name. */
export async function readSubject(
  kind: keyof Subjects,
  given: SubjectArguments,
  signal: AbortSignal,
): Promise<Subjects[keyof Subjects]> {
  const { system: systems = [], video: videos = [] } = given
  if (systems.length + videos.length === 0)
    throw new RangeError(
      kind === 'system'
        ? '--system: not given, expected a system'
        : '--system or --video: neither given, expected one of them',
    )
  if (kind !== 'groups' && systems.length + videos.length > 1)
    throw new RangeError(`--system and --video: ${systems.length + videos.length} given, expected one`)
  if (kind === 'system') return choose(systems[0], given)
  const groups = [
    ...systems.map((name) => () => simulate(choose(name, given), given, signal)),
    ...videos.map((file) => () => open(file, given)),
  ]
  const recordings: Recording[][] = []
  for (const group of groups) recordings.push(await group())
  return kind === 'groups' ? recordings : recordings[0]
}

/** `name` or `name:key=value,…` */
function choose(text: string, { preset, param }: SubjectArguments): ChosenSystem {
  const [name, own = ''] = text.split(':')
  const system = findSystem(name)
  const given =
    own === '' ? {} : own.split(',').reduce((all, one) => parameter(one, all), {} as GivenParameters)
  const asked = { ...(preset === undefined ? {} : presetOf(system, preset)), ...param, ...given }
  return { system, parameters: resolveParameters(system, asked) }
}

function simulate(
  { system, parameters }: ChosenSystem,
  { channel, frames, runs, replicates = 3, seed = 1 }: SubjectArguments,
  signal: AbortSignal,
): Promise<Recording[]> {
  const seeds = Array.from({ length: runs ?? replicates }, (_, i) => seed + i)
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

async function open(file: string, { plane, channel }: SubjectArguments): Promise<Recording[]> {
  const video = await openVideo(file, {
    ...(plane === undefined ? {} : { plane }),
    ...(channel === undefined ? {} : { channel: number(channel) }),
  })
  return [video]
}

function more(text: string, before: readonly string[] = []): string[] {
  return [...before, text]
}

function parameter(text: string, others: GivenParameters): GivenParameters {
  const [key, value, ...rest] = text.split('=')
  if (value === undefined || rest.length > 0)
    throw new InvalidArgumentError(`expected key=value, got ${text}`)
  const amount = Number(value)
  return { ...others, [key]: value.trim() === '' || Number.isNaN(amount) ? value : amount }
}
