import { readFile, stat } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { decodePlottedTable } from './protocol/index.js'
import type { Manifest } from './run/manifest.js'
import { analyses } from './theory/analyses.js'
import { rowsOf, type SavedResult } from './theory/reproduction/reproduction.js'

/**
 * Reads what an analysis wrote: its folder, the `manifest.json` or the Arrow file in it.
 *
 * @throws Error naming the file that isn't there or isn't one of an analysis
 */
export async function readSavedResult(path: string): Promise<SavedResult> {
  if (extname(path) === '.arrow') return fromArrow(path)
  const folder = (await isFolder(path)) ? path : dirname(path)
  const manifest = await readManifest(folder === path ? join(path, 'manifest.json') : path)
  return fromArrow(join(folder, `${manifest.analysis}.arrow`), manifest)
}

/** @throws Error if the file isn't there or is no manifest of an analysis */
export async function readManifest(path: string): Promise<Manifest<object>> {
  const text = (await read(path, 'a manifest.json')).toString()
  try {
    return checked(JSON.parse(text))
  } catch (cause) {
    throw new Error(`${path}: not a manifest of an analysis, expected one written by scalescope`, { cause })
  }
}

/** @throws Error if it is no manifest of a known analysis */
export function checked(value: unknown): Manifest<object> {
  const manifest = value as Manifest<object> | null
  if (manifest?.schema !== 1 || !analyses.some(({ name }) => name === manifest.analysis))
    throw new Error('not a manifest of an analysis')
  return manifest
}

/** @param known the manifest beside the file, which is newer than the one in it */
async function fromArrow(path: string, known?: Manifest<object>): Promise<SavedResult> {
  const bytes = await read(path, 'the result that the manifest belongs to')
  try {
    const { table, description } = decodePlottedTable(bytes)
    return { where: path, manifest: known ?? checked(description?.manifest), rows: rowsOf({ table }) }
  } catch (cause) {
    throw new Error(`${path}: not a result of an analysis, expected an Arrow file written by scalescope`, {
      cause,
    })
  }
}

async function read(path: string, what: string): Promise<Buffer> {
  return readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`${path}: ${cause.code === 'ENOENT' ? 'no such file' : cause.message}, expected ${what}`)
  })
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
