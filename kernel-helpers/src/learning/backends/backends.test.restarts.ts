// Run as a process of its own: starts, terminates and restarts training workers, then exits.
// node backends.test.restarts.js BACKEND
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { Random } from '../../run/random.js'
import { networkOf } from '../network.js'
import { recipes } from '../recipe.js'
import { prepareTrainer } from '../training.js'
import { type BackendName, loadBackend, setTensorFlowThreads } from './index.js'

if (isMainThread) {
  const name = process.argv[2] as BackendName
  setTensorFlowThreads(1, 2)
  await terminateWhileLoading(name)
  for (let round = 0; round < 3; round++)
    await Promise.all([terminateWhileTraining(name), terminateWhileTraining(name)])
  console.log('restarted')
} else {
  const backend = await loadBackend(workerData as BackendName)
  const { radius, layers } = networkOf(recipes.small)
  const trainer = prepareTrainer(backend, recipes.small, new Random(1))
  const side = 16
  const batch = {
    count: 1,
    side,
    inputs: new Float32Array(2 * (side + 2 * radius) ** 2).fill(0.5),
    targets: new Float32Array(side * side).fill(1),
    noiseOffsets: new Int32Array(layers.length),
  }
  while (true) {
    trainer.step(batch, 1e-3)
    parentPort?.postMessage(await trainer.loss())
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
