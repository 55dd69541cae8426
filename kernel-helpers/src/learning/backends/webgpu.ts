import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type * as TensorFlow from '@tensorflow/tfjs-core'
import { eagerTrainer } from '../trainers/eager.js'
import { type Activated, type BackendKind, DeviceLost, OutOfMemory } from './backend.js'
import { registerFilterGradient } from './webgpu-filter-gradient.js'

/** Any graphics processor through WebGPU, which the package `webgpu` (Dawn) brings to Node. */
export const webGpu: BackendKind = { label: 'WebGPU', activate, trainer: eagerTrainer }

interface Adapter {
  readonly info: {
    readonly vendor: string
    readonly architecture: string
    readonly device: string
    readonly description: string
    readonly isFallbackAdapter: boolean
  }
}

interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<Adapter | null>
}

interface Device {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>
  addEventListener(type: 'uncapturederror', listen: (event: { error: Error }) => void): void
}

interface Buffers {
  readonly freeBuffers: Map<string, { readonly size: number; destroy(): void }[]>
  numFreeBuffers: number
  numBytesAllocated: number
}

/** What is used of WebGPUBackend in @tensorflow/tfjs-backend-webgpu. */
interface WebGpuBackend {
  readonly device: Device
  readonly bufferManager: Buffers
  read(dataId: object): Promise<unknown>
}

let found: Promise<Adapter> | undefined
let activated: Activated | undefined

/**
 * The GPU that WebGPU would use, without loading anything else.
 * @throws Error saying what is missing, and what to do
 */
export function findAdapter(): Promise<Adapter> {
  found ??= requestAdapter()
  return found
}

async function requestAdapter(): Promise<Adapter> {
  const { create, globals } = await loadDawn()
  Object.assign(globalThis, globals)
  // Kept for the life of the process: Dawn crashes once the object is garbage-collected.
  const gpu = create([])
  const scope = globalThis as { navigator?: object }
  scope.navigator ??= { userAgent: `Node.js/${process.versions.node}` }
  Object.defineProperty(scope.navigator, 'gpu', { value: gpu, configurable: true })
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) throw new Error(`there is no GPU that can be used; ${needed()}`)
  return adapter
}

async function loadDawn(): Promise<{ create(options: string[]): Gpu; globals: object }> {
  const name: string = 'webgpu'
  try {
    return await import(name)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new Error(
      code === 'ERR_MODULE_NOT_FOUND'
        ? `the package ${name} is missing; get it with: npm install --prefix ${besideKernel()} ${name}@${dawnVersion()}`
        : message,
    )
  }
}

/** A folder where Node finds packages for the kernel, and npm doesn't touch the kernel's own. */
function besideKernel(): string {
  return fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '')
}

function dawnVersion(): string {
  const { optionalDependencies } = createRequire(import.meta.url)('../../../package.json')
  return optionalDependencies.webgpu
}

function needed(): string {
  return process.platform === 'linux'
    ? "it takes a driver for Vulkan and Vulkan's loader (apt-get install libvulkan1 mesa-vulkan-drivers, or the GPU vendor's driver)"
    : 'it takes a GPU and its current driver'
}

async function activate(tf: typeof TensorFlow): Promise<Activated> {
  const { info } = await findAdapter()
  await import('@tensorflow/tfjs-backend-webgpu')
  // Small tensors would be computed in pure JavaScript.
  tf.env().set('WEBGPU_CPU_FORWARD', false)
  registerFilterGradient(tf)
  if (!(await tf.setBackend('webgpu'))) throw new Error(`no device could be opened on ${nameOf(info)}`)
  activated ??= watched(tf.backend() as unknown as WebGpuBackend, info)
  return activated
}

/** Reading fails, instead of giving what a GPU in trouble left there, once something has gone wrong. */
function watched(backend: WebGpuBackend, info: Adapter['info']): Activated {
  let trouble: Error | undefined
  const held = () => `${Math.round(backend.bufferManager.numBytesAllocated / 2 ** 20)} MiB held`
  void backend.device.lost.then(({ reason, message }) => {
    trouble = new DeviceLost(`the GPU was lost (${nameOf(info)}; ${reason}: ${firstLine(message)})`)
  })
  backend.device.addEventListener('uncapturederror', ({ error }) => {
    trouble ??=
      error.constructor.name === 'GPUOutOfMemoryError'
        ? new OutOfMemory(
            `the memory of the GPU is full (${nameOf(info)}; ${held()}): close what else uses it, or train on another backend`,
          )
        : new Error(`WebGPU: ${firstLine(error.message)}`)
  })
  const read = backend.read.bind(backend)
  backend.read = async (dataId) => {
    try {
      const values = await read(dataId)
      if (!trouble) return values
    } catch (error) {
      // The loss itself is told after the reads that it ends.
      await Promise.race([backend.device.lost, new Promise((resolve) => setTimeout(resolve, 1000))])
      trouble ??= error as Error
    }
    const told = trouble
    if (!(told instanceof DeviceLost)) trouble = undefined
    throw told
  }
  return {
    description: `WebGPU (${nameOf(info)})`,
    gpu: !info.isFallbackAdapter,
    memory: () => backend.bufferManager.numBytesAllocated,
    freeMemory: () => freeMemory(backend.bufferManager),
  }
}

/** Buffers are kept for tensors of exactly the same size, which other cell sizes don't have. */
function freeMemory(buffers: Buffers): void {
  for (const unused of buffers.freeBuffers.values())
    for (const buffer of unused.splice(0)) {
      buffers.numFreeBuffers--
      buffers.numBytesAllocated -= buffer.size
      buffer.destroy()
    }
}

function nameOf({ vendor, architecture, device, description, isFallbackAdapter }: Adapter['info']): string {
  const model = [vendor, architecture, description || device].filter((part) => part !== '').join(' ')
  return `${isFallbackAdapter ? 'software, ' : ''}${model}, ${interfaces[process.platform] ?? 'Vulkan'}`
}

/** What Dawn drives GPUs through. */
const interfaces: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Metal', win32: 'Direct3D' }

function firstLine(text: string): string {
  return text.trim().split('\n')[0]
}
