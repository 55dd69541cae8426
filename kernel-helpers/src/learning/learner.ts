import { existsSync, readdirSync } from 'node:fs'
import type { TaskContext } from '../run/task.js'
import { type BackendName, DeviceLost, OutOfMemory } from './backends/backend.js'
import { loadBackend } from './backends/index.js'
import { GpuProcess } from './gpu-process.js'
import { type Learned, type Lesson, learn } from './learn.js'
import type { TrainingProgress } from './training.js'

/** Something that lessons can be given to. */
export interface Learner {
  /** For people, for example 'TensorFlow 2.21.0 (CPU, 1 thread)'. */
  readonly description: string
  /** Whether a graphics processor computes. */
  readonly gpu: boolean
  /**
   * @throws DeviceLost
   * @throws OutOfMemory
   */
  learn(lesson: Lesson, context: TaskContext<TrainingProgress>): Promise<Learned>
}

export interface Lessons {
  readonly learned: Learned
  /** What ran, and why that. */
  readonly backend: string
}

/** Why this thread doesn't choose WebGPU by itself. */
let givenUp: string | undefined
let gpuProcess: GpuProcess | undefined

/**
 * Learns on the backend that is asked for, or the best there is. When a GPU is lost, starts once more on it, then on the
 * next best backend unless this one was asked for.
 *
 * @throws DeviceLost if the backend that was asked for loses its GPU twice
 * @throws OutOfMemory if a step of the training does not fit
 */
export async function learnOn(
  name: BackendName | undefined,
  lesson: Lesson,
  context: TaskContext<TrainingProgress>,
): Promise<Lessons> {
  for (let losses = 0; ; ) {
    context.checkpoint()
    const { learner, reason } = await (name ? asked(name) : best())
    try {
      const learned = await learner.learn(lesson, context)
      return { learned, backend: `${learner.description}${atOnce(learned)}, ${reason}` }
    } catch (error) {
      if (!(learner instanceof GpuProcess)) throw error
      if (error instanceof DeviceLost && ++losses === 1) continue
      if (name || !(error instanceof DeviceLost || error instanceof OutOfMemory)) throw error
      givenUp = error.message
    }
  }
}

function atOnce({ pixelsAtOnce }: Learned): string {
  return pixelsAtOnce ? `, ${pixelsAtOnce} pixels predicted at once for want of memory` : ''
}

interface Chosen {
  readonly learner: Learner
  readonly reason: string
}

async function asked(name: BackendName): Promise<Chosen> {
  return { learner: await open(name), reason: 'asked for' }
}

/** A GPU, by TensorFlow or else by WebGPU; without one TensorFlow, or else WebAssembly. */
async function best(): Promise<Chosen> {
  const problems: string[] = []
  const attempt = (name: BackendName) =>
    open(name).catch((error: Error) => {
      problems.push(error.message)
      return undefined
    })
  const tensorFlow = await attempt('tensorflow')
  if (!tensorFlow?.gpu && !givenUp && mayHaveGpu()) {
    const webGpu = await realGpu()
    if (webGpu) return { learner: webGpu, reason: 'the fastest here' }
  }
  const learner = tensorFlow ?? (await attempt('wasm'))
  if (!learner) throw new Error(problems.join('\n'))
  return { learner, reason: [givenUp, ...problems].filter(Boolean).join('; ') || 'the fastest here' }
}

async function realGpu(): Promise<Learner | undefined> {
  try {
    const found = await openGpu()
    if (found.gpu) return found
    found.close()
    givenUp = `${found.description} trains only when asked for`
  } catch (error) {
    givenUp = (error as Error).message
  }
  return undefined
}

async function open(name: BackendName): Promise<Learner> {
  if (name === 'webgpu') return openGpu()
  const backend = await loadBackend(name)
  return { ...backend, learn: (lesson, context) => learn(backend, lesson, context) }
}

async function openGpu(): Promise<GpuProcess> {
  if (!gpuProcess || gpuProcess.ended) gpuProcess = await GpuProcess.start()
  return gpuProcess
}

/** Whether it is worth starting a process to ask WebGPU: on Linux, whether the kernel has a GPU's driver. */
function mayHaveGpu(): boolean {
  if (process.platform !== 'linux') return true
  const rendering =
    existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => name.startsWith('renderD'))
  return rendering || ['/dev/nvidiactl', '/dev/dxg'].some((path) => existsSync(path))
}
