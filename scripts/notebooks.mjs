import { join } from 'node:path'
import { CommandError, root, run } from './setup/process.mjs'
import { python } from './setup/python.mjs'

/**
 * Runs a notebook from top to bottom, telling cell by cell; the result goes to .cache/executed.
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
  const output = join('.cache/executed', notebook.replace(/^notebooks\//, ''))
  try {
    await run(python, ['scripts/execute_notebook.py', join(root, notebook), join(root, output)], {
      env,
      onOutput: say,
    })
    return true
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    return false
  }
}
