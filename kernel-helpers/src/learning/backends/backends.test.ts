import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type BackendName, backendNames, loadBackend } from './index.js'
import { checkVersion } from './tensorflow.js'

const missing = await reasonsForAbsence()

const descriptions = {
  tensorflow: /^TensorFlow 2\.\d+\.\d+ \((CUDA|CPU, \d+ threads?)\)$/,
  webgpu: /^WebGPU \((software, )?.+, (Vulkan|Metal|Direct3D)\)$/,
  wasm: /^WebAssembly \(SIMD, 1 thread\)$/,
}

describe.each(backendNames)('%s', (name) => {
  describe.skipIf(missing.has(name))(missing.get(name) ?? 'loaded', () => {
    beforeAll(async () => {
      await loadBackend(name)
    })

    test('says what it is and why it runs', async () => {
      const backend = await loadBackend(name)
      expect(backend.name).toBe(name)
      expect(backend.tf === tf).toBe(true)
      expect(backend.description).toMatch(descriptions[name])
      expect(tf.getBackend()).toBe(name)
    })

    test.each([
      { height: 6, width: 7, pad: 'same' as const, rounding: 5e-6 },
      { height: 4, width: 6, pad: 'valid' as const, rounding: 5e-6 },
      // More positions than some drivers let a loop have rounds.
      { height: 300, width: 280, pad: 'valid' as const, rounding: 2e-4 },
    ])(
      'has the gradients of a $height × $width image padded $pad',
      async ({ height, width, pad, rounding }) => {
        const [twice, ...products] = tf.tidy(() => {
          const x = tf.reshape<tf.Rank.R4>(tf.linspace(-1, 1, height * width * 2), [1, height, width, 2])
          const filter = tf.reshape<tf.Rank.R4>(tf.cos(tf.range(0, 54)), [3, 3, 2, 3])
          const energy = (input: tf.Tensor4D, weights: tf.Tensor4D) =>
            tf.sum(tf.square(tf.conv2d(input, weights, 1, pad)))
          const gradients = tf.grads(energy as (...x: tf.Tensor[]) => tf.Scalar)([x, filter])
          return [
            tf.mul(2, energy(x, filter)),
            ...[x, filter].map((argument, i) => tf.sum(tf.mul(argument, gradients[i]))),
          ]
        }) as [tf.Scalar, ...tf.Scalar[]]
        // The energy is quadratic in each argument: Euler's theorem gives x · dE/dx = w · dE/dw = 2 E.
        const [expected] = await twice.data()
        for (const product of products)
          expect(Math.abs((await product.data())[0] / expected - 1)).toBeLessThan(rounding)
        tf.dispose([twice, ...products])
      },
    )

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
    }, 300_000)
  })
})

test('an unknown backend is refused by name', async () => {
  await expect(loadBackend('cpu' as BackendName)).rejects.toThrow(
    'backend: expected tensorflow or webgpu or wasm, got "cpu"',
  )
})

test.skipIf(process.arch !== 'x64')(
  'WebAssembly works on a processor without SIMD, and says so',
  async () => {
    const program = `import { loadBackend } from '${new URL('./index.js', import.meta.url)}'
    const { description, tf } = await loadBackend('wasm')
    const filter = tf.ones([3, 3, 1, 1])
    const sum = tf.sum(tf.conv2d(tf.ones([1, 5, 5, 1]), filter, 1, 'valid'))
    console.log(description, (await sum.data())[0])`
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...['--no-enable-sse4-1', '--input-type=module', '--eval', program],
    ])
    expect(stdout).toBe('WebAssembly (no SIMD, slow, 1 thread) 81\n')
  },
)

test('TensorFlow of another version than the tested is refused, and says what to do', () => {
  expect(() => checkVersion('2.21.3')).not.toThrow()
  expect(() => checkVersion('2.9.1')).toThrow(
    'its libraries are of version 2.9.1, expected 2.21; `npm run setup` gets those',
  )
})

/** TensorFlow and a GPU (or the software that stands in for one) may be absent; if they are there, they have to work. */
async function reasonsForAbsence(): Promise<Map<BackendName, string>> {
  const reasons = new Map<BackendName, string>()
  for (const [name, absent] of [
    ['tensorflow', /has not been built/],
    ['webgpu', /there is no GPU|is missing/],
  ] as const)
    await loadBackend(name).catch((error: Error) => {
      if (!absent.test(error.message)) throw error
      reasons.set(name, `skipped: ${error.message}`)
    })
  return reasons
}

/** A thread that is ended while TensorFlow starts can leave another one with its default log level. */
function isTensorFlowNotice(line: string): boolean {
  return /^I\d{4} /.test(line) || line.startsWith('WARNING: All log messages before absl::InitializeLog()')
}
