import { SourceMap, type SourceMapPayload } from 'node:module'

/** A place in a cell or in a file of the user; lines and columns count from 1. */
export interface Position {
  readonly source: Source
  readonly line: number
  readonly column: number
}

/** A position that is only told, not looked up. */
export interface Place {
  readonly source: Pick<Source, 'name' | 'text'>
  readonly line: number
  readonly column: number
}

/** What was compiled: a cell, or a TypeScript file that a cell imports. */
export interface Source {
  readonly name: string
  readonly text: string
  /** Lines that the compiler's input has above the text. */
  readonly linesAbove: number
  /** Lines of the code that runs; what is below them is tslab's. */
  readonly generatedLines: number
  /** From the code that runs to the compiler's input, in steps: source maps as JSON, read when a position is asked for. */
  readonly maps: readonly string[]
}

const sources = new Map<string, Source>()

/** `url` is what stack traces call the code. */
export function registerSource(url: string, source: Source): void {
  sources.set(url, source)
}

export function isSource(url: string): boolean {
  return sources.has(url)
}

/** Where the user wrote what runs at `line`, `column` (from 1) of `url`; undefined outside the user's code. */
export function originalPosition(url: string, line: number, column: number): Position | undefined {
  const source = sources.get(url)
  if (!source || line > source.generatedLines) return undefined
  let at = { line: line - 1, column: column - 1 }
  for (const map of source.maps) {
    const entry = new SourceMap(JSON.parse(map) as SourceMapPayload).findEntry(at.line, at.column)
    if (!('originalLine' in entry)) break
    at = { line: entry.originalLine, column: entry.originalColumn }
  }
  return { source, line: Math.max(1, at.line + 1 - source.linesAbove), column: at.column + 1 }
}

/** `Cell [3], line 2, column 7` */
export function describe({ source, line, column }: Place): string {
  return `${source.name}, line ${line}, column ${column}`
}

/** The line with two neighbours on either side, and an arrow at it. */
export function excerpt({ source, line, column }: Place): string {
  const lines = source.text.split('\n')
  const first = Math.max(1, line - 2)
  const width = String(line + 2).length
  const shown = lines.slice(first - 1, line + 2).flatMap((text, index) => {
    const number = first + index
    const row = `${number === line ? '→' : ' '} ${String(number).padStart(width)} │ ${text}`
    return number === line ? [row, `  ${' '.repeat(width)} │ ${' '.repeat(column - 1)}^`] : [row]
  })
  return shown.join('\n')
}
