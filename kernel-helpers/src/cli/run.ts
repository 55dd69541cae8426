import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { reopen } from '../reopen.js'
import type { Manifest } from '../run/manifest.js'
import { type ErrorCurveSpec, optionsOf } from '../theory/errorCurveSpec.js'
import { sharedPool } from '../workers.js'
import { measureInto } from './measure.js'

export function addRunCommand(program: Command, signal: AbortSignal): void {
  program
    .command('run')
    .description('run a manifest again: the same inputs, the same request')
    .argument('<manifest>', 'a manifest.json')
    .requiredOption('--out <folder>', 'where the results go')
    .action(async (path: string, { out }: { out: string }) => {
      const manifest = await readManifest(path)
      const recordings = await reopen(sharedPool(), manifest.inputs, signal)
      const curve = await measureInto(out, recordings, optionsOf(manifest.spec), signal)
      if (curve.manifest.id !== manifest.id)
        process.stderr.write(
          'the inputs or the version differ from those of the manifest: the curve may differ, too\n',
        )
    })
}

async function readManifest(path: string): Promise<Manifest<ErrorCurveSpec>> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Error(
      `${path}: ${cause.code === 'ENOENT' ? 'no such file' : cause.message}, expected a manifest.json`,
    )
  })
  try {
    const manifest = JSON.parse(text) as Manifest<ErrorCurveSpec>
    if (manifest.schema !== 1 || manifest.analysis !== 'error-curve') throw new Error('another kind of JSON')
    return manifest
  } catch (cause) {
    throw new Error(`${path}: not a manifest of an error curve, expected one written by "scalescope curve"`, {
      cause,
    })
  }
}
