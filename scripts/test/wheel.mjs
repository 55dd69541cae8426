import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { ask, root, run } from '../setup/process.mjs'
import { python } from '../setup/python.mjs'
import { version } from '../setup/tensorflow.mjs'

const folder = join(root, '.cache/wheel')
const environment = join(folder, 'venv')
const addon = join(root, 'node_modules/@tensorflow/tfjs-node')

/** The Python of the environment that the wheel is installed into. */
export const wheelPython = join(environment, 'bin/python')

/**
 * Builds the wheel and installs it, with what it needs, into a new virtual environment.
 * @returns {Promise<string>} the wheel's path
 */
export async function installWheel() {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await run(python, ['-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', folder, root], {
    quiet: true,
  })
  const [file] = readdirSync(folder)
  const wheel = join(folder, file)
  console.log(`${file}: ${(statSync(wheel).size / 1e6).toFixed(1)} MB`)
  await run(python, ['-m', 'venv', '--without-pip', environment], { quiet: true })
  await install(wheel)
  return wheel
}

/**
 * Adds the extras: Node.js from PyPI; and as site-packages/tensorflow the libraries that `npm run setup` has unpacked from
 * the very wheel that the extra asks for, since the whole of it is a gigabyte.
 * @param {string} wheel
 * @returns {Promise<string>} the version of TensorFlow; empty where setup could not get it
 */
export async function installExtras(wheel) {
  await install(`${wheel}[node]`)
  if (!existsSync(join(addon, 'lib/napi-v8/tfjs_binding.node'))) return ''
  const packages = await ask(wheelPython, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'])
  symlinkSync(join(addon, 'deps/lib'), join(packages ?? '', 'tensorflow'))
  return version
}

/** @param {string} what */
function install(what) {
  const exactly = ['--constraint', 'scripts/setup/requirements.txt']
  const args = ['install', '--quiet', '--no-compile', '--disable-pip-version-check', ...exactly, what]
  return run(python, ['-m', 'pip', '--python', wheelPython, ...args], { quiet: true })
}
