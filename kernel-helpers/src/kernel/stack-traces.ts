import { fileURLToPath } from 'node:url'
import { describe, isSource, originalPosition, type Position } from './source-position.js'

const positions = new WeakMap<object, Position>()
const stacks = new WeakMap<object, string>()
const COMPILER = /[\\/]typescript-for-tslab[\\/]/
const FRAMES_TO_JUDGE = 50
const EVALUATED = 'evaluated'
const kernelFolder = fileURLToPath(new URL('.', import.meta.url))

/** Below the user's first frame nobody cares for what called it: the kernel, tslab, Node. */
function isMachinery(file: string): boolean {
  if (file === '' || file.startsWith('node:') || isSource(file)) return true
  const path = file.startsWith('file:') ? fileURLToPath(file) : file
  return path.startsWith(kernelFolder) || /[\\/]tslab[\\/]dist[\\/]/.test(path)
}

/**
 * Whether code of the user, or a library that it calls, runs at the moment, and not only the kernel or its compiler.
 * To be asked by code that V8 runs in between.
 */
export function runsUserCode(): boolean {
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.stackTraceLimit = FRAMES_TO_JUDGE
  Error.prepareStackTrace = (_error, frames) => frames
  const frames = new Error().stack as unknown as NodeJS.CallSite[]
  Error.prepareStackTrace = prepareStackTrace
  Error.stackTraceLimit = stackTraceLimit
  // Above are this function, the one that asks, and V8's evaluation of the question.
  const running = frames.slice(3).filter((frame) => !frame.isAsync() && !frame.isNative())
  const files = running.map((frame) => frame.getScriptNameOrSourceURL() || (frame.isEval() ? EVALUATED : ''))
  if (files.some((file) => COMPILER.test(file))) return false
  return files.some((file) => file === EVALUATED || isSource(file) || !isMachinery(file))
}

/** The innermost place in the user's code that `error` went through. */
export function positionOf(error: unknown): Position | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  void (error as { stack?: unknown }).stack
  return positions.get(error)
}

/** Takes back what Node writes above the stack of an error that leaves a script: compiled lines. */
export function undecorate(error: Error): void {
  const stack = stacks.get(error)
  if (stack !== undefined && error.stack !== stack && error.stack?.endsWith(stack)) error.stack = stack
}

/** Makes `error.stack` name cells and lines of TypeScript, and end where the user's code ends. */
export function mapStackTraces(): void {
  Error.prepareStackTrace = (error, frames) => {
    const found = frames.map(locate)
    const first = found.find(({ position }) => position)?.position
    if (first) {
      positions.set(error, first)
      while (!found.at(-1)!.position && isMachinery(found.at(-1)!.file)) found.pop()
    }
    const stack = [heading(error), ...found.map(({ text }) => `    at ${text}`)].join('\n')
    stacks.set(error, stack)
    return stack
  }
}

function locate(frame: NodeJS.CallSite): { file: string; text: string; position: Position | undefined } {
  const file = frame.getScriptNameOrSourceURL() ?? ''
  const [line, column] = [frame.getLineNumber() ?? 0, frame.getColumnNumber() ?? 0]
  const position = originalPosition(file, line, column)
  if (!position) return { file, text: String(frame), position }
  // What a cell defines is called as a property of tslab's proxy.
  const text = String(frame).replace(/^(async )?Proxy\./, '$1')
  return { file, text: text.replace(`${file}:${line}:${column}`, describe(position)), position }
}

function heading(error: Error): string {
  const { code } = error as { code?: unknown }
  const text = Error.prototype.toString.call(error)
  return typeof code === 'string' && code.startsWith('ERR_')
    ? text.replace(error.name, `${error.name} [${code}]`)
    : text
}
