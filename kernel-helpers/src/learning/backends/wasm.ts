import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type * as TensorFlow from '@tensorflow/tfjs-core'
import { eagerTrainer } from '../trainers/eager.js'
import type { Activated, BackendKind } from './backend.js'
import { registerConvolutionGradients } from './wasm-gradients.js'

/** WebAssembly, which runs wherever Node does; one thread, as the package's threads do not work in Node. */
export const webAssembly: BackendKind = { label: 'WebAssembly', activate, trainer: eagerTrainer }

async function activate(tf: typeof TensorFlow): Promise<Activated> {
  const require = createRequire(import.meta.url)
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist', sep))
  registerConvolutionGradients(tf)
  if (!(await withoutNewProcessListeners(() => tf.setBackend('wasm')))) {
    throw new Error('@tensorflow/tfjs-backend-wasm could not start its WebAssembly module')
  }
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')
  return {
    description: `WebAssembly (${simd ? 'SIMD' : 'no SIMD, slow'}, 1 thread)`,
    gpu: false,
    memory: () => process.memoryUsage.rss(),
  }
}

/** Emscripten's start-up code rethrows every uncaught error of the process it runs in: those listeners are removed again. */
async function withoutNewProcessListeners<T>(work: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection']
  const before = events.map((event) => process.listeners(event as 'uncaughtException'))
  try {
    return await work()
  } finally {
    events.forEach((event, i) => {
      for (const listener of process.listeners(event as 'uncaughtException')) {
        if (!before[i].includes(listener)) process.off(event, listener)
      }
    })
  }
}
