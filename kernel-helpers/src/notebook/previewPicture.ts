import { fieldImage, magma, type PaintedField } from './fieldPicture.js'
import { escapeMarkup } from './markup.js'

const PANEL = 150
const GAP = 12
const CAPTION = 34

/** The scales side by side as SVG, for pages without widgets. Text is grey, to be read on light and dark. */
export function previewPicture(
  title: string,
  fields: readonly PaintedField[],
  ranges: readonly (readonly [number, number])[],
  captions: readonly (readonly string[])[],
): string {
  const width = fields.length * (PANEL + GAP) - GAP
  const panels = fields.map((field, i) => {
    const x = i * (PANEL + GAP)
    const scale = PANEL / Math.max(field.width, field.height)
    const place = { x, y: 24, width: field.width * scale, height: field.height * scale }
    const lines = captions[i].map(
      (line, k) =>
        `<text x="${x + PANEL / 2}" y="${24 + PANEL + 15 + 14 * k}" text-anchor="middle">${escapeMarkup(line)}</text>`,
    )
    return `${fieldImage(field, ranges[i], magma, place)}${lines.join('')}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${24 + PANEL + CAPTION}" viewBox="0 0 ${width} ${24 + PANEL + CAPTION}" font-family="sans-serif" font-size="11" fill="#808080"><text x="0" y="14" font-weight="bold">${escapeMarkup(title)}</text>${panels.join('')}</svg>`
}
