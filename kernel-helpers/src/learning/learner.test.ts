import type { ChildProcess } from 'node:child_process'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { Random } from '../run/random.js'
import type { Examples } from './examples.js'
import type { Lesson } from './learn.js'
import { recipes } from './recipe.js'

/** Processes that have been started, the GPU's. */
const processes: ChildProcess[] = []

vi.mock('node:child_process', async (original) => {
  const actual = await original<typeof import('node:child_process')>()
  return {
    ...actual,
    fork: (...given: Parameters<typeof actual.fork>) => {
      const started = actual.fork(...given)
      processes.push(started)
      return started
    },
  }
})

const recipe = { ...recipes.small, kernels: [3], channels: 2, steps: 40, pixelsPerStep: 256 }
const lesson: Lesson = { recipe, seed: 3, training: noise(1), validation: noise(2), test: noise(3) }
const quiet = { report: () => {}, checkpoint: () => {} }

let learnOn: typeof import('./learner.js').learnOn
beforeEach(async () => {
  vi.resetModules()
  learnOn = (await import('./learner.js')).learnOn
  processes.length = 0
})

const absent = await import('./learner.js').then((learner) =>
  learner.learnOn('webgpu', lesson, quiet).then(
    () => undefined,
    (error: Error) => `skipped: ${error.message}`,
  ),
)

describe.skipIf(absent)(absent ?? "the GPU's process", { timeout: 300_000 }, () => {
  test('learns what this process learns, says what it is, and is used again', async () => {
    const { learned, backend } = await learnOn('webgpu', lesson, quiet)
    const here = await learnOn('wasm', lesson, quiet)
    expect(backend).toMatch(/^WebGPU \(.+\), asked for$/)
    expect(here.backend).toMatch(/^WebAssembly \(.+\), asked for$/)
    expect(largestDifference(learned.correction, here.learned.correction)).toBeLessThan(1e-3)
    expect(learned.trained.history.map(({ step }) => step)).toEqual([20, 40])
    expect(learned.memory).toBeGreaterThan(4 * 2 ** 20)
    expect((await learnOn('webgpu', lesson, quiet)).learned.correction).toEqual(learned.correction)
    expect(processes).toHaveLength(1)
  })

  test('starts once more when it dies, and gives the same', async () => {
    const undisturbed = await learnOn('webgpu', lesson, quiet)
    let killed = false
    const disturbed = await learnOn('webgpu', lesson, {
      ...quiet,
      report: ({ step }) => {
        if (step === 20 && !killed) killed = processes[0].kill('SIGKILL')
      },
    })
    expect(killed).toBe(true)
    expect(disturbed.learned.correction).toEqual(undisturbed.learned.correction)
    expect(processes).toHaveLength(2)
  })

  test('is not tried a third time when it was asked for', async () => {
    const report = () => void processes[processes.length - 1].kill('SIGKILL')
    await expect(learnOn('webgpu', lesson, { ...quiet, report })).rejects.toMatchObject({
      name: 'DeviceLost',
      message: expect.stringMatching(/^the process that trains on the GPU ended \(SIGKILL\)/),
    })
    expect(processes).toHaveLength(2)
  })

  test('ends when a stop is asked for', async () => {
    const { Stopped } = await import('../run/task.js')
    let stop = false
    const learning = learnOn(
      'webgpu',
      { ...lesson, recipe: { ...recipe, steps: 1_000_000 } },
      {
        report: () => {
          stop = true
        },
        checkpoint: () => {
          if (stop) throw new Stopped()
        },
      },
    )
    const ended = new Promise((resolve) => processes[0].once('exit', (_, signal) => resolve(signal)))
    await expect(learning).rejects.toThrow(Stopped)
    expect(await ended).toBe('SIGKILL')
  })
})

test.skipIf(process.platform !== 'linux')('without a driver it says what is missing', async () => {
  vi.stubEnv('VK_DRIVER_FILES', '/nowhere.json')
  await expect(learnOn('webgpu', lesson, quiet)).rejects.toThrow(
    /^WebGPU could not be loaded: there is no GPU that can be used; it takes .*libvulkan1/,
  )
  vi.unstubAllEnvs()
})

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

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length)
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])))
}
