import { sharedBuffer } from './memory.js'
import { type PixelOptions, PixelRecording } from './pixel-recording.js'
import type { SharedVideo } from './recording.js'

export interface VideoOptions extends PixelOptions {
  /** `frames × rows × columns`. */
  readonly pixels: Float32Array
}

/** A recording whose pixels are all in memory. */
export class Video extends PixelRecording {
  readonly pixels: Float32Array

  /** @throws RangeError if there are more or fewer pixels than frames × rows × columns, or a pixel has no size */
  constructor(options: VideoOptions) {
    super(options)
    const expected = options.frames * options.rows * options.columns
    if (options.pixels.length !== expected)
      throw new RangeError(
        `pixels: ${options.pixels.length} numbers, expected frames × rows × columns = ${expected}`,
      )
    this.pixels = options.pixels
  }

  share(): SharedVideo {
    return { ...this.shared(), kind: 'video', pixels: sharedBuffer(this.pixels) }
  }

  protected pixelsOf(frame: number): Float32Array {
    const size = this.rows * this.columns
    return this.pixels.subarray(frame * size, (frame + 1) * size)
  }
}
