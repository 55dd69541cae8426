import { readSync } from 'node:fs'
import type { Pixels } from './averaging.js'
import { type PixelOptions, PixelRecording } from './pixel-recording.js'
import type { SharedPagedVideo } from './recording.js'

/** How pixels lie in a file, little-endian. */
export const pixelTypes = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array } as const
export type PixelType = keyof typeof pixelTypes

/** Frames in an open file, each in one piece, row by row. */
export interface FramesInFile {
  /** File descriptor, which all threads of the process can read; it stays open as long as the process lives. */
  readonly file: number
  readonly type: PixelType
  /** Byte where each frame begins. */
  readonly starts: Float64Array
}

export interface PagedVideoOptions extends PixelOptions {
  readonly pixels: FramesInFile
}

/** Bytes asked of the file at a time; the system gives at most 2 GiB. */
const READ_AT_ONCE = 2 ** 30

/** The last frame that this thread has read, and the memory that it lies in. */
let buffer = new ArrayBuffer(0)
let held: { readonly from: FramesInFile; readonly frame: number } | undefined

/**
 * A recording that may be larger than memory: a frame is read when it is needed, into memory that each thread keeps for
 * one frame. What the system has room for, it keeps in its own cache of the file.
 */
export class PagedVideo extends PixelRecording {
  readonly pixels: FramesInFile

  /** @throws RangeError if not every frame has a place in the file, or a pixel has no size */
  constructor(options: PagedVideoOptions) {
    super(options)
    if (options.pixels.starts.length !== options.frames)
      throw new RangeError(`pixels: ${options.pixels.starts.length} frames, expected ${options.frames}`)
    this.pixels = options.pixels
  }

  share(): SharedPagedVideo {
    return { ...this.shared(), kind: 'paged-video', pixels: this.pixels }
  }

  /** @throws Error if the file has become shorter */
  protected pixelsOf(frame: number): Pixels {
    const { type } = this.pixels
    const length = this.rows * this.columns
    const bytes = length * pixelTypes[type].BYTES_PER_ELEMENT
    if (held?.from !== this.pixels || held.frame !== frame) {
      held = undefined
      if (buffer.byteLength < bytes) buffer = new ArrayBuffer(bytes)
      this.#read(frame, new Uint8Array(buffer, 0, bytes))
      held = { from: this.pixels, frame }
    }
    return new pixelTypes[type](buffer, 0, length)
  }

  /** Reads no more than these, and leaves the frame that is held. */
  protected override somePixelsOf(frame: number, start: number, end: number): Pixels {
    const Type = pixelTypes[this.pixels.type]
    const some = new Type(end - start)
    this.#read(frame, new Uint8Array(some.buffer), start * Type.BYTES_PER_ELEMENT)
    return some
  }

  #read(frame: number, into: Uint8Array, from = 0): void {
    const { file, starts } = this.pixels
    for (let done = 0; done < into.length; ) {
      const asked = Math.min(READ_AT_ONCE, into.length - done)
      const read = readSync(file, into, done, asked, starts[frame] + from + done)
      if (read === 0)
        throw new Error(
          `${this.provenance.title}: its file ends within frame ${frame}; expected it not to change while it is used`,
        )
      done += read
    }
  }
}
