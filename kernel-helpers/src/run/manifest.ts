import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type { Provenance, Recording } from '../recording/recording.js'

const require = createRequire(import.meta.url)

/** One recording as a manifest names it. */
export interface Input {
  readonly provenance: Provenance
  readonly frames: number
  /** SHA-256 of what determines the recording: the file's bytes, or system, parameters, seed and version. */
  readonly sha256: string
  /** Which of the systems that are compared it belongs to. */
  readonly group?: number
}

/** Everything needed to run a computation again, and to tell whether it gave the same. */
export interface Manifest<Spec> {
  readonly schema: 1
  readonly analysis: string
  /** The request with every default filled in. */
  readonly spec: Spec
  readonly inputs: readonly Input[]
  /** SHA-256 of the analysis, its specification and its inputs: equal for runs that should agree. */
  readonly id: string
  readonly backend: string | null
  readonly versions: Readonly<Record<string, string>>
  readonly started: string
  readonly finished: string | null
}

export function describeInput(recording: Recording): Input {
  const { provenance, frames } = recording
  const { source } = provenance
  const determined = source.kind === 'file' ? [source.sha256, source.options] : source
  const content = source.kind === 'array' ? contentHash(recording) : null
  const seen = [
    frames,
    recording.frameInterval,
    recording.width,
    recording.height,
    recording.boundary,
    'renderWidth' in recording ? recording.renderWidth : null,
    content,
  ]
  return { provenance, frames, sha256: hash([determined, seen, versions().scalescope]) }
}

/** SHA-256 of a value as JSON with sorted keys. */
export function hash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

export function versions(): Record<string, string> {
  const of = (name: string) => (require(`${name}/package.json`) as { version: string }).version
  return {
    scalescope: of('../..'),
    node: process.versions.node,
    tfjs: of('@tensorflow/tfjs-core'),
    platform: `${process.platform}-${process.arch}`,
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}

function contentHash(recording: Recording): string {
  const shared = recording.share()
  if (shared.kind === 'paged-video')
    throw new TypeError(`${recording.provenance.title}: an array that lies in a file, expected one in memory`)
  const memory = shared.kind === 'trajectory' ? shared.positions : shared.pixels
  return createHash('sha256').update(new Uint8Array(memory)).digest('hex')
}
