// Run as a process of its own by gpu-process.ts: opens the GPU, says what it is, and learns what it is sent.
import { loadBackend } from './backends/index.js'
import { findAdapter } from './backends/webgpu.js'
import type { Answer } from './gpu-process.js'
import { type Lesson, learn } from './learn.js'

process.on('disconnect', () => process.exit())
// Control-C in a terminal is for the process that started this one.
process.on('SIGINT', () => {})

const answer = (message: Answer) => process.send?.(message)
const fail = (error: unknown) => {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  answer({ type: 'failed', name, message })
}

try {
  // Before tfjs, which takes longer to load.
  await findAdapter().catch((error: Error) => {
    throw new Error(`WebGPU could not be loaded: ${error.message}`)
  })
  const backend = await loadBackend('webgpu')
  process.on('message', (lesson: Lesson) => {
    learn(backend, lesson, {
      checkpoint: () => {},
      report: (progress) => answer({ type: 'progress', progress }),
    }).then((learned) => answer({ type: 'learned', learned }), fail)
  })
  answer({ type: 'ready', description: backend.description, gpu: backend.gpu })
} catch (error) {
  fail(error)
}
