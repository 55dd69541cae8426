import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { executeNotebook } from './notebooks.mjs'
import { setup } from './setup/index.mjs'
import { root, run } from './setup/process.mjs'

const help = `npm start -- [--video FILE] [--execute | [--no-browser] [--port PORT]]

Opens JupyterLab on the first notebook, after setting up what is needed.
  --video FILE   a notebook on your own recording instead (made once, kept in notebooks/recordings)
  --execute      run the notebook here, without JupyterLab; exits non-zero if a cell fails
  --no-browser   start the server only
  --port PORT    the server's port (default 8888)`

const options = readOptions()
if (options.help) {
  console.log(help)
  process.exit(0)
}
// npm runs this in the checkout's root; a relative path is meant from where the person is.
const video = options.video && resolve(process.env.INIT_CWD ?? process.cwd(), options.video)
if (video && !existsSync(video)) fail(`--video: there is no file ${video}`)

if (!(await setup())) process.exit(1)
const notebook = video ? videoNotebook(video) : 'notebooks/01-lennard-jones.ipynb'
if (options.execute) process.exit((await executeNotebook(notebook)) ? 0 : 1)
await openLab(notebook)

function readOptions() {
  try {
    return parseArgs({
      options: {
        execute: { type: 'boolean' },
        video: { type: 'string' },
        'no-browser': { type: 'boolean' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    return fail(`${/** @type {Error} */ (error).message}\n\n${help}`)
  }
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message)
  process.exit(2)
}

/**
 * The notebook of a recording: made from the template the first time, the person's own from then on.
 * @param {string} video absolute path
 */
function videoNotebook(video) {
  const path = join('notebooks/recordings', `${basename(video, extname(video))}.ipynb`)
  const target = join(root, path)
  // The path stands in a string literal of a cell, which stands in a JSON string.
  const inJson = JSON.stringify(video.replace(/["'`\\]/g, '\\$&')).slice(1, -1)
  if (existsSync(target)) {
    if (readFileSync(target, 'utf8').includes(inJson)) return path
    fail(`${path} is a notebook about another recording of that name: rename it, and start again`)
  }
  const template = readFileSync(join(root, 'notebooks/templates/video.ipynb'), 'utf8')
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(
    target,
    template.replaceAll('%VIDEO%', () => inJson),
  )
  console.log(`Made ${path} for ${relative(root, video)}`)
  return path
}

/** @param {string} notebook */
async function openLab(notebook) {
  const args = ['lab', notebook]
  if (options['no-browser']) args.push('--no-browser')
  if (options.port) args.push(`--port=${options.port}`)
  if (process.getuid?.() === 0) args.push('--allow-root')
  console.log(`Starting JupyterLab on ${notebook}; Control-C stops it`)
  await run(join(root, '.venv/bin/jupyter'), args).catch((error) => fail(error.message))
}
