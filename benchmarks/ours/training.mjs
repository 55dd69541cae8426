// Our training step. Arguments: backend, threads for one operation, trainers side by side, kernels, channels, data file.
// Answers requests on standard input as ../peers/training.py does; several trainers run in a worker thread each.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { loadBackend, setTensorFlowThreads } from '../../kernel-helpers/dist/learning/backends/index.js'
import { networkOf } from '../../kernel-helpers/dist/learning/network.js'
import { Random } from '../../kernel-helpers/dist/run/random.js'

/** @typedef {{ command: 'losses' | 'time', steps: number }} Request */

const [COUNT, SIDE] = [6, 32]

if (isMainThread) {
  const [threads, trainers] = process.argv.slice(3, 5).map(Number)
  setTensorFlowThreads(threads, trainers)
  const file = fileURLToPath(import.meta.url)
  const workers = Array.from({ length: trainers }, () => new Worker(file, { workerData: process.argv }))
  for await (const line of createInterface({ input: process.stdin })) {
    const request = /** @type {Request} */ (JSON.parse(line))
    const start = performance.now()
    const answers = await Promise.all(
      workers.map(
        (worker) =>
          new Promise((resolve, reject) => {
            worker.once('message', resolve)
            worker.once('error', reject)
            worker.postMessage(request)
          }),
      ),
    )
    const each = (performance.now() - start) / (request.steps * trainers)
    process.stdout.write(`${JSON.stringify(request.command === 'losses' ? answers[0] : each)}\n`)
  }
} else {
  const [, , name, , , kernels, channels, path] = /** @type {string[]} */ (workerData)
  const backend = await loadBackend(/** @type {'tensorflow' | 'wasm'} */ (name))
  const network = networkOf({ kernels: JSON.parse(kernels), channels: Number(channels) })
  const bytes = readFileSync(path)
  const data = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  const noise = new Float32Array(2 ** 20)
  new Random(1).fillNormal(noise)
  const inputs = COUNT * (SIDE + 2 * network.radius) ** 2 * 2
  const batch = {
    count: COUNT,
    side: SIDE,
    inputs: data.slice(network.size, network.size + inputs),
    targets: data.slice(network.size + inputs),
  }
  const random = new Random(2)
  const nextBatch = () => ({
    ...batch,
    noiseOffsets: Int32Array.from(network.layers, () => random.integer(500_000)),
  })
  const trainer = (/** @type {number} */ inputNoise, /** @type {number} */ hiddenNoise) =>
    backend.createTrainer(
      network,
      { weightDecay: 0.01, inputNoise, hiddenNoise },
      data.slice(0, network.size),
      noise,
    )
  const timed = trainer(0.03, 0.05)
  parentPort?.on('message', async (/** @type {Request} */ { command, steps }) => {
    const losses = []
    const used = command === 'losses' ? trainer(0, 0) : timed
    for (let step = 0; step < steps; step++) {
      used.step(nextBatch(), 1e-3)
      losses.push(await used.loss())
    }
    parentPort?.postMessage(losses)
  })
}
