import { rgb } from 'd3-color'
import { interpolateGreys, interpolateMagma, interpolateRdBu, interpolateViridis } from 'd3-scale-chromatic'
import type { CoarseGrainPreviewState } from 'scalescope/protocol'

export type Colormap = CoarseGrainPreviewState['colormap']

/** Colour at a fraction of the range; in all of them 0 is the darkest. */
const interpolators: Record<Colormap, (fraction: number) => string> = {
  magma: interpolateMagma,
  viridis: interpolateViridis,
  greys: (fraction) => interpolateGreys(1 - fraction),
}

export const colormaps = Object.keys(interpolators) as Colormap[]

const palettes = new Map<Colormap, Uint32Array>()

/** 256 opaque colours from low to high, as the bytes R, G, B, A of canvas image data. */
export function palette(colormap: Colormap): Uint32Array {
  const known = palettes.get(colormap) ?? sampled(interpolators[colormap])
  palettes.set(colormap, known)
  return known
}

/** For differences: blue below the middle, white there, red above. */
export const differencePalette = sampled((fraction) => interpolateRdBu(1 - fraction))

function sampled(colour: (fraction: number) => string): Uint32Array {
  const bytes = new Uint8ClampedArray(256 * 4)
  for (let i = 0; i < 256; i++) {
    const { r, g, b } = rgb(colour(i / 255))
    bytes.set([r, g, b, 255], 4 * i)
  }
  return new Uint32Array(bytes.buffer)
}
