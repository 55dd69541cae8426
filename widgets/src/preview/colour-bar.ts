import { element } from '../dom.js'
import { endWords } from './labels.js'

const STOPS = 12

/** A colour scale with the values at its ends. */
export class ColourBar {
  private readonly ends = [element('span'), element('span')] as const
  private readonly colours = element('span', { class: 'scalescope-colours' })
  readonly el = element('span', { class: 'scalescope-scale-bar' }, this.ends[0], this.colours, this.ends[1])

  set([low, high]: readonly [number, number], palette: Uint32Array): void {
    for (const [i, end] of [low, high].entries()) this.ends[i].textContent = endWords(end, high - low)
    this.colours.style.background = gradient(palette)
  }
}

const gradients = new Map<Uint32Array, string>()

function gradient(palette: Uint32Array): string {
  const known = gradients.get(palette)
  if (known) return known
  const bytes = new Uint8Array(palette.buffer)
  const stops = Array.from({ length: STOPS + 1 }, (_, i) => {
    const at = 4 * Math.round((i * (palette.length - 1)) / STOPS)
    return `rgb(${bytes[at]} ${bytes[at + 1]} ${bytes[at + 2]})`
  })
  const made = `linear-gradient(to right, ${stops.join(', ')})`
  gradients.set(palette, made)
  return made
}
