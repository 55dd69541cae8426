import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { answeredRequest } from '../reproduce.js'
import { writeWhole } from '../run/files.js'
import { readSavedResult } from '../savedResult.js'
import { Reproduction, type SavedResult } from '../theory/reproduction/reproduction.js'
import { sharedPool } from '../workers.js'
import { analyseInto } from './analysis.js'
import { readNotebook, resultsOf } from './notebookFile.js'
import { progressLine } from './progress.js'

const DIFFERS = 1

export function addReproduceCommand(program: Command, signal: AbortSignal): void {
  program
    .command('reproduce')
    .description('compute a result again from its manifest, and say whether every number agrees')
    .argument(
      '<result>',
      'a folder with a manifest.json, the manifest, an Arrow file of a result, or a notebook',
    )
    .option('--out <folder>', 'keep what is computed; the same --out goes on where it was left')
    .action(async (path: string, { out }: { out?: string }) => {
      const results = await readResults(path)
      for (const [i, saved] of results.entries()) {
        const { analysis } = saved.manifest
        const folder = out && results.length > 1 ? join(out, `${i + 1}-${analysis}`) : out
        if (!(await reproduceInto(folder, saved, signal))) process.exitCode = DIFFERS
        if (signal.aborted) return
      }
    })
}

async function readResults(path: string): Promise<SavedResult[]> {
  if (!path.endsWith('.ipynb')) return [await readSavedResult(path)]
  const results = resultsOf(await readNotebook(path), path)
  if (results.length === 0)
    throw new Error(`${path}: no result with its manifest, expected a notebook that was run and saved`)
  return results
}

/** Whether it agrees. */
async function reproduceInto(
  out: string | undefined,
  saved: SavedResult,
  signal: AbortSignal,
): Promise<boolean> {
  if (out && resolve(out) === resolve(dirname(saved.where)))
    throw new RangeError(`--out: ${out} holds the saved result, expected another folder`)
  const folder = out ?? (await mkdtemp(join(tmpdir(), 'scalescope-reproduce-')))
  const line = progressLine()
  try {
    const { analysis, subject, options } = await answeredRequest(sharedPool(), saved, {
      signal,
      onProgress: (fraction) => line.simulating(fraction),
    })
    line.end()
    const result = await analyseInto(folder, analysis, subject, options, signal)
    const reproduction = new Reproduction(saved, result)
    process.stdout.write(`${reproduction.text}\n`)
    if (out) await writeWhole(join(folder, 'reproduction.json'), JSON.stringify(reproduction, null, 2))
    return reproduction.agrees
  } finally {
    line.end()
    if (!out) await rm(folder, { recursive: true, force: true })
  }
}
