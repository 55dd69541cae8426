import type * as tfjs from '@tensorflow/tfjs-core'
import { type Backend, type BackendKind, type BackendName, backendNames } from './backend.js'
import { tensorFlow } from './tensorflow.js'
import { webAssembly } from './wasm.js'
import { webGpu } from './webgpu.js'

export { type Backend, type BackendName, backendNames } from './backend.js'
export { setTensorFlowThreads } from './tensorflow.js'

const kinds: Record<BackendName, BackendKind> = { tensorflow: tensorFlow, webgpu: webGpu, wasm: webAssembly }

/**
 * Makes a backend the one of the calling thread (main or worker). `webgpu` is for a process of its own: ending a
 * thread that has loaded it ends the process.
 *
 * @throws Error naming what could not be loaded and what to do
 */
export async function loadBackend(name: BackendName): Promise<Backend> {
  if (!Object.hasOwn(kinds, name))
    throw new Error(`backend: expected ${backendNames.join(' or ')}, got ${JSON.stringify(name)}`)
  const { label, activate, trainer } = kinds[name]
  const tf = await import('@tensorflow/tfjs-core')
  // Registers the gradients, which tfjs-core's bundle for Node leaves out.
  await import('@tensorflow/tfjs')
  try {
    return { name, ...(await activate(tf)), tf, createTrainer: trainer(tf) }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause
    throw new Error(`${label} could not be loaded: ${reason}`, { cause })
  } finally {
    removePureJavaScriptBackend(tf)
  }
}

/** Other packages of tfjs bring the `cpu` backend along: 2000 times too slow for training, so nothing may ever end up there. */
function removePureJavaScriptBackend(tf: typeof tfjs): void {
  if (tf.findBackendFactory('cpu')) tf.removeBackend('cpu')
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) tf.unregisterKernel(kernelName, 'cpu')
}
