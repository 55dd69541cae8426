import type { PagedVideo } from '../recording/paged-video.js'
import type { Video } from '../recording/video.js'

/** One option of a reader. Dialogs and command-line options are made from it. */
interface ReaderOption {
  readonly description: string
  readonly default: number
  readonly min: number
}

export interface ReadContext {
  readonly signal?: AbortSignal
  /** Called with the fraction read. */
  readonly onProgress?: (fraction: number) => void
  /** Bytes of pixels to keep in memory, a quarter of it by default: of larger recordings frames are read as needed. */
  readonly memory?: number
}

/** A file format. One file in this folder, one line in `index.ts`. */
export interface Reader {
  /** As in an error message: `TIFF`. */
  readonly name: string
  /** With the dot, lower case. */
  readonly extensions: readonly string[]
  /** All are integers that count from 0. */
  readonly options: Readonly<Record<string, ReaderOption>>
  /** Whether a file that starts with these bytes is of this format. */
  recognises(start: Uint8Array): boolean
  /** @throws Error that names the file, what is wrong with it and what was expected. */
  read(
    path: string,
    options: Readonly<Record<string, number>>,
    context: ReadContext,
  ): Promise<Video | PagedVideo>
}
