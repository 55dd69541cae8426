import { join } from 'node:path'
import { CommandError, root, run } from './setup/process.mjs'
import { python } from './setup/python.mjs'

/**
 * Where a notebook is written once it has run.
 * @param {string} notebook path in the checkout
 */
export const executed = (notebook) => join(root, '.cache/executed', notebook.replace(/^notebooks\//, ''))

/**
 * Runs a notebook from top to bottom, telling cell by cell.
 * @param {string} notebook path in the checkout
 * @param {NodeJS.ProcessEnv} [env]
 * @param {(text: string) => void} [say]
 * @returns {Promise<boolean>} whether every cell succeeded
 */
export async function executeNotebook(
  notebook,
  env = process.env,
  say = (text) => void process.stdout.write(text),
) {
  try {
    await run(python, ['scripts/execute_notebook.py', join(root, notebook), executed(notebook)], {
      env,
      onOutput: say,
    })
    return true
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    return false
  }
}
