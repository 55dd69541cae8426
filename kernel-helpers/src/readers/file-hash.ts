import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/** SHA-256 of a whole file. */
export async function sha256(file: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) hash.update(chunk)
  return hash.digest('hex')
}
