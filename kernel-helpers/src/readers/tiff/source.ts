import type { FileHandle } from 'node:fs/promises'

/** How far geotiff looks ahead when it reads a directory: past the end of a small file. */
const LOOK_AHEAD = 4096

/** A file as geotiff reads from it, which refuses what lies outside the file before memory is set aside for it. */
export class FileSource {
  constructor(
    private readonly file: FileHandle,
    readonly fileSize: number,
  ) {}

  fetch(slices: { offset: number; length: number }[]): Promise<ArrayBuffer[]> {
    return Promise.all(
      slices.map(async ({ offset, length }) => {
        if (!(offset < this.fileSize && offset + length <= this.fileSize + LOOK_AHEAD)) {
          throw new Error(`refers to bytes ${offset} to ${offset + length} but ends at ${this.fileSize}`)
        }
        const bytes = new Uint8Array(length)
        await this.file.read(bytes, 0, length, offset)
        return bytes.buffer
      }),
    )
  }

  async fetchSlice(slice: { offset: number; length: number }) {
    const [data] = await this.fetch([slice])
    return { ...slice, data }
  }

  close(): Promise<void> {
    return this.file.close()
  }
}
