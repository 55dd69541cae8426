import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Random } from '../../run/random.js'
import { type Backend, backendNames, loadBackend } from '../backends/index.js'
import { initialParameters, networkOf } from '../network.js'
import { recipes } from '../recipe.js'
import type { Batch, Trainer } from './trainer.js'
import { referenceAdamW, referenceLoss, referenceOutput } from './trainers.test.reference.js'

const network = networkOf({ kernels: [5, 3], channels: 3 })
const constants = { weightDecay: 0.05, inputNoise: 0.03, hiddenNoise: 0.05 }
const noise = normal(1, 4096)
/** All layers away from zero, so that every gradient is. */
const initial = initialParameters(network, new Random(2)).map(
  (value, i) => value || 0.3 * Math.sin(7 * i + 1),
)
const batch = someBatch(3)

/** Parameters after ten steps on each backend that is there. */
const trained = new Map<string, Float32Array>()

describe.each(backendNames)('training on %s', (name) => {
  let backend: Backend | undefined
  let trainer: Trainer
  beforeAll(async () => {
    backend = await loadBackend(name).catch(() => undefined)
    if (backend) trainer = backend.createTrainer(network, constants, initial, noise)
  })
  afterAll(() => {
    if (backend) trainer.dispose()
  })

  test('predicts as nested sums in double precision do, any number of images of any shape', async ({
    skip,
  }) => {
    if (!backend) return skip(`${name} is not there`)
    for (const [count, rows, columns] of [
      [1, 7, 7],
      [3, 9, 12],
      [2, 20, 8],
    ] as const) {
      const inputs = normal(count, count * rows * columns * 2)
      const predicted = await trainer.predict(inputs, [count, rows, columns])
      const expected = referenceOutput(network, initial, inputs, [count, rows, columns])
      expect(predicted.length).toBe(count * (rows - 6) * (columns - 6))
      expect(largestDifference(predicted, expected)).toBeLessThan(1e-5)
    }
  })

  test('has the gradient that finite differences give, for every parameter, noise included', async ({
    skip,
  }) => {
    if (!backend) return skip(`${name} is not there`)
    const gradient = await trainer.gradient(batch)
    const size = Math.max(...slopes(initial).map(Math.abs))
    expect(gradient.length).toBe(network.size)
    expect(largestDifference(gradient, slopes(initial))).toBeLessThan(2e-6 * (1 + size))
  })

  test("has the gradient of the recipe's own network, at some of its parameters", async ({ skip }) => {
    if (!backend) return skip(`${name} is not there`)
    const full = networkOf(recipes.small)
    const start = initialParameters(full, new Random(4)).map((value, i) => value || 0.3 * Math.sin(7 * i + 1))
    const patches = someBatch(6, full)
    const own = backend.createTrainer(full, constants, start, noise)
    const gradient = await own.gradient(patches)
    own.dispose()
    const some = Array.from({ length: 60 }, (_, i) => Math.floor(((i + 0.5) * full.size) / 60))
    const expected = slopes(start, full, patches, some)
    const size = Math.max(...expected.map(Math.abs))
    const found = some.map((i) => gradient[i])
    expect(largestDifference(found, expected)).toBeLessThan(1e-5 * (1 + size))
  })

  test('ten steps follow AdamW in double precision, and report the loss before each', async ({ skip }) => {
    if (!backend) return skip(`${name} is not there`)
    const fresh = backend.createTrainer(network, constants, initial, noise)
    for (let step = 0; step < 10; step++) {
      const before = await fresh.parameters()
      fresh.step(batch, 0.01)
      expect(await fresh.loss()).toBeCloseTo(referenceLoss(network, constants, noise, before, batch), 5)
    }
    const expected = referenceAdamW(network, constants.weightDecay, initial, 0.01, 10, (at) => slopes(at))
    const moved = await fresh.parameters()
    fresh.dispose()
    expect(largestDifference(moved, initial)).toBeGreaterThan(0.02)
    expect(largestDifference(moved, expected)).toBeLessThan(2e-4)
    trained.set(name, moved)
  })

  test('starts anew with each trainer, and keeps what another one has learned apart', async ({ skip }) => {
    if (!backend) return skip(`${name} is not there`)
    const [one, other] = [0, 1].map(() => backend!.createTrainer(network, constants, initial, noise))
    one.step(batch, 0.01)
    expect(await other.parameters()).toEqual(initial)
    const kept = await one.parameters()
    one.step(batch, 0.01)
    expect(await one.parameters()).not.toEqual(kept)
    one.setParameters(kept)
    expect(await one.parameters()).toEqual(kept)
    one.dispose()
    const next = backend.createTrainer(network, constants, initial, noise)
    next.step(batch, 0.01)
    expect(await next.parameters()).toEqual(kept)
    next.dispose()
    other.dispose()
  })

  test('leaves no tensor behind', async ({ skip }) => {
    if (!backend) return skip(`${name} is not there`)
    const before = backend.tf.memory().numTensors
    const fresh = backend.createTrainer(network, constants, initial, noise)
    fresh.step(batch, 0.01)
    await fresh.loss()
    await fresh.gradient(batch)
    await fresh.predict(normal(1, 98), [1, 7, 7])
    fresh.setParameters(await fresh.parameters())
    fresh.dispose()
    expect(backend.tf.memory().numTensors).toBe(before)
  })
})

test('all backends learn the same', ({ skip }) => {
  const [first, ...others] = trained.values()
  if (others.length === 0) skip('only one backend is there')
  for (const other of others) expect(largestDifference(other, first)).toBeLessThan(2e-4)
})

function normal(seed: number, length: number): Float32Array {
  const values = new Float32Array(length)
  new Random(seed).fillNormal(values)
  return values
}

function someBatch(seed: number, { radius, layers } = network): Batch {
  const [count, side] = [2, 5]
  const padded = side + 2 * radius
  return {
    count,
    side,
    inputs: normal(seed, count * padded * padded * 2),
    targets: normal(seed + 1, count * side * side),
    noiseOffsets: Int32Array.from(layers, (_, i) => 100 * i + 5),
  }
}

/** Gradient of the reference loss by central differences, at some or all of the parameters. */
function slopes(
  parameters: ArrayLike<number>,
  net = network,
  patches = batch,
  some: Iterable<number> = Array.from(parameters).keys(),
): Float64Array {
  const moved = Float64Array.from(parameters)
  const step = 1e-5
  return Float64Array.from(some, (i) => {
    const loss = (change: number) => {
      moved[i] = parameters[i] + change
      return referenceLoss(net, constants, noise, moved, patches)
    }
    const slope = (loss(step) - loss(-step)) / (2 * step)
    moved[i] = parameters[i]
    return slope
  })
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length)
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])))
}
