import * as tf from '@tensorflow/tfjs-core'
import { expect, test } from 'vitest'
import { loadBackend } from './index.js'

const absent = await loadBackend('webgpu').then(
  () => undefined,
  (error: Error) => `skipped: ${error.message}`,
)

interface Buffer {
  destroy(): void
}

/** GPUBufferUsage.STORAGE */
const STORAGE = 0x80

interface Device {
  readonly limits: { readonly maxBufferSize: number }
  createBuffer(options: { size: number; usage: number }): Buffer
  destroy(): void
  addEventListener(type: 'uncapturederror', listen: () => void): void
}

const device = () => (tf.backend() as unknown as { device: Device }).device
const three = () => tf.add(tf.scalar(1), 2).data()

test.skipIf(absent)(absent ?? 'no tensor is computed outside the GPU, however small', () => {
  expect(tf.env().getBool('WEBGPU_CPU_FORWARD')).toBe(false)
  const small = tf.tidy(() => tf.add(tf.slice(tf.tensor1d([1, 2]), 0, 1), tf.tensor1d([3])))
  // What was computed on the GPU cannot be read synchronously: Node has no canvas to read it by.
  expect(() => small.dataSync()).toThrow('OffscreenCanvas')
  small.dispose()
})

test.skipIf(absent)('memory of tensors that are gone is given back', async () => {
  const { memory, freeMemory } = await loadBackend('webgpu')
  await three()
  freeMemory?.()
  const before = memory()
  tf.dispose(tf.tidy(() => tf.add(tf.zeros([1000, 1000]), 1)))
  await three()
  expect(memory()).toBeGreaterThan(before + 4e6)
  freeMemory?.()
  expect(memory()).toBeLessThan(before + 1e4)
})

test.skipIf(absent)('a full memory is told once, and what follows goes on', async () => {
  const size = Math.min(device().limits.maxBufferSize, 2 ** 30)
  const held: Buffer[] = []
  let full = false
  device().addEventListener('uncapturederror', () => {
    full = true
  })
  while (!full) {
    held.push(device().createBuffer({ size, usage: STORAGE }))
    await new Promise((resolve) => setTimeout(resolve))
  }
  await expect(three()).rejects.toThrow(/^the memory of the GPU is full \(.+; \d+ MiB held\): close /)
  for (const buffer of held) buffer.destroy()
  await expect(three()).resolves.toEqual(Float32Array.of(3))
})

test.skipIf(absent)('a lost GPU is told at the next read and from then on, by name', async () => {
  const reading = three()
  device().destroy()
  await expect(reading).rejects.toMatchObject({
    name: 'DeviceLost',
    message: expect.stringMatching(/^the GPU was lost \(.+; destroyed: .+\)$/),
  })
  await expect(three()).rejects.toThrow('the GPU was lost')
})
