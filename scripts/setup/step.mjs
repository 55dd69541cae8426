import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './process.mjs'

const stamps = join(root, '.cache', 'setup')

/** What stops setup, in words for the person at the keyboard: shown without a stack trace. */
export class SetupError extends Error {}

/**
 * Does one piece of the setup unless it has been done for the same inputs, and says how long it took.
 * @param {string} name one word, names the stamp and the log in .cache/setup
 * @param {string} title what the person reads
 * @param {{ inputs?: readonly string[], outputs?: readonly string[], done?: () => boolean }} dependencies
 *   `inputs`: texts, and files or folders of the checkout whose contents count; `outputs`: paths that must exist afterwards;
 *   `done`: a look at the result itself, where that says more than unchanged inputs do.
 * @param {(log: string) => Promise<void>} work gets the path of the log file
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function step(name, title, { inputs = [], outputs = [], done }, work) {
  const stamp = join(stamps, `${name}.stamp`)
  const log = join(stamps, `${name}.log`)
  const hash = hashInputs([root, ...inputs])
  const absent = () => outputs.filter((path) => !existsSync(join(root, path)))
  const current = done ?? (() => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash)
  if (absent().length === 0 && current()) {
    console.log(`  ${title}: up to date`)
    return false
  }
  mkdirSync(stamps, { recursive: true })
  rmSync(stamp, { force: true })
  writeFileSync(log, '')
  console.log(`  ${title} …`)
  const start = performance.now()
  await work(log)
  if (absent().length > 0) {
    throw new Error(`${title}: ${absent().join(', ')} was not made; see ${relative(root, log)}`)
  }
  writeFileSync(stamp, hash)
  console.log(`  ${title}: done in ${seconds(start)}`)
  return true
}

/** @param {number} start from performance.now() */
export function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`
}

/** @param {readonly string[]} inputs */
function hashInputs(inputs) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    hash.update(`\0${input}\0`)
    const path = join(root, input)
    if (!input.startsWith('/') && existsSync(path))
      for (const file of filesUnder(path)) hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex')
}

const notSource = new Set(['node_modules', 'dist', 'lib', 'labextension', '__pycache__', 'test-results'])

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !notSource.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesUnder(join(path, entry.name)))
}
