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

export const version = '2.21.0'

/** Python's TensorFlow as the addon of an installed wheel sees it, from site-packages/scalescope/kernel/node_modules/…. */
const inSitePackages = '$ORIGIN/../../../../../../../tensorflow'

/** Wheels whose C++ libraries serve any Python: one version of Python is asked for, whichever is installed. */
const wheels = /** @type {Record<string, { project: string, platform: string }>} */ ({
  'linux-x64': { project: 'tensorflow-cpu', platform: 'manylinux_2_27_x86_64' },
  'linux-arm64': { project: 'tensorflow', platform: 'manylinux_2_27_aarch64' },
  'darwin-arm64': { project: 'tensorflow', platform: 'macosx_12_0_arm64' },
})

const machine = `${process.platform}-${process.arch}`
const cuda = process.env.SCALESCOPE_TENSORFLOW === 'cuda'
const folder = `.cache/tensorflow/${version}-${machine}${cuda ? '-cuda' : ''}`
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
  const wheel = chosenWheel()
  await step(
    cuda ? 'tensorflow-cuda' : 'tensorflow',
    `TensorFlow ${version} libraries (${cuda ? 'with CUDA: 3 GB' : '270 MB'} download)`,
    {
      inputs: [version, machine, 'scripts/setup/unpack_wheel.py'],
      outputs: [`${folder}/lib`, `${folder}/include`, ...(cuda ? [`${folder}/nvidia`] : [])],
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
      const path = join(download, file)
      await run(python, ['scripts/setup/unpack_wheel.py', path, target], { log, quiet: true })
      if (cuda) await cudaLibraries(python, path, target, log)
      rmSync(download, { recursive: true })
    },
  )
}

function chosenWheel() {
  const asked = process.env.SCALESCOPE_TENSORFLOW
  if (asked && !cuda) throw new SetupError(`SCALESCOPE_TENSORFLOW is ${asked}, expected cuda or nothing`)
  if (cuda && machine !== 'linux-x64')
    throw new SetupError(`SCALESCOPE_TENSORFLOW is cuda, which is for Linux on x64, and this is ${machine}`)
  const wheel = wheels[machine]
  if (!wheel) throw new SetupError(`there is no TensorFlow ${version} wheel for ${machine}`)
  return cuda ? { ...wheel, project: 'tensorflow' } : wheel
}

/**
 * NVIDIA's libraries in the versions that the wheel asks for, as `nvidia/<library>/lib` in the folder. Not tried with a GPU.
 * @param {string} python
 * @param {string} wheel
 * @param {string} target
 * @param {string} log
 */
async function cudaLibraries(python, wheel, target, log) {
  const needed = await ask(python, ['scripts/setup/cuda_requirements.py', wheel])
  if (!needed) throw new Error(`${wheel} does not say which of NVIDIA's libraries it needs`)
  const install = ['install', '--no-deps', '--only-binary=:all:', '--progress-bar=off', '--target', target]
  await run(python, ['-m', 'pip', ...install, ...needed.trim().split('\n')], { log, quiet: true })
}

/** TensorFlow looks for NVIDIA's libraries by name: it finds those that the addon has loaded. */
function cudaLinks() {
  const nvidia = join(root, folder, 'nvidia')
  return readdirSync(nvidia).flatMap((name) => {
    const lib = join(nvidia, name, 'lib')
    if (!existsSync(lib)) return []
    // libnvblas would take over every BLAS in the process; what has .alt in its name is there a second time.
    const libraries = readdirSync(lib).filter((file) => /^lib(?!nvblas)[^.]+\.so\.\d+$/.test(file))
    return [
      ...['-L', lib, `-Wl,-rpath,$ORIGIN/../../deps/nvidia/${name}/lib`],
      ...libraries.map((file) => `-l:${file}`),
    ]
  })
}

async function binding() {
  await step(
    'binding',
    'TensorFlow binding for Node (compiled)',
    {
      inputs: [
        version,
        machine,
        cuda ? 'cuda' : 'cpu',
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
          `-Wl,-rpath,${inSitePackages.replace('$ORIGIN', '@loader_path')}`,
        ]
      : [
          '-shared',
          // A worker that is terminated while it loads the addon would unmap code that still runs.
          ...['-Wl,-z,nodelete', '-Wl,-rpath,$ORIGIN/../../deps/lib', `-Wl,-rpath,${inSitePackages}`],
          ...['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
          ...(cuda ? ['-Wl,--no-as-needed', ...cudaLinks()] : []),
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
