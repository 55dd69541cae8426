import { beforeAll, describe, expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { type Backend, loadBackend } from './backends/index.js'
import type { Component, Examples } from './examples.js'
import { networkOf } from './network.js'
import { oneCycle } from './optimizer.js'
import { type Recipe, recipes } from './recipe.js'
import { fitRidge, predictRidge } from './ridge.js'
import { meanSquare, predict, prepareTrainer, train } from './training.js'

const SIDE = 16
const PAD = 4
const PADDED = SIDE + 2 * PAD

let backend: Backend
beforeAll(async () => {
  backend = await loadBackend('tensorflow').catch(() => loadBackend('wasm'))
})

/** Random fields (two frames unless said otherwise) and a target computed from the patch around each pixel. */
function planted(
  seed: number,
  count: number,
  rule: (at: (dy: number, dx: number, frame: number) => number) => number,
  components: readonly Component[] = ['scalar', 'scalar'],
): Examples {
  const depth = components.length
  const random = new Random(seed)
  const inputs = new Float32Array(count * PADDED * PADDED * depth)
  random.fillNormal(inputs)
  const targets = new Float32Array(count * SIDE * SIDE)
  for (let i = 0; i < targets.length; i++) {
    const example = Math.floor(i / (SIDE * SIDE))
    const row = Math.floor(i / SIDE) % SIDE
    const column = i % SIDE
    targets[i] = rule(
      (dy, dx, frame) =>
        inputs[((example * PADDED + row + PAD + dy) * PADDED + column + PAD + dx) * depth + frame],
    )
  }
  return { count, height: SIDE, width: SIDE, pad: PAD, components, present: depth - 1, inputs, targets }
}

const subtract = (a: Float32Array, b: Float32Array) => a.map((value, i) => value - b[i])

describe('ridge regression', () => {
  const rule = (at: (dy: number, dx: number, frame: number) => number) =>
    0.5 * at(0, 0, 1) - 0.25 * at(0, 0, 0) + 0.7 * at(-4, 3, 1) + 0.1

  test('finds a linear rule anywhere in its 9 × 9 patches of both frames', async () => {
    const ridge = await fitRidge(backend.tf, planted(1, 60, rule), planted(2, 20, rule))
    const weight = (dy: number, dx: number, frame: number) =>
      ridge.weights[((dy + 4) * 9 + dx + 4) * 2 + frame]
    expect(weight(0, 0, 1)).toBeCloseTo(0.5, 3)
    expect(weight(0, 0, 0)).toBeCloseTo(-0.25, 3)
    expect(weight(-4, 3, 1)).toBeCloseTo(0.7, 3)
    expect(weight(1, 1, 0)).toBeCloseTo(0, 3)
    expect(ridge.intercept).toBeCloseTo(0.1, 3)
    const fresh = planted(3, 10, rule)
    const predicted = predictRidge(ridge, fresh)
    expect(meanSquare(subtract(fresh.targets, predicted))).toBeLessThan(1e-5)
  })

  test.each([1, 3, 4, 5, 6])('finds it among %i numbers at each pixel', async (depth) => {
    const components = Array.from({ length: depth }, () => 'scalar' as const)
    const seen = (at: (dy: number, dx: number, slot: number) => number) =>
      components.reduce((sum, _, slot) => sum + (slot + 1) * at(slot - 2, 3 - slot, slot), 0.1)
    const data = planted(1, 40, seen, components)
    const ridge = await fitRidge(backend.tf, data, planted(2, 20, seen, components))
    for (const slot of components.keys())
      expect(ridge.weights[((slot + 2) * 9 + 7 - slot) * depth + slot]).toBeCloseTo(slot + 1, 2)
    const fresh = planted(3, 10, seen, components)
    expect(meanSquare(subtract(fresh.targets, predictRidge(ridge, fresh)))).toBeLessThan(1e-4)
  })

  test('predicts nothing where there is nothing to predict, with a large penalty', async () => {
    const noise = new Random(9)
    const nothing = () => noise.normal()
    const ridge = await fitRidge(backend.tf, planted(1, 4, nothing), planted(2, 20, nothing))
    const fresh = planted(3, 20, nothing)
    const predicted = predictRidge(ridge, fresh)
    expect(ridge.penalty).toBeGreaterThan(0.1)
    expect(meanSquare(subtract(fresh.targets, predicted))).toBeLessThan(1.1 * meanSquare(fresh.targets))
  })
})

describe('the network', () => {
  const rule = (at: (dy: number, dx: number, frame: number) => number) => at(0, 0, 1) * at(0, 1, 1)
  const recipe: Recipe = { ...recipes.small, steps: 300 }

  test('learns what ridge cannot see, repeats bit for bit, and leaves no tensor behind', async () => {
    // Products of neighbours to the left, right, above and below look alike under the square's symmetries.
    const symmetric = (at: (dy: number, dx: number, frame: number) => number) =>
      rule(at) + at(0, 0, 1) * (at(1, 0, 1) + at(-1, 0, 1) + at(0, -1, 1))
    const data = planted(1, 200, symmetric)
    const check = planted(2, 60, symmetric)
    const fresh = planted(3, 60, symmetric)
    const ridge = await fitRidge(backend.tf, data, check)
    const left = (examples: Examples) => subtract(examples.targets, predictRidge(ridge, examples))
    const [dataLeft, checkLeft, freshLeft] = [left(data), left(check), left(fresh)]
    const before = backend.tf.memory().numTensors
    const once = async () => {
      const random = new Random(5)
      const trainer = prepareTrainer(backend, recipe, random)
      await train(trainer, recipe, data, dataLeft, check, checkLeft, random, () => {})
      const correction = await predict(trainer, fresh, networkOf(recipe).radius)
      const parameters = await trainer.parameters()
      trainer.dispose()
      return { parameters, correction }
    }
    const trained = await once()
    const ridgeError = meanSquare(freshLeft)
    expect(ridgeError / meanSquare(fresh.targets)).toBeGreaterThan(0.9)
    expect(meanSquare(subtract(freshLeft, trained.correction))).toBeLessThan(0.5 * ridgeError)
    expect((await once()).parameters).toEqual(trained.parameters)
    expect(backend.tf.memory().numTensors).toBe(before)
  }, 300_000)

  test('turns vectors with the picture', async () => {
    type At = (dy: number, dx: number, slot: number) => number
    const transport = (at: At) => at(0, 0, 0) * (at(0, 1, 1) - at(0, -1, 1) + at(1, 0, 2) - at(-1, 0, 2))
    const error = async (components: Component[]) => {
      const data = (seed: number, count: number) => planted(seed, count, transport, components)
      const [learnt, check] = [data(1, 200), data(2, 60)]
      const random = new Random(5)
      const trainer = prepareTrainer(backend, recipe, random, 3)
      await train(trainer, recipe, learnt, learnt.targets, check, check.targets, random, () => {})
      const fresh = data(3, 60)
      const predicted = await predict(trainer, fresh, networkOf(recipe).radius)
      trainer.dispose()
      return meanSquare(subtract(fresh.targets, predicted)) / meanSquare(fresh.targets)
    }
    // Mirrored as scalars, the slopes of both components average to nothing.
    expect(await error(['scalar', 'scalar', 'scalar'])).toBeGreaterThan(0.95)
    expect(await error(['scalar', 'x', 'y'])).toBeLessThan(0.5)
  }, 300_000)

  test('has the sizes of the published recipe: 5.7 k and 30 k parameters', () => {
    expect(networkOf(recipes.small)).toMatchObject({ size: 5745, radius: 4 })
    expect(networkOf(recipes.large)).toMatchObject({ size: 30_465, radius: 5 })
  })
})

describe('the learning rate', () => {
  test('starts at 1/25 of its peak, reaches it after 30 % of the steps, and ends near 0', () => {
    const rates = Array.from({ length: 200 }, (_, step) => oneCycle(step, 200, 3e-3))
    expect(rates[0]).toBeCloseTo(1.2e-4, 8)
    expect(rates.indexOf(Math.max(...rates))).toBe(59)
    expect(Math.max(...rates)).toBeCloseTo(3e-3, 8)
    expect(rates[199]).toBeLessThan(1e-7)
  })
})
