import { beforeAll, expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { OutOfMemory } from './backends/backend.js'
import { type Backend, loadBackend } from './backends/index.js'
import type { Examples } from './examples.js'
import { learn } from './learn.js'
import { networkOf } from './network.js'
import { recipes } from './recipe.js'
import { PIXELS_AT_ONCE, predict, prepareTrainer } from './training.js'

const recipe = { ...recipes.small, kernels: [3], channels: 2, steps: 20, pixelsPerStep: 512 }
const quiet = { report: () => {}, checkpoint: () => {} }

let backend: Backend
beforeAll(async () => {
  backend = await loadBackend('wasm')
})

test('images are predicted alike together, one by one, and in bands of rows', async () => {
  const trainer = prepareTrainer(backend, recipe, new Random(1))
  const parameters = await trainer.parameters()
  trainer.setParameters(parameters.map((value, i) => value || Math.sin(i)))
  const data = noise(2, 5, 16, 12)
  const together = await predict(trainer, data, networkOf(recipe).radius)
  for (const pixels of [400, 192, 70, 1]) {
    const apart = await predict(trainer, data, networkOf(recipe).radius, pixels)
    expect(Math.max(...apart.map((value, i) => Math.abs(value - together[i])))).toBeLessThan(1e-6)
  }
  trainer.dispose()
})

test('where memory does not suffice, fewer pixels are predicted at once, and it says so', async () => {
  const lesson = { recipe, seed: 1, training: noise(1, 4), validation: noise(2, 4), test: noise(3, 16) }
  const most = 3000
  const small = withRoomFor(most)
  const learned = await learn(small, lesson, quiet)
  expect(learned.pixelsAtOnce).toBe(2048)
  const usual = await learn(backend, lesson, quiet)
  expect(usual.pixelsAtOnce).toBeUndefined()
  expect(learned.trained).toEqual(usual.trained)
  const largest = Math.max(...learned.correction.map((value, i) => Math.abs(value - usual.correction[i])))
  expect(largest).toBeLessThan(1e-6)
  await expect(learn(withRoomFor(1), lesson, quiet)).rejects.toThrow(
    `predicting ${PIXELS_AT_ONCE / 64} pixels at once: full`,
  )
})

/** The backend, with a memory that is full when more pixels are predicted at once. */
function withRoomFor(pixels: number): Backend {
  return {
    ...backend,
    createTrainer: (...given) => {
      const trainer = backend.createTrainer(...given)
      const usual = trainer.predict.bind(trainer)
      trainer.predict = async (inputs, [count, rows, columns]) => {
        if (count * (rows - 2) * (columns - 2) > pixels) throw new OutOfMemory('full')
        return usual(inputs, [count, rows, columns])
      }
      return trainer
    },
  }
}

function noise(seed: number, count: number, height = 16, width = 16): Examples {
  const pad = 4
  const inputs = new Float32Array(count * (height + 2 * pad) * (width + 2 * pad) * 2)
  const targets = new Float32Array(count * height * width)
  const random = new Random(seed)
  random.fillNormal(inputs)
  random.fillNormal(targets)
  return { count, height, width, pad, components: ['scalar', 'scalar'], present: 1, inputs, targets }
}
