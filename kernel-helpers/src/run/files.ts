import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a whole file or nothing: what was there before stays until the new content is complete.
 *
 * @throws Error naming the file and the reason (no space left, no permission, …)
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const unfinished = `${path}.unfinished`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(unfinished, content)
    await rename(unfinished, path)
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => {})
    throw new Error(`${path} could not be written: ${reason(cause)}`, { cause })
  }
}

/** Content of a text file; undefined if there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${path} could not be read: ${reason(error)}`, { cause: error })
  }
}

function reason(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
      return 'no space left on the device; free some and run the same command again to go on from here'
    case 'EDQUOT':
      return 'your disk quota is used up; free some and run the same command again to go on from here'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'no permission to write there; choose another folder'
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file stands where a folder is needed; choose another folder'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
