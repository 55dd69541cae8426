import type { Command } from 'commander'
import type { AnyAnalysis, Subjects } from '../theory/analysis.js'
import { runAnalysis } from '../theory/runAnalysis.js'
import { sharedPool } from '../workers.js'
import { addOptions } from './options.js'
import { progressLine } from './progress.js'
import { addSubject, readSubject, type SubjectArguments } from './subject.js'

/** A command with a flag for every option of the analysis, and for what it is about. */
export function addAnalysisCommand(program: Command, analysis: AnyAnalysis, signal: AbortSignal): void {
  const command = program
    .command(analysis.name)
    .description(`${analysis.description}; the same --out goes on where it was left`)
  addSubject(command, analysis.subject)
  addOptions(command, analysis.options)
  command
    .requiredOption(
      '--out <folder>',
      `where ${analysis.name}.arrow, ${analysis.name}.json, ${analysis.name}.svg and manifest.json go`,
    )
    .action(async (given: SubjectArguments & { out: string }) => {
      const options = Object.fromEntries(
        Object.entries(given).filter(([name]) => name in analysis.options.shape),
      )
      const subject = await readSubject(analysis.subject, given, signal)
      await analyseInto(given.out, analysis, subject, options, signal)
    })
}

/** Runs it, writes what there is when it ends or is stopped, and says the answer on standard output. */
export async function analyseInto(
  folder: string,
  analysis: AnyAnalysis,
  subject: Subjects[keyof Subjects],
  options: object,
  signal: AbortSignal,
) {
  const line = progressLine()
  const result = await runAnalysis(analysis, sharedPool(), subject, options, {
    signal,
    folder,
    onProgress: (progress) => line.running(progress),
  }).finally(line.end)
  for (const problem of result.problems) process.stderr.write(`not measured: ${problem}\n`)
  const goesOn = result.manifest.finished === null ? '; the same command goes on from here' : ''
  process.stdout.write(
    `${result.text ?? `${result.title}: ${result.verdict}`}\nwritten to ${folder}${goesOn}\n`,
  )
  return result
}
