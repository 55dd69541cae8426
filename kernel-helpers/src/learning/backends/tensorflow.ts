import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import type * as TensorFlow from '@tensorflow/tfjs-core'
import { graphTrainer } from '../trainers/graph.js'
import type { Activated, BackendKind } from './backend.js'

/** Other versions may lack, or change, what training uses. */
const TESTED = '2.21'

/**
 * Sets how many threads TensorFlow uses in this process, all its workers together sharing them. TensorFlow reads this
 * once, from the environment of the process: call it in the main thread, before the first worker starts.
 * Variables that the user has set are left as they are.
 *
 * @param threads threads that compute one operation of one worker
 * @param workers workers that train at the same time
 * @throws Error when called in a worker, whose environment TensorFlow does not see.
 */
export function setTensorFlowThreads(threads: number, workers: number): void {
  if (!isMainThread) throw new Error('setTensorFlowThreads: expected to be called in the main thread')
  process.env.TF_NUM_INTRAOP_THREADS ??= String(threads)
  // Workers share one pool between operations: with a single thread they would wait for each other.
  process.env.TF_NUM_INTEROP_THREADS ??= String(Math.max(2, workers))
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
}

/** TensorFlow's own kernels through the addon of @tensorflow/tfjs-node. */
export const tensorFlow: BackendKind = { label: 'TensorFlow', activate, trainer: graphTrainer }

async function activate(tf: typeof TensorFlow): Promise<Activated> {
  const require = createRequire(import.meta.url)
  const addon = join(
    dirname(require.resolve('@tensorflow/tfjs-node/package.json')),
    'lib/napi-v8/tfjs_binding.node',
  )
  if (!existsSync(addon))
    throw new Error(
      `${addon} has not been built; \`npm run setup\` in a checkout builds it or says what it lacks`,
    )
  if (isMainThread) process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
  loadAddon(require)
  await tf.setBackend('tensorflow')
  const { binding, isUsingGpuDevice } = tf.backend() as unknown as {
    binding: { TF_Version: string }
    isUsingGpuDevice: boolean
  }
  checkVersion(binding.TF_Version)
  return {
    description: `TensorFlow ${binding.TF_Version} (${isUsingGpuDevice ? 'CUDA' : `CPU, ${threadCount()}`})`,
    gpu: isUsingGpuDevice,
    memory: () => process.memoryUsage.rss(),
  }
}

/** @throws Error saying how to get the libraries that the addon is linked to, where they are missing */
function loadAddon(require: NodeJS.Require): void {
  try {
    require('@tensorflow/tfjs-node')
  } catch (cause) {
    if (!(cause instanceof Error && cause.message.includes('libtensorflow'))) throw cause
    const how = "`pip install 'scalescope[tensorflow]'`, or in a checkout `npm run setup`, gets them"
    throw new Error(`its libraries are missing; ${how} (${cause.message})`, { cause })
  }
}

/** @throws Error unless it is a version that the addon and the training graph are written for */
export function checkVersion(version: string): void {
  if (!version.startsWith(`${TESTED}.`))
    throw new Error(
      `its libraries are of version ${version}, expected ${TESTED}; \`npm run setup\` gets those`,
    )
}

function threadCount(): string {
  const threads = Number(process.env.TF_NUM_INTRAOP_THREADS) || availableParallelism()
  return threads === 1 ? '1 thread' : `${threads} threads`
}
