import type { ScaleField } from 'scalescope/protocol'
import { element } from '../dom.js'
import { paintField } from './paint.js'

/** A canvas that shows a field, with one canvas pixel for each pixel of the screen. */
export class FieldCanvas {
  readonly canvas = element('canvas', { 'aria-hidden': 'true' })

  /** To be called when the canvas has another size on the screen; it must be painted then. */
  resize(entry: ResizeObserverEntry): void {
    const exact = entry.devicePixelContentBoxSize?.[0]
    const ratio = window.devicePixelRatio
    this.canvas.width = exact?.inlineSize ?? Math.round(entry.contentRect.width * ratio)
    this.canvas.height = exact?.blockSize ?? Math.round(entry.contentRect.height * ratio)
  }

  paint(
    field: Omit<ScaleField, 'cellSize'> | undefined,
    range: readonly [number, number],
    palette: Uint32Array,
  ): void {
    if (!field) return
    this.canvas.style.aspectRatio = `${field.width} / ${field.height}`
    const { width, height } = this.canvas
    const context = this.canvas.getContext('2d')
    if (!context || width === 0 || height === 0) return
    const image = context.createImageData(width, height)
    paintField(field, range, palette, { width, height, pixels: new Uint32Array(image.data.buffer) })
    context.putImageData(image, 0, 0)
  }
}
