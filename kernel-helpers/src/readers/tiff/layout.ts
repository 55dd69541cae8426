/** How the pages of a file make up a recording, and its units. */
export interface Layout {
  readonly frames: number
  readonly planes: number
  readonly channels: number
  /** Page that holds a frame; undefined where this file has none. Channels within one page share it. */
  page(frame: number, plane: number, channel: number): number | undefined
  /** Side of a pixel and its unit; null where the file doesn't say. */
  readonly pixelSize: { readonly value: number; readonly unit: string } | null
  /** Time between frames and its unit; null where the file doesn't say. */
  readonly frameInterval: { readonly value: number; readonly unit: string } | null
}

/** Every page is a frame, and the samples of a pixel are channels. */
export function plainLayout(pageCount: number, samples: number): Layout {
  return {
    frames: pageCount,
    planes: 1,
    channels: samples,
    page: (frame) => frame,
    pixelSize: null,
    frameInterval: null,
  }
}
