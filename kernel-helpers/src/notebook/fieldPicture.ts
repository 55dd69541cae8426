import { interpolateMagma, interpolateRdBu } from 'd3-scale-chromatic'
import { encode } from 'fast-png'

export interface PaintedField {
  readonly values: Float32Array
  readonly width: number
  readonly height: number
}

type Palette = readonly (readonly [number, number, number])[]

/** From dark to light. */
export const magma = paletteOf((part) => interpolateMagma(part))
/** Blue below 0 and red above, white at 0. */
export const blueRed = paletteOf((part) => interpolateRdBu(1 - part))

/** A field as an SVG element of `width × height`, its values from `low` to `high` as colours. */
export function fieldImage(
  field: PaintedField,
  [low, high]: readonly [number, number],
  palette: Palette,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): string {
  const data = new Uint8Array(field.width * field.height * 3)
  field.values.forEach((value, i) => {
    data.set(palette[Math.min(255, Math.max(0, Math.round((255 * (value - low)) / (high - low))))], 3 * i)
  })
  const png = encode({ width: field.width, height: field.height, data, channels: 3 })
  const image = Buffer.from(png).toString('base64')
  return `<image x="${x}" y="${y}" width="${width}" height="${height}" style="image-rendering:pixelated" href="data:image/png;base64,${image}"/>`
}

function paletteOf(colour: (part: number) => string): Palette {
  return Array.from({ length: 256 }, (_, i) => rgb(colour(i / 255)))
}

/** Of `#rrggbb` or `rgb(r, g, b)`. */
function rgb(colour: string): [number, number, number] {
  if (!colour.startsWith('#')) return colour.match(/\d+/g)!.map(Number) as [number, number, number]
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}
