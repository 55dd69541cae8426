import { afterAll, describe, expect, test } from 'vitest'
import type { Measurement } from '../../learning/measurement.js'
import { type Recipe, recipes } from '../../learning/recipe.js'
import type { System } from '../../systems/index.js'
import { lennardJones, whiteNoise } from '../../systems/index.js'
import { record } from '../../systems/record.js'
import { sharedPool } from '../../workers.js'
import { resolveSpec } from './errorCurveSpec.js'
import { Sweep } from './sweep.js'
import { checkTraining, type TrainingCheck } from './trainingCheck.js'
import { unchanged } from './variations.js'

const pool = sharedPool()
afterAll(() => pool.close())

/** What the check says of a recipe at one cell size, from three runs and whole trainings of four lengths. */
async function checked(
  system: System,
  parameters: Record<string, number>,
  cellSize: number,
  steps: number,
): Promise<TrainingCheck> {
  const runs = await record(pool, system, parameters, { frames: 400, seeds: [1, 2, 3] })
  const spec = resolveSpec(runs, { cellSizes: [cellSize] })
  const recipe = (of: number): Recipe => ({
    ...recipes.small,
    ...{
      steps: of,
      trainingPixels: 60_000,
      pixelsPerStep: 2048,
      validationPixels: 20_000,
      testPixels: 60_000,
    },
  })
  const shared = runs.map((run) => run.share())
  const measured = [1, 0.25, 0.5, 2].map(async (factor) => {
    const variation = { ...unchanged(spec), name: `× ${factor}`, recipe: recipe(factor * steps) }
    const sweep = new Sweep(variation, runs, spec)
    await Promise.all(
      sweep.parts([shared]).map(async (part) => sweep.add(await pool.run<Measurement>(part.task), part)),
    )
    return sweep.curve
  })
  const [main, ...others] = await Promise.all(measured)
  const [check, ...more] = checkTraining(main, others)
  expect(more).toEqual([])
  return check
}

describe('whole trainings of other lengths tell', () => {
  test('that a few steps do not suffice for a fluid in small cells', async () => {
    const check = await checked(lennardJones, { particles: 400, temperature: 1 }, 0.5, 20)
    expect(check.steps).toBe(20)
    expect(check.doubled.value).toBeGreaterThan(0)
    expect(check.undertrained).toBe(true)
  }, 300_000)

  test('that nothing is gained by more training on white noise', async () => {
    const check = await checked(whiteNoise, { size: 32 }, 2, 40)
    expect(Math.abs(check.doubled.value)).toBeLessThan(0.05)
    expect(check.undertrained).toBe(false)
  }, 300_000)
})
