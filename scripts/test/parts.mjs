import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { executed, executeNotebook } from '../notebooks.mjs'
import { CommandError, root, run } from '../setup/process.mjs'
import { python } from '../setup/python.mjs'
import { checkResults } from './acceptance.mjs'
import { findOrInstallChromium } from './chromium.mjs'
import { hasPictures } from './pictures.mjs'
import { installExtras, installWheel, wheelPython } from './wheel.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * The parts of the tests, cheapest first.
 * @type {Record<string, () => Promise<Counts>>}
 */
export const parts = { lint, unit, kernel, wheel, notebooks, browser }

const results = join(root, '.cache/test')

const curves = join(results, 'curves')

/** Tests see the Jupyter of this checkout only, not what the person at the keyboard has installed, configured or measured. */
const environment = {
  ...process.env,
  SCALESCOPE_CACHE: curves,
  JUPYTER_CONFIG_DIR: join(results, 'jupyter/config'),
  JUPYTER_DATA_DIR: join(results, 'jupyter/data'),
  JUPYTER_RUNTIME_DIR: join(results, 'jupyter/runtime'),
  IPYTHONDIR: join(results, 'jupyter/ipython'),
}

async function lint() {
  const checks = [
    ['@biomejs/biome/bin/biome', 'check', '.'],
    ['knip/bin/knip.js'],
    ['typescript/bin/tsc', '--project', 'scripts'],
    ['typescript/bin/tsc', '--project', 'benchmarks'],
  ]
  const counts = noTests()
  for (const [program, ...args] of checks) {
    count(counts, await succeeds(process.execPath, [join('node_modules', program), ...args]))
  }
  return counts
}

async function unit() {
  const report = freshReport('unit.json')
  const succeeded = await succeeds(process.execPath, [
    'node_modules/vitest/vitest.mjs',
    ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ])
  return reported(report, succeeded, ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  }))
}

async function kernel() {
  return pythonTests(python, 'kernel-helpers/src/kernel', 'test_*.py')
}

async function wheel() {
  const file = await installWheel()
  const folder = 'scripts/test/wheel'
  const node = { ...environment, SCALESCOPE_TEST_NODE: process.execPath }
  const bare = await pythonTests(wheelPython, folder, 'test_bare.py', node)
  const tensorflow = { ...environment, SCALESCOPE_TEST_TENSORFLOW: await installExtras(file) }
  const extras = await pythonTests(wheelPython, folder, 'test_extras.py', tensorflow)
  return {
    passed: bare.passed + extras.passed,
    failed: bare.failed + extras.failed,
    skipped: bare.skipped + extras.skipped,
  }
}

/**
 * @param {string} interpreter
 * @param {string} folder
 * @param {string} pattern
 * @param {NodeJS.ProcessEnv} [env]
 */
async function pythonTests(interpreter, folder, pattern, env = environment) {
  let output = ''
  const args = ['-m', 'unittest', 'discover', '-v', '-s', folder, '-p', pattern]
  const take = (/** @type {string} */ text) => {
    output += text
  }
  const succeeded = await succeeds(interpreter, args, take, env)
  /** @param {RegExp} pattern */
  const number = (pattern) => Number(pattern.exec(output)?.[1] ?? 0)
  const skipped = number(/skipped=(\d+)/)
  const failed = number(/failures=(\d+)/) + number(/errors=(\d+)/)
  const ran = number(/^Ran (\d+) tests?/m)
  return trusted({ passed: Math.max(0, ran - failed - skipped), failed, skipped }, succeeded)
}

async function notebooks() {
  const counts = noTests()
  rmSync(curves, { recursive: true, force: true })
  mkdirSync(curves, { recursive: true })
  const files = readdirSync(join(root, 'notebooks')).filter((name) => name.endsWith('.ipynb'))
  const waiting = files.sort().map((file) => `notebooks/${file}`)
  const onRecording = recordingNotebook()
  if (onRecording) waiting.push(onRecording)
  else counts.skipped++
  const runNext = async () => {
    for (let notebook = waiting.shift(); notebook; notebook = waiting.shift()) {
      let said = ''
      const succeeded = await executeNotebook(notebook, environment, (text) => {
        said += text
      })
      process.stdout.write(said)
      count(counts, succeeded)
      count(counts, hasPictures(executed(notebook)))
    }
  }
  // While one starts its kernel or draws, the other trains.
  await Promise.all([runNext(), runNext()])
  const criteria = checkResults(curves)
  return { ...counts, passed: counts.passed + criteria.passed, failed: counts.failed + criteria.failed }
}

/** The notebook of a recording on the zebrafish's brain, with a small part of its work; undefined where there is none. */
function recordingNotebook() {
  const recording = join(root, '../shared/data/zebrafish/zebrafish_TZYX_240x2x87x76_u8.ome.tif')
  if (!existsSync(recording)) {
    console.log('skipped: the notebook of a recording, for want of ../shared/data/zebrafish')
    return undefined
  }
  const template = readFileSync(join(root, 'notebooks/templates/video.ipynb'), 'utf8')
  const request = 'errorCurve(video)'
  if (!template.includes(request)) throw new Error(`notebooks/templates/video.ipynb no longer has ${request}`)
  const smaller = template
    .replaceAll('%VIDEO%', recording)
    .replace(request, 'errorCurve(video, { cellSizes: [4, 8, 16], surrogates: 1 })')
  writeFileSync(join(results, 'recording.ipynb'), smaller)
  return '.cache/test/recording.ipynb'
}

async function browser() {
  const report = freshReport('browser.json')
  const chromium = await findOrInstallChromium()
  const succeeded = await succeeds(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'test', '--config=ui-tests', '--reporter=list,json'],
    undefined,
    { ...environment, SCALESCOPE_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  )
  return reported(report, succeeded, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }))
}

/** @returns {Counts} */
function noTests() {
  return { passed: 0, failed: 0, skipped: 0 }
}

/**
 * @param {Counts} counts
 * @param {boolean} succeeded
 */
function count(counts, succeeded) {
  if (succeeded) counts.passed++
  else counts.failed++
}

/**
 * A part that found no test, or that failed without a failed test (it crashed, say), has failed.
 * @param {Counts} counts
 * @param {boolean} succeeded
 */
function trusted(counts, succeeded) {
  const nothingRan = counts.passed + counts.failed + counts.skipped === 0
  return nothingRan || (!succeeded && counts.failed === 0) ? { ...counts, failed: 1 } : counts
}

/**
 * @param {string} report path of a JSON file written by a test runner
 * @param {boolean} succeeded
 * @param {(report: any) => Counts} read
 */
function reported(report, succeeded, read) {
  try {
    return trusted(read(JSON.parse(readFileSync(report, 'utf8'))), succeeded)
  } catch (error) {
    console.log(`no readable report of the tests: ${/** @type {Error} */ (error).message}`)
    return trusted(noTests(), false)
  }
}

/** @param {string} name */
function freshReport(name) {
  mkdirSync(results, { recursive: true })
  const report = join(results, name)
  rmSync(report, { force: true })
  return report
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {(text: string) => void} [listen]
 * @param {NodeJS.ProcessEnv} [env]
 */
async function succeeds(command, args, listen = () => {}, env = environment) {
  try {
    await run(command, args, {
      env,
      onOutput: (text) => {
        process.stdout.write(text)
        listen(text)
      },
    })
    return true
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    return false
  }
}
