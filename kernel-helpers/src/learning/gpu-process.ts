import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { TaskContext } from '../run/task.js'
import { DeviceLost, OutOfMemory } from './backends/backend.js'
import type { Learned, Lesson } from './learn.js'
import type { TrainingProgress } from './training.js'

/** What the process says. */
export type Answer =
  | { readonly type: 'ready'; readonly description: string; readonly gpu: boolean }
  | { readonly type: 'progress'; readonly progress: TrainingProgress }
  | { readonly type: 'learned'; readonly learned: Learned }
  | { readonly type: 'failed'; readonly name: string; readonly message: string }

const program = fileURLToPath(new URL('./gpu-process.main.js', import.meta.url))
/** A process that isn't used gives the GPU's memory back. */
const IDLE_MS = 60_000
const STOP_POLL_MS = 50
const LAST_WORDS = 500

/**
 * A process that trains on the GPU through WebGPU. Not a thread: Dawn aborts the whole process when a thread that uses it
 * is ended, and an error in a driver would take the notebook's kernel with it.
 */
export class GpuProcess {
  description = ''
  gpu = false
  readonly #process: ChildProcess
  #lastWords = ''
  #listen: (answer: Answer) => void = () => {}
  #end: (error: Error) => void = () => {}
  #idle: NodeJS.Timeout | undefined
  #ended = false

  private constructor() {
    this.#process = fork(program, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS)
    })
    this.#process.on('message', (answer: Answer) => this.#listen(answer))
    this.#process.on('error', (error) => this.#lose(error.message))
    // After 'exit', and after all that it said.
    this.#process.on('close', (code, signal) => this.#lose(signal ?? `exit code ${code}`))
  }

  /** @throws Error saying why there is no GPU to use */
  static async start(): Promise<GpuProcess> {
    const started = new GpuProcess()
    try {
      const { description, gpu } = await started.#answered('ready')
      started.description = description
      started.gpu = gpu
      started.#rest()
      return started
    } catch (error) {
      started.close()
      throw error
    }
  }

  get ended(): boolean {
    return this.#ended
  }

  /**
   * @throws DeviceLost if the GPU or the process has gone
   * @throws OutOfMemory
   */
  async learn(lesson: Lesson, context: TaskContext<TrainingProgress>): Promise<Learned> {
    clearTimeout(this.#idle)
    this.#process.ref()
    this.#process.channel?.ref()
    const polling = setInterval(() => {
      try {
        context.checkpoint()
      } catch (stopped) {
        this.#end(stopped as Error)
        this.close()
      }
    }, STOP_POLL_MS)
    try {
      const answered = this.#answered('learned', context.report)
      this.#process.send(lesson)
      return (await answered).learned
    } finally {
      clearInterval(polling)
      this.#rest()
    }
  }

  close(): void {
    this.#ended = true
    clearTimeout(this.#idle)
    this.#process.kill('SIGKILL')
  }

  #answered<Type extends Answer['type']>(
    type: Type,
    report: (progress: TrainingProgress) => void = () => {},
  ): Promise<Extract<Answer, { type: Type }>> {
    return new Promise((resolve, reject) => {
      this.#end = reject
      this.#listen = (answer) => {
        if (answer.type === 'progress') report(answer.progress)
        else if (answer.type === 'failed') reject(this.#errorOf(answer.name, answer.message))
        else if (answer.type === type) resolve(answer as Extract<Answer, { type: Type }>)
      }
    })
  }

  #errorOf(name: string, message: string): Error {
    if (name === 'OutOfMemory') return new OutOfMemory(message)
    if (name !== 'DeviceLost') return new Error(message)
    this.close()
    return new DeviceLost(message)
  }

  #rest(): void {
    if (this.#ended) return
    this.#process.unref()
    this.#process.channel?.unref()
    this.#idle = setTimeout(() => this.close(), IDLE_MS).unref()
  }

  #lose(how: string): void {
    this.#ended = true
    clearTimeout(this.#idle)
    const words = this.#lastWords.trim()
    this.#end(new DeviceLost(`the process that trains on the GPU ended (${how})${words && `: ${words}`}`))
  }
}
