import { element } from '../dom.js'
import { type Field, type Part, paintField } from './paint.js'

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

  /** @param part which values fill the canvas; all of them if left out, and then in their proportions */
  paint(field: Field, range: readonly [number, number], palette: Uint32Array, part?: Part): void {
    if (!part) this.proportions(field)
    const { width, height } = this.canvas
    const context = this.canvas.getContext('2d')
    if (!context || width === 0 || height === 0) return
    const image = context.createImageData(width, height)
    paintField(field, range, palette, { width, height, pixels: new Uint32Array(image.data.buffer) }, part)
    context.putImageData(image, 0, 0)
  }

  proportions({ width, height }: { readonly width: number; readonly height: number }): void {
    this.canvas.style.aspectRatio = `${width} / ${height}`
  }

  clear(): void {
    this.canvas.getContext('2d')?.clearRect(0, 0, this.canvas.width, this.canvas.height)
  }
}
