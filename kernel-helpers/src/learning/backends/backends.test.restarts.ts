// Run as a process of its own: starts, terminates and restarts training workers, then exits.
// node backends.test.restarts.js BACKEND
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { Random } from '../../run/random.js'
import type { Examples } from '../examples.js'
import { learnOn } from '../learner.js'
import { recipes } from '../recipe.js'
import { type BackendName, setTensorFlowThreads } from './index.js'

if (isMainThread) {
  const name = process.argv[2] as BackendName
  setTensorFlowThreads(1, 2)
  await terminateWhileLoading(name)
  for (let round = 0; round < 3; round++)
    await Promise.all([terminateWhileTraining(name), terminateWhileTraining(name)])
  console.log('restarted')
} else {
  const lesson = {
    recipe: { ...recipes.small, kernels: [3], channels: 2, steps: 1_000_000, pixelsPerStep: 256 },
    seed: 1,
    training: noise(1),
    validation: noise(2),
    test: noise(3),
  }
  const context = { report: () => parentPort?.postMessage('a step'), checkpoint: () => {} }
  await learnOn(workerData as BackendName, lesson, context)
}

function noise(seed: number): Examples {
  const [count, side, pad] = [2, 16, 4]
  const inputs = new Float32Array(count * (side + 2 * pad) ** 2 * 2)
  const targets = new Float32Array(count * side * side)
  const random = new Random(seed)
  random.fillNormal(inputs)
  random.fillNormal(targets)
  return {
    count,
    height: side,
    width: side,
    pad,
    components: ['scalar', 'scalar'],
    present: 1,
    inputs,
    targets,
  }
}

async function terminateWhileLoading(name: BackendName): Promise<void> {
  for (const milliseconds of [100, 300, 600, 900]) {
    const worker = start(name)
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    await worker.terminate()
  }
}

async function terminateWhileTraining(name: BackendName): Promise<void> {
  const worker = start(name)
  let steps = 0
  await new Promise<void>((resolve, reject) => {
    worker.on('error', reject)
    worker.on('message', () => {
      if (++steps === 5) resolve()
    })
  })
  await worker.terminate()
}

function start(name: BackendName): Worker {
  return new Worker(new URL(import.meta.url), { workerData: name })
}
