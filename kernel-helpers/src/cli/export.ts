import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { readNotebook } from './notebookFile.js'
import { runPython } from './python.js'

export function addExportCommand(program: Command, signal: AbortSignal): void {
  program
    .command('export')
    .description('write a notebook as one HTML file whose plots and widgets respond without a network')
    .argument('<notebook>', 'an .ipynb file, with its outputs')
    .option('--out <file>', 'where the page goes; by default beside the notebook')
    .option('--force', 'replace a file that is there')
    .action(async (notebook: string, { out, force }: { out?: string; force?: boolean }) => {
      const { cells } = await readNotebook(notebook)
      const page = out ?? notebook.replace(/(\.ipynb)?$/, '.html')
      if (resolve(page) === resolve(notebook))
        throw new RangeError(`--out: ${page} is the notebook itself, expected another file`)
      if (existsSync(page) && !force)
        throw new Error(`${page} is there already: choose another --out, or --force replaces it`)
      const notes = await runPython('scalescope.export', [notebook, page], signal)
      process.stdout.write(notes)
      if (!cells.some(({ outputs = [] }) => outputs.length > 0))
        process.stderr.write('no cell has an output: run the notebook and save it to have its plots\n')
      process.stdout.write(`written to ${page}, ${((await stat(page)).size / 2 ** 20).toFixed(1)} MiB\n`)
    })
}
