import { beforeEach, expect, test, vi } from 'vitest'
import type { Learned, Lesson } from './learn.js'

/** What the GPU's process of these tests is, and does. */
const gpu = { real: true, absent: '', fail: undefined as (() => Promise<Error>) | undefined, started: 0 }

vi.mock('./gpu-process.js', () => ({
  GpuProcess: class GpuProcess {
    description = gpu.real ? 'WebGPU (a GPU)' : 'WebGPU (software)'
    gpu = gpu.real
    ended = false

    static async start() {
      gpu.started++
      if (gpu.absent) throw new Error(gpu.absent)
      return new GpuProcess()
    }

    async learn(): Promise<Partial<Learned>> {
      if (gpu.fail) throw await gpu.fail()
      return {}
    }

    close() {
      this.ended = true
    }
  },
}))
vi.mock('./learn.js', () => ({ learn: async () => ({}) }))
vi.mock('node:fs', async (original) => {
  const actual = await original<typeof import('node:fs')>()
  return { ...actual, existsSync: (path: string) => path === '/dev/nvidiactl' || actual.existsSync(path) }
})

const processor = /^(TensorFlow \S+ \(CPU|WebAssembly \()/
const quiet = { report: () => {}, checkpoint: () => {} }
const failing = (name: 'DeviceLost' | 'OutOfMemory', message: string) => async () => {
  const errors = await import('./backends/backend.js')
  return new errors[name](message)
}

let learn: () => Promise<string>
beforeEach(async () => {
  vi.resetModules()
  Object.assign(gpu, { real: true, absent: '', fail: undefined, started: 0 })
  const { learnOn } = await import('./learner.js')
  learn = async () => (await learnOn(undefined, {} as Lesson, quiet)).backend
})

test('a GPU is chosen', async () => {
  expect(await learn()).toBe('WebGPU (a GPU), the fastest here')
})

test('software that stands in for a GPU is not, nor asked for again', async () => {
  gpu.real = false
  for (let i = 0; i < 2; i++) {
    const backend = await learn()
    expect(backend).toMatch(processor)
    expect(backend).toContain('WebGPU (software) trains only when asked for')
  }
  expect(gpu.started).toBe(1)
})

test('without a driver the next best is chosen, and says so', async () => {
  gpu.absent = 'there is no GPU that can be used'
  const backend = await learn()
  expect(backend).toMatch(processor)
  expect(backend).toContain(gpu.absent)
})

test('a GPU that is lost once is used again, and one that is lost twice no more', async () => {
  const lost = failing('DeviceLost', 'the GPU was lost (it fell off)')
  gpu.fail = () => {
    gpu.fail = undefined
    return lost()
  }
  expect(await learn()).toBe('WebGPU (a GPU), the fastest here')
  gpu.fail = lost
  const backend = await learn()
  expect(backend).toMatch(processor)
  expect(backend).toContain('the GPU was lost (it fell off)')
  gpu.fail = undefined
  expect(await learn()).toBe(backend)
})

test("where a GPU's memory does not suffice, the next best goes on", async () => {
  gpu.fail = failing('OutOfMemory', 'the memory of the GPU is full')
  const backend = await learn()
  expect(backend).toMatch(processor)
  expect(backend).toContain('the memory of the GPU is full')
})

test('an error in the training itself is not for another backend', async () => {
  gpu.fail = async () => new Error('training diverged at step 20')
  await expect(learn()).rejects.toThrow('training diverged at step 20')
})
