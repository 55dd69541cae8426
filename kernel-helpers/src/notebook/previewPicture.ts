import { interpolateMagma } from 'd3-scale-chromatic'
import { encode } from 'fast-png'
import type { ScaleField } from '../protocol/index.js'

const PANEL = 150
const GAP = 12
const CAPTION = 34

/** The scales side by side as SVG, for pages without widgets. Text is grey, to be read on light and dark. */
export function previewPicture(
  title: string,
  fields: readonly ScaleField[],
  ranges: readonly (readonly [number, number])[],
  captions: readonly (readonly string[])[],
): string {
  const width = fields.length * (PANEL + GAP) - GAP
  const panels = fields.map((field, i) => {
    const x = i * (PANEL + GAP)
    const scale = PANEL / Math.max(field.width, field.height)
    const image = Buffer.from(png(field, ranges[i])).toString('base64')
    const lines = captions[i].map(
      (line, k) =>
        `<text x="${x + PANEL / 2}" y="${24 + PANEL + 15 + 14 * k}" text-anchor="middle">${escapeMarkup(line)}</text>`,
    )
    return `<image x="${x}" y="24" width="${field.width * scale}" height="${field.height * scale}" style="image-rendering:pixelated" href="data:image/png;base64,${image}"/>${lines.join('')}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${24 + PANEL + CAPTION}" viewBox="0 0 ${width} ${24 + PANEL + CAPTION}" font-family="sans-serif" font-size="11" fill="#808080"><text x="0" y="14" font-weight="bold">${escapeMarkup(title)}</text>${panels.join('')}</svg>`
}

function png({ values, width, height }: ScaleField, [low, high]: readonly [number, number]): Uint8Array {
  const data = new Uint8Array(width * height * 3)
  values.forEach((value, i) => {
    data.set(palette[Math.min(255, Math.max(0, Math.round((255 * (value - low)) / (high - low))))], 3 * i)
  })
  return encode({ width, height, data, channels: 3 })
}

const palette = Array.from({ length: 256 }, (_, i) => rgb(interpolateMagma(i / 255)))

function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function escapeMarkup(text: string): string {
  return text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!)
}
