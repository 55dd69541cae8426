import { type Layout, plainLayout } from './layout.js'

/**
 * The hyperstack that ImageJ describes in the first page: one `key=value` a line; channels vary fastest, then slices,
 * then frames (ImageJ's `FileInfo` and `TiffEncoder`). Null if the description isn't ImageJ's. A stack that isn't
 * declared a hyperstack is a movie, although ImageJ counts its pages as slices.
 */
export function imageJLayout(
  description: string,
  pageCount: number,
  samples: number,
  pixelsPerUnit: number | null,
): Layout | null {
  if (!description.startsWith('ImageJ=')) return null
  const fields = new Map(
    description.split('\n').map((line) => {
      const [key, ...value] = line.split('=')
      return [key, value.join('=').trim()]
    }),
  )
  const count = (key: string) => Math.max(1, Number.parseInt(fields.get(key) ?? '1', 10) || 1)
  const [channels, planes, frames] = [count('channels'), count('slices'), count('frames')]
  const declared = fields.get('hyperstack') === 'true' && samples === 1
  if (declared && channels * planes * frames !== pageCount) {
    throw new Error(
      `ImageJ's ${channels} channels × ${planes} slices × ${frames} frames don't make its ${pageCount} pages`,
    )
  }
  const stack: Layout = declared
    ? {
        ...plainLayout(pageCount, samples),
        channels,
        planes,
        frames,
        page: (frame, plane, channel) => (frame * planes + plane) * channels + channel,
      }
    : plainLayout(pageCount, samples)

  const unit = (fields.get('unit') ?? '').replace('\\u00B5', 'µ').replace(/^microns?$|^um$/, 'µm')
  const interval = Number(fields.get('finterval'))
  return {
    ...stack,
    pixelSize: unit && unit !== 'pixel' && pixelsPerUnit ? { value: 1 / pixelsPerUnit, unit } : null,
    frameInterval: interval > 0 ? { value: interval, unit: fields.get('tunit') || 's' } : null,
  }
}
