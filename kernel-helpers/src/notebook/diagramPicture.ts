import type { CommutingPair, Panel, PanelName } from '../protocol/index.js'
import type { CommutingGap } from '../theory/commutingGap/result.js'
import { short } from '../theory/figures.js'
import { blueRed, fieldImage, magma } from './fieldPicture.js'
import { escapeMarkup } from './markup.js'

const SIDE = 120
const [TOP, BOTTOM] = [38, 236]
const WIDTH = 790
const HEIGHT = BOTTOM + SIDE + 40

/** Where the pictures stand: x and y. */
const places: Readonly<Record<PanelName, readonly [number, number]>> = {
  present: [0, TOP],
  future: [356, TOP],
  coarsePresent: [0, BOTTOM],
  coarsened: [210, BOTTOM],
  evolved: [356, BOTTOM],
  difference: [526, BOTTOM],
  truth: [668, BOTTOM],
}

const labels: Readonly<Record<PanelName, string>> = {
  present: 'x',
  future: 'f_b f_b x',
  coarsePresent: 'C x',
  coarsened: 'f_2b C x',
  evolved: 'C f_b f_b x',
  difference: 'difference',
  truth: 'what came',
}

/** The commuting diagram of one pair at one time as SVG, for pages without widgets. Text is grey, to be read on light and dark. */
export function diagramPicture(
  { title, units }: CommutingGap,
  pair: CommutingPair,
  panels: readonly Panel[],
): string {
  const { lengthUnit } = units
  const [b, twice] = [pair.cell_size, pair.coarse_cell_size].map((size) => `${short(size)} ${lengthUnit}`)
  const { value, low, high } = pair.gap
  const interval = low === null || high === null ? '' : ` [${short(low)}, ${short(high)}]`
  const pictures = panels.map((panel) => {
    const [x, y] = places[panel.name]
    const scale = SIDE / Math.max(panel.width, panel.height)
    const palette = panel.name === 'difference' ? blueRed : magma
    const place = { x, y, width: panel.width * scale, height: panel.height * scale }
    return `${fieldImage(panel, [panel.low, panel.high], palette, place)}${text(x + SIDE / 2, y + SIDE + 15, labels[panel.name])}`
  })
  const middle = BOTTOM + SIDE / 2
  const arrows = [
    arrow(SIDE + 8, TOP + SIDE / 2, 348, TOP + SIDE / 2),
    text((SIDE + 356) / 2, TOP + SIDE / 2 - 6, `predict twice at b = ${b}`),
    arrow(SIDE + 8, middle, 202, middle),
    text((SIDE + 210) / 2, middle - 18, 'predict once'),
    text((SIDE + 210) / 2, middle - 6, `2b = ${twice}`),
    ...[SIDE / 2, 356 + SIDE / 2].flatMap((x) => [
      arrow(x, TOP + SIDE + 24, x, BOTTOM - 8),
      text(x + 8, (TOP + SIDE + BOTTOM) / 2 + 12, 'average 2 × 2', 'start'),
    ]),
    text(343, middle + 5, '≈'),
  ]
  const heading = `${title}: commuting gap ${short(value)}${interval} at 2b = ${twice}`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11" fill="#808080"><defs><marker id="head" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs><text x="0" y="16" font-weight="bold">${escapeMarkup(heading)}</text>${pictures.join('')}${arrows.join('')}</svg>`
}

/** What follows an underscore stands below the line. */
function text(x: number, y: number, words: string, anchor = 'middle'): string {
  const lowered = escapeMarkup(words).replace(
    /_(\w+)/g,
    '<tspan font-size="8" dy="3">$1</tspan><tspan dy="-3">\u200b</tspan>',
  )
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${lowered}</text>`
}

function arrow(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#808080" marker-end="url(#head)"/>`
}
