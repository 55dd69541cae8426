import { mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root, run } from './process.mjs'
import { step } from './step.mjs'

const sources = 'kernel-helpers/assembly'
const target = 'kernel-helpers/dist/assembly'

/** WebAssembly of every AssemblyScript file in kernel-helpers/assembly. */
export async function assembly() {
  const names = readdirSync(join(root, sources))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'))
  await step(
    'assembly',
    'WebAssembly kernels (AssemblyScript)',
    {
      inputs: ['package-lock.json', sources, 'scripts/setup/assembly.mjs'],
      outputs: names.map((name) => `${target}/${name}.wasm`),
    },
    async (log) => {
      mkdirSync(join(root, target), { recursive: true })
      for (const name of names) await compile(name, log)
    },
  )
}

/**
 * @param {string} name
 * @param {string} log
 */
function compile(name, log) {
  const config = join(sources, 'asconfig.json')
  const files = [join(sources, `${name}.ts`), '--outFile', join(target, `${name}.wasm`)]
  return run(process.execPath, ['node_modules/assemblyscript/bin/asc.js', ...files, '--config', config], {
    log,
    quiet: true,
  })
}
