import { mkdirSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { root, run } from './process.mjs'
import { step } from './step.mjs'

const sources = 'kernel-helpers/assembly'
const target = 'kernel-helpers/dist/assembly'

/**
 * Files that are compiled more than once, and the constants of each variant.
 * @type {Record<string, Record<string, Record<string, number>>>}
 */
const variants = { 'molecular-dynamics': { '2d': { DIMENSIONS: 2 }, '3d': { DIMENSIONS: 3 } } }

/** WebAssembly of every AssemblyScript file in kernel-helpers/assembly. */
export async function assembly() {
  const kernels = readdirSync(join(root, sources))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .flatMap((file) => {
      const source = basename(file, '.ts')
      const named = Object.entries(variants[source] ?? { '': {} })
      return named.map(([variant, constants]) => ({
        source,
        name: variant ? `${source}-${variant}` : source,
        constants,
      }))
    })
  await step(
    'assembly',
    'WebAssembly kernels (AssemblyScript)',
    {
      inputs: ['package-lock.json', sources, 'scripts/setup/assembly.mjs'],
      outputs: kernels.map(({ name }) => `${target}/${name}.wasm`),
    },
    async (log) => {
      mkdirSync(join(root, target), { recursive: true })
      const waiting = [...kernels]
      const compileNext = async () => {
        for (let kernel = waiting.shift(); kernel; kernel = waiting.shift()) await compile(kernel, log)
      }
      await Promise.all(Array.from({ length: availableParallelism() }, compileNext))
    },
  )
}

/**
 * @param {{ source: string, name: string, constants: Record<string, number> }} kernel
 * @param {string} log
 */
function compile({ source, name, constants }, log) {
  const config = join(sources, 'asconfig.json')
  const files = [join(sources, `${source}.ts`), '--outFile', join(target, `${name}.wasm`)]
  const use = Object.entries(constants).flatMap(([constant, value]) => ['--use', `${constant}=${value}`])
  const options = [...files, ...use, '--config', config]
  return run(process.execPath, ['node_modules/assemblyscript/bin/asc.js', ...options], { log, quiet: true })
}
