import type { Table } from 'apache-arrow'
import type { z } from 'zod'
import type { ResultPlot } from '../protocol/index.js'
import type { Recording } from '../recording/recording.js'
import { describeInput, hash, type Input, type Manifest, versions } from '../run/manifest.js'
import type { System } from '../systems/index.js'
import type { Workbench } from './workbench.js'

/** A system with all its parameters. */
export interface ChosenSystem {
  readonly system: System
  readonly parameters: Readonly<Record<string, number>>
}

/** What an analysis may be about. */
export interface Subjects {
  /** Runs of one system, or one recording. */
  readonly recordings: readonly Recording[]
  /** Runs of several systems, or several recordings, to compare. */
  readonly groups: readonly (readonly Recording[])[]
  /** A system that the analysis simulates itself. */
  readonly system: ChosenSystem
}

export type Plot = ResultPlot

/** What an analysis found, finished or growing. */
export interface AnalysisResult {
  readonly title: string
  /** The answer in words. */
  readonly verdict: string
  /** How it was found, in one line. */
  readonly caption: string
  /** What could not be had, and why. */
  readonly problems: readonly string[]
  readonly manifest: Manifest<unknown>
  readonly table: Table
  /** The first is shown first. */
  readonly plots: readonly Plot[]
  /** What the command prints; the answer if left out. */
  readonly text?: string
  toJSON(): object
}

/**
 * A question to a system or a recording. Its library call, its command, its live plot and its resumable run are all
 * made from this.
 */
export interface Analysis<
  Kind extends keyof Subjects = keyof Subjects,
  Options extends object = object,
  Spec extends object = object,
  Result extends AnalysisResult = AnalysisResult,
> {
  /** Name on the command line and of the files that are written. */
  readonly name: string
  /** Stands above its plot. */
  readonly title: string
  readonly description: string
  readonly subject: Kind
  /** Options with their descriptions and limits; the command line's flags are made from it. */
  readonly options: z.ZodObject
  /**
   * Checks a request and fills in what it leaves open.
   *
   * @throws RangeError naming the option, its value and what was expected
   */
  resolve(subject: Subjects[Kind], options: Options): Spec
  /** The request that resolves to a specification. */
  optionsOf(spec: Spec): Options
  /** Runs it; shows what is found as it comes. */
  measure(subject: Subjects[Kind], spec: Spec, workbench: Workbench): Promise<Result>
}

/** Any analysis, whatever its types: what lists of them hold. */
// biome-ignore lint/suspicious/noExplicitAny: an analysis takes its own subject and specification, and no other
export type AnyAnalysis = Analysis<any, any, any, any>

export function manifestOf<Kind extends keyof Subjects, Spec extends object>(
  { name, subject: kind }: Pick<Analysis<Kind>, 'name' | 'subject'>,
  subject: Subjects[Kind],
  spec: Spec,
): Manifest<Spec> {
  const inputs = inputsOf(kind, subject)
  return {
    schema: 1,
    analysis: name,
    spec,
    inputs,
    id: hash([name, spec, inputs.map((input) => input.sha256)]),
    backend: null,
    versions: versions(),
    started: new Date().toISOString(),
    finished: null,
  }
}

function inputsOf<Kind extends keyof Subjects>(kind: Kind, subject: Subjects[Kind]): Input[] {
  if (kind === 'system') return [systemInput(subject as ChosenSystem)]
  if (kind === 'recordings') return (subject as Subjects['recordings']).map(describeInput)
  return (subject as Subjects['groups']).flatMap((recordings, group) =>
    recordings.map((recording) => ({ ...describeInput(recording), group })),
  )
}

function systemInput({ system, parameters }: ChosenSystem): Input {
  const source = { kind: 'system', system: system.name, parameters, seed: 0 } as const
  return {
    provenance: { title: system.title, source },
    frames: 0,
    sha256: hash([source, versions().scalescope]),
  }
}
