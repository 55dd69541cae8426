import { join } from 'node:path'
import { readIfThere, writeWhole } from './files.js'
import type { Manifest } from './manifest.js'

/**
 * A folder that holds one computation: `manifest.json` and one file for each finished part, so that
 * nothing finished is lost and the same request goes on where it was left.
 */
export class RunStore {
  private constructor(readonly folder: string) {}

  /**
   * Opens the folder for a computation, new or begun.
   *
   * @throws Error if the folder holds another computation or can't be written
   */
  static async open(folder: string, manifest: Manifest<unknown>): Promise<RunStore> {
    const path = join(folder, 'manifest.json')
    const present = await readIfThere(path)
    if (present !== undefined) {
      const { id } = parse<Manifest<unknown>>(path, present)
      if (id !== manifest.id)
        throw new Error(
          `${folder} holds another computation (${id?.slice(0, 8)}), expected ${manifest.id.slice(0, 8)}: choose another folder, or remove it`,
        )
    } else {
      await writeWhole(path, JSON.stringify(manifest, null, 2))
    }
    return new RunStore(folder)
  }

  /** A finished part; undefined if it isn't there yet. */
  async part<T>(name: string): Promise<T | undefined> {
    const path = join(this.folder, 'parts', `${name}.json`)
    const present = await readIfThere(path)
    return present === undefined ? undefined : parse<T>(path, present)
  }

  savePart(name: string, part: unknown): Promise<void> {
    return writeWhole(join(this.folder, 'parts', `${name}.json`), JSON.stringify(part, withArrays))
  }

  save(name: string, content: string | Uint8Array): Promise<void> {
    return writeWhole(join(this.folder, name), content)
  }
}

function parse<T>(path: string, text: string): T {
  try {
    return JSON.parse(text, readArrays) as T
  } catch (cause) {
    throw new Error(`${path} is not valid JSON: remove it to measure this part again`, { cause })
  }
}

const FLOAT32 = 'float32 in base64'

/** Numbers in single precision, such as a network's parameters, as bytes. */
function withArrays(_key: string, value: unknown): unknown {
  if (!(value instanceof Float32Array)) return value
  return { [FLOAT32]: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') }
}

function readArrays(_key: string, value: unknown): unknown {
  const encoded = (value as Record<string, unknown> | null)?.[FLOAT32]
  if (typeof encoded !== 'string') return value
  return new Float32Array(Uint8Array.from(Buffer.from(encoded, 'base64')).buffer)
}
