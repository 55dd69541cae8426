import type { Command } from 'commander'
import { reopen } from '../reopen.js'
import { readManifest } from '../savedResult.js'
import { findAnalysis } from '../theory/analyses.js'
import { sharedPool } from '../workers.js'
import { analyseInto } from './analysis.js'

export function addRunCommand(program: Command, signal: AbortSignal): void {
  program
    .command('run')
    .description('run a manifest again: the same inputs, the same request')
    .argument('<manifest>', 'a manifest.json')
    .requiredOption('--out <folder>', 'where the results go')
    .action(async (path: string, { out }: { out: string }) => {
      const manifest = await readManifest(path)
      const analysis = findAnalysis(manifest.analysis)
      const subject = await reopen(sharedPool(), analysis.subject, manifest.inputs, { signal })
      const result = await analyseInto(out, analysis, subject, analysis.optionsOf(manifest.spec), signal)
      if (result.manifest.id !== manifest.id)
        process.stderr.write(
          'the inputs or the version differ from those of the manifest: the result may differ, too\n',
        )
    })
}
