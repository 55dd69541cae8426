import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { ask, root, run } from './process.mjs'
import { SetupError, step } from './step.mjs'

const version = '2.21.0'

/** Wheels whose C++ libraries serve any Python: one version of Python is asked for, whichever is installed. */
const wheels = /** @type {Record<string, { project: string, platform: string }>} */ ({
  'linux-x64': { project: 'tensorflow-cpu', platform: 'manylinux_2_27_x86_64' },
  'linux-arm64': { project: 'tensorflow', platform: 'manylinux_2_27_aarch64' },
  'darwin-arm64': { project: 'tensorflow', platform: 'macosx_12_0_arm64' },
})

const machine = `${process.platform}-${process.arch}`
const folder = `.cache/tensorflow/${version}-${machine}`
const addon = 'node_modules/@tensorflow/tfjs-node'
const bindingFile = `${addon}/lib/napi-v8/tfjs_binding.node`

/**
 * TensorFlow for Node: the libraries of PyPI's wheel and the addon of @tensorflow/tfjs-node compiled against them.
 * Where they cannot be had, says why and what to do, and returns: training then runs on WebAssembly.
 * @param {string} python the virtual environment's Python
 * @returns {Promise<boolean>} whether TensorFlow is there
 */
export async function tensorflow(python) {
  try {
    await libraries(python)
    await binding()
    return true
  } catch (error) {
    const [reason, ...details] = /** @type {Error} */ (error).message.split('\n')
    console.log(`  TensorFlow is not available: ${reason}`)
    if (!(error instanceof SetupError)) for (const line of details) console.log(`    ${line}`)
    console.log(
      '  Going on without it: networks train on WebAssembly, which is slower. Run this again to retry.',
    )
    return false
  }
}

/** @param {string} python */
async function libraries(python) {
  const wheel = wheels[machine]
  if (!wheel) throw new SetupError(`there is no TensorFlow ${version} wheel for ${machine}`)
  await step(
    'tensorflow',
    `TensorFlow ${version} libraries (270 MB download)`,
    {
      inputs: [version, machine, 'scripts/setup/unpack_wheel.py'],
      outputs: [`${folder}/lib`, `${folder}/include`],
    },
    async (log) => {
      const target = join(root, folder)
      rmSync(target, { recursive: true, force: true })
      const download = join(target, 'download')
      mkdirSync(download, { recursive: true })
      await run(
        python,
        [
          ...[
            '-m',
            'pip',
            'download',
            '--no-deps',
            '--only-binary=:all:',
            '--progress-bar=off',
            '--dest',
            download,
          ],
          ...['--implementation=cp', '--python-version=3.11', '--abi=cp311', `--platform=${wheel.platform}`],
          `${wheel.project}==${version}`,
        ],
        { log, quiet: true },
      )
      const [file] = readdirSync(download)
      await run(python, ['scripts/setup/unpack_wheel.py', join(download, file), target], { log, quiet: true })
      rmSync(download, { recursive: true })
    },
  )
}

async function binding() {
  await step(
    'binding',
    'TensorFlow binding for Node (compiled)',
    {
      inputs: [
        version,
        machine,
        `${addon}/package.json`,
        'node_modules/node-api-headers/package.json',
        'scripts/setup/tensorflow.mjs',
      ],
      outputs: [bindingFile, `${addon}/deps`],
    },
    async (log) => {
      const built = await compile(log)
      rmSync(join(root, addon, 'deps'), { recursive: true, force: true })
      symlinkSync(join(root, folder), join(root, addon, 'deps'))
      mkdirSync(join(root, addon, 'lib/napi-v8'), { recursive: true })
      copyFileSync(built, join(root, bindingFile))
      await run(process.execPath, ['-e', `require(${JSON.stringify(join(root, bindingFile))})`], {
        log,
        quiet: true,
      })
    },
  )
}

/**
 * @param {string} log
 * @returns {Promise<string>} the addon's path
 */
async function compile(log) {
  const target = join(root, folder, 'tfjs_binding.node')
  const compiler = await findCompiler()
  const source = patchedSource()
  const libraries = join(root, folder, 'lib')
  const link =
    process.platform === 'darwin'
      ? // Not tried on a Mac.
        [
          '-bundle',
          '-undefined',
          'dynamic_lookup',
          '-ltensorflow_cc.2',
          '-ltensorflow_framework.2',
          '-Wl,-rpath,@loader_path/../../deps/lib',
        ]
      : [
          '-shared',
          // A worker that is terminated while it loads the addon would unmap code that still runs.
          ...['-Wl,-z,nodelete', '-Wl,-rpath,$ORIGIN/../../deps/lib'],
          ...['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
        ]
  await run(
    compiler,
    [
      ...['-std=c++17', '-O2', '-fPIC', '-w', '-DNAPI_VERSION=8'],
      ...['-I', join(root, 'node_modules/node-api-headers/include'), '-I', join(root, folder, 'include')],
      ...['-I', join(root, addon, 'binding'), source, join(root, addon, 'binding/tfjs_binding.cc')],
      ...['-o', target, '-L', libraries, ...link],
    ],
    { log, quiet: true },
  )
  return target
}

/** tfjs_backend.cc with its one unsynchronised global made safe for several worker threads. */
function patchedSource() {
  const text = readFileSync(join(root, addon, 'binding/tfjs_backend.cc'), 'utf8')
  const global = 'static std::set<std::string> ATTR_NAME_SET;'
  if (!text.includes(global))
    throw new Error(`${addon}/binding/tfjs_backend.cc has no line "${global}" to make thread_local`)
  const path = join(root, folder, 'tfjs_backend.cc')
  writeFileSync(path, text.replace(global, `thread_local ${global}`))
  return path
}

async function findCompiler() {
  for (const name of [process.env.CXX, 'g++', 'clang++', 'c++'])
    if (name && (await ask(name, ['--version']))) return name
  const install =
    process.platform === 'darwin'
      ? 'xcode-select --install'
      : existsSync('/etc/fedora-release')
        ? 'sudo dnf install gcc-c++'
        : 'sudo apt-get install g++ (Debian, Ubuntu) or sudo dnf install gcc-c++ (Fedora)'
  throw new SetupError(`there is no C++ compiler. Install one with: ${install}`)
}
