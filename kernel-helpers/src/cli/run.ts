import type { Command } from 'commander'
import { requestOf } from '../reproduce.js'
import { readManifest } from '../savedResult.js'
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
      const { analysis, subject, options } = await requestOf(sharedPool(), manifest, { signal })
      const result = await analyseInto(out, analysis, subject, options, signal)
      if (result.manifest.id !== manifest.id)
        process.stderr.write(
          'the inputs or the version differ from those of the manifest: the result may differ, too\n',
        )
    })
}
