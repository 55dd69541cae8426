import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type BackendName, backendNames, loadBackend } from './index.js'

const missing = await reasonsForAbsence()

describe.each(backendNames)('%s', (name) => {
  describe.skipIf(missing.has(name))(missing.get(name) ?? 'loaded', () => {
    beforeAll(async () => {
      await loadBackend(name)
    })

    test('says what it is and why it runs', async () => {
      const backend = await loadBackend(name)
      expect([backend.name, backend.reason]).toEqual([name, 'asked for'])
      expect(backend.tf === tf).toBe(true)
      expect(backend.description).toMatch(/^(TensorFlow \d+\.\d+\.\d+|WebAssembly) \(.*\d+ threads?\)$/)
      expect(tf.getBackend()).toBe(name)
    })

    test.each([
      { height: 6, width: 7, pad: 'same' as const },
      { height: 4, width: 6, pad: 'valid' as const },
    ])('has the gradients of a $height × $width image padded $pad', ({ height, width, pad }) => {
      const difference = tf.tidy(() => {
        const x = tf.reshape<tf.Rank.R4>(tf.linspace(-1, 1, height * width * 2), [1, height, width, 2])
        const filter = tf.reshape<tf.Rank.R4>(tf.cos(tf.range(0, 54)), [3, 3, 2, 3])
        const energy = (input: tf.Tensor4D, weights: tf.Tensor4D) =>
          tf.sum(tf.square(tf.conv2d(input, weights, 1, pad)))
        const gradients = tf.grads(energy as (...x: tf.Tensor[]) => tf.Scalar)([x, filter])
        // The energy is quadratic in each argument: Euler's theorem gives x · dE/dx = w · dE/dw = 2 E.
        const twice = energy(x, filter).dataSync()[0] * 2
        return [x, filter].map(
          (argument, i) => tf.sum(tf.mul(argument, gradients[i])).dataSync()[0] / twice - 1,
        )
      })
      expect(largestDifference(difference, [0, 0])).toBeLessThan(1e-5)
    })

    test('never computes in pure JavaScript', async () => {
      const error = await Promise.resolve()
        .then(() => tf.setBackend('cpu'))
        .catch((reason: Error) => reason)
      expect(String(error)).toMatch("Backend name 'cpu' not found in registry")
      await loadBackend(name)
      expect(tf.getKernelsForBackend('cpu')).toEqual([])
      expect(Object.keys(tf.engine().registry)).toContain(name)
      expect(backendNames).toEqual(expect.arrayContaining(Object.keys(tf.engine().registryFactory)))
      expect(() => tf.engine().runKernel('NoSuchKernel', {})).toThrow(`not registered for backend '${name}'`)
    })

    test('survives workers that are terminated while they load or train', async () => {
      const program = fileURLToPath(new URL('./backends.test.restarts.js', import.meta.url))
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, name])
      expect(stdout).toBe('restarted\n')
      expect(stderr.split('\n').filter((line) => line !== '' && !isTensorFlowNotice(line))).toEqual([])
    })
  })
})

test('an unknown backend is refused by name', async () => {
  await expect(loadBackend('cpu' as BackendName)).rejects.toThrow(
    'backend: expected tensorflow or wasm, got "cpu"',
  )
})

test('the best that loads is taken, and says why', async () => {
  const { name, reason } = await loadBackend()
  expect({ name, reason }).toEqual(
    missing.has('tensorflow')
      ? { name: 'wasm', reason: expect.stringContaining('TensorFlow could not be loaded: ') }
      : { name: 'tensorflow', reason: 'the fastest here' },
  )
})

/** TensorFlow may be absent; if it is there, it has to work. */
async function reasonsForAbsence(): Promise<Map<BackendName, string>> {
  const reasons = new Map<BackendName, string>()
  await loadBackend('tensorflow').catch((error: Error) => {
    if (!error.message.includes('has not been built')) throw error
    reasons.set('tensorflow', `skipped: ${error.message}`)
  })
  return reasons
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length)
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0)
}

/** A thread that is ended while TensorFlow starts can leave another one with its default log level. */
function isTensorFlowNotice(line: string): boolean {
  return /^I\d{4} /.test(line) || line.startsWith('WARNING: All log messages before absl::InitializeLog()')
}
