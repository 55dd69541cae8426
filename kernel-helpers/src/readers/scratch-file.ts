import { closeSync, existsSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A file that has no name any more: its room on the disk is free again when the process ends, however it ends. It lies
 * in the folder that TMPDIR names, else where the system keeps large temporary files.
 */
export class ScratchFile {
  readonly descriptor: number
  #end = 0

  /** @throws Error naming the folder if there isn't room for so many bytes, or no permission to write */
  constructor(bytes: number) {
    const folder = process.env.TMPDIR ?? (existsSync('/var/tmp') ? '/var/tmp' : tmpdir())
    const { bavail, bsize } = statfsSync(folder)
    if (bavail * bsize < bytes) {
      const [needed, free] = [bytes, bavail * bsize].map((n) => `${(n / 2 ** 30).toFixed(1)} GiB`)
      throw new Error(
        `unpacked frames need ${needed} in ${folder}, which has ${free} left; free some, or name another folder in the variable TMPDIR`,
      )
    }
    const path = join(folder, `scalescope-${process.pid}-${performance.now()}`)
    this.descriptor = openSync(path, 'wx+', 0o600)
    rmSync(path)
  }

  /** Writes at the end, and gives the byte where what was written begins. */
  append(bytes: Uint8Array): number {
    const start = this.#end
    while (this.#end < start + bytes.length)
      this.#end += writeSync(this.descriptor, bytes, this.#end - start, undefined, this.#end)
    return start
  }

  close(): void {
    closeSync(this.descriptor)
  }
}
