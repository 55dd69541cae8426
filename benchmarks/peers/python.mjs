import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError, root, run } from '../../scripts/setup/process.mjs'
import { python } from '../../scripts/setup/python.mjs'
import { Skip } from '../skip.mjs'

const environment = join(root, '.cache/bench/venv')

/**
 * A Python with the given packages, in a virtual environment of the benchmarks' own.
 * @param {readonly string[]} packages requirements, such as `numpy==2.2.6`
 * @returns {Promise<string>} its path
 * @throws {Skip} if they can't be had
 */
export async function pythonWith(packages) {
  const own = join(environment, 'bin/python')
  try {
    mkdirSync(join(root, '.cache/bench'), { recursive: true })
    if (!existsSync(own)) await run(python, ['-m', 'venv', environment], { quiet: true })
    await run(own, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages], {
      quiet: true,
    })
    return own
  } catch (error) {
    if (error instanceof CommandError)
      throw new Skip(`${packages.join(', ')} can't be installed: ${error.message}`)
    throw error
  }
}
