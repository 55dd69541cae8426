import type * as tfjs from '@tensorflow/tfjs-core'
import type { Backend, BackendKind, BackendName } from './backend.js'
import { tensorFlow } from './tensorflow.js'
import { webAssembly } from './wasm.js'

export type { Backend, BackendName } from './backend.js'
export { setTensorFlowThreads } from './tensorflow.js'

/** Best first. */
const backends: Record<BackendName, BackendKind> = { tensorflow: tensorFlow, wasm: webAssembly }

export const backendNames = Object.keys(backends) as readonly BackendName[]

/**
 * Makes the asked-for backend, or the best that loads here, the one of the calling thread (main or worker).
 * @throws Error naming what could not be loaded and what to do.
 */
export async function loadBackend(name?: BackendName): Promise<Backend> {
  if (name !== undefined && !Object.hasOwn(backends, name)) {
    throw new Error(`backend: expected ${backendNames.join(' or ')}, got ${JSON.stringify(name)}`)
  }
  const tf = await import('@tensorflow/tfjs-core')
  // Registers the gradients, which tfjs-core's bundle for Node leaves out.
  await import('@tensorflow/tfjs')
  const failures: string[] = []
  for (const candidate of name ? [name] : backendNames) {
    try {
      const description = await backends[candidate].activate(tf)
      return {
        name: candidate,
        description,
        reason: name ? 'asked for' : (failures[0] ?? 'the fastest here'),
        tf,
        createTrainer: backends[candidate].trainer(tf),
      }
    } catch (error) {
      failures.push(
        `${backends[candidate].label} could not be loaded: ${error instanceof Error ? error.message : error}`,
      )
    } finally {
      removePureJavaScriptBackend(tf)
    }
  }
  throw new Error(failures.join('\n'))
}

/** tfjs-node brings the `cpu` backend along: 2000 times too slow for training, so nothing may ever end up there. */
function removePureJavaScriptBackend(tf: typeof tfjs): void {
  if (tf.findBackendFactory('cpu')) tf.removeBackend('cpu')
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) tf.unregisterKernel(kernelName, 'cpu')
}
