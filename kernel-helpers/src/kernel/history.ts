import type { Json } from './wire.js'

interface Entry {
  readonly line: number
  readonly input: string
  output: string | null
}

const SESSION = 1

/** What was run since the kernel started. */
export class History {
  readonly #entries: Entry[] = []

  add(line: number, input: string): void {
    this.#entries.push({ line, input, output: null })
  }

  setOutput(line: number, output: string): void {
    const entry = this.#entries.findLast((candidate) => candidate.line === line)
    if (entry) entry.output = output
  }

  /** Content of a history_reply to `request`. */
  reply(request: Json): Json {
    const entries = this.#select(request).map(({ line, input, output }) => [
      SESSION,
      line,
      request.output === true ? [input, output] : input,
    ])
    return { status: 'ok', history: entries }
  }

  #select({ hist_access_type: access, n, start, stop, pattern, unique }: Json): Entry[] {
    const last = typeof n === 'number' ? n : Number.POSITIVE_INFINITY
    const tail = (entries: Entry[]): Entry[] => entries.slice(Math.max(0, entries.length - last))
    if (access === 'tail') return tail(this.#entries)
    if (access === 'range') {
      const end = typeof stop === 'number' && stop > 0 ? stop : Number.POSITIVE_INFINITY
      return this.#entries.filter(({ line }) => line >= Number(start ?? 0) && line < end)
    }
    const glob = globToRegExp(String(pattern ?? '*'))
    const found = this.#entries.filter(({ input }) => glob.test(input))
    const kept = unique === true ? [...new Map(found.map((entry) => [entry.input, entry])).values()] : found
    return tail(kept)
  }
}

function globToRegExp(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 's')
}
