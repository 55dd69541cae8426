import { open } from 'node:fs/promises'
import type { PagedVideo } from '../recording/paged-video.js'
import type { Video } from '../recording/video.js'
import { arrow } from './arrow.js'
import type { ReadContext, Reader } from './reader.js'
import { tiff } from './tiff.js'

export type { ReadContext } from './reader.js'

const readers: readonly Reader[] = [tiff, arrow]

/**
 * Reads a recording, in the format that its first bytes tell: whole if memory has room for it, else frame by frame as
 * they are needed.
 * @param options of the format's reader, for TIFF `plane` and `channel`, counted from 0
 * @throws Error that names the file, what is wrong with it and what was expected.
 */
export async function openVideo(
  path: string,
  options: Readonly<Record<string, number | string>> = {},
  context: ReadContext = {},
): Promise<Video | PagedVideo> {
  const start = await firstBytes(path)
  const reader = readers.find((candidate) => candidate.recognises(start))
  if (!reader) {
    const formats = readers.map(({ name, extensions }) => `${name} (${extensions.join(', ')})`).join(' or ')
    throw new Error(`${path}: not a recording that can be read; expected ${formats}`)
  }
  return reader.read(path, checkedOptions(reader, options), context)
}

function checkedOptions(
  reader: Reader,
  options: Readonly<Record<string, number | string>>,
): Record<string, number> {
  const checked: Record<string, number> = {}
  for (const [name, value] of Object.entries(options)) {
    const option = Object.hasOwn(reader.options, name) ? reader.options[name] : undefined
    if (!option) {
      const known = Object.keys(reader.options).join(', ')
      throw new RangeError(`${name}: no such option; ${reader.name} files have ${known}`)
    }
    if (typeof value !== 'number' || !Number.isInteger(value) || value < option.min) {
      throw new RangeError(`${name}: ${value}, expected an integer from ${option.min}`)
    }
    checked[name] = value
  }
  return checked
}

async function firstBytes(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(16), 0, 16, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (cause) {
    const reasons: Record<string, string> = {
      ENOENT: 'no such file',
      EISDIR: 'is a folder',
      EACCES: 'no permission to read it',
    }
    const code = (cause as NodeJS.ErrnoException).code ?? ''
    const reason = reasons[code] ?? (cause as Error).message
    throw new Error(`${path}: ${reason}; expected a recording`, { cause })
  }
}
