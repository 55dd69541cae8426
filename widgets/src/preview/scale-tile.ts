import type { ScaleField } from 'scalescope/protocol'
import { element } from '../dom.js'
import { paintField } from './paint.js'
import { type Colormap, palette } from './palette.js'

/** One scale: its picture, cell size and particles per cell. */
export class ScaleTile {
  readonly canvas = element('canvas', { 'aria-hidden': 'true' })
  readonly el: HTMLElement

  constructor(size: string, particles: string) {
    this.el = element(
      'div',
      {
        class: 'scalescope-scale',
        role: 'radio',
        'aria-label': [size, particles].filter(Boolean).join(', '),
      },
      this.canvas,
      element('span', {}, size),
      element('span', {}, particles),
    )
    this.selected = false
  }

  set selected(selected: boolean) {
    this.el.setAttribute('aria-checked', String(selected))
    this.el.tabIndex = selected ? 0 : -1
  }

  /** Takes one canvas pixel for each pixel of the screen. */
  resize(entry: ResizeObserverEntry): void {
    const exact = entry.devicePixelContentBoxSize?.[0]
    const ratio = window.devicePixelRatio
    this.canvas.width = exact?.inlineSize ?? Math.round(entry.contentRect.width * ratio)
    this.canvas.height = exact?.blockSize ?? Math.round(entry.contentRect.height * ratio)
  }

  paint(field: ScaleField | undefined, range: readonly [number, number], colormap: Colormap): void {
    if (!field) return
    this.canvas.style.aspectRatio = `${field.width} / ${field.height}`
    const { width, height } = this.canvas
    const context = this.canvas.getContext('2d')
    if (!context || width === 0 || height === 0) return
    const image = context.createImageData(width, height)
    paintField(field, range, palette(colormap), { width, height, pixels: new Uint32Array(image.data.buffer) })
    context.putImageData(image, 0, 0)
  }
}
