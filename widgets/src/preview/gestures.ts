import { ZOOM } from './keyboard.js'
import type { Place } from './region.js'

/** Pixels that a pointer may move within a click. */
const STILL = 4

/** What pointers do to a picture; places and distances are in fractions of its sides. */
export interface Gestures {
  click(place: Place, event: MouseEvent): void
  drag(by: Place): void
  zoom(factor: number, place: Place): void
  /** Whether the wheel zooms here, or else scrolls the page. */
  readonly zooms: boolean
}

/** Clicks, drags, double clicks (with shift, out) and, where the picture has the focus or with Ctrl, the wheel. */
export function listenForGestures(picture: HTMLElement, gestures: Gestures): void {
  const placeOf = ({ clientX, clientY }: MouseEvent): Place => {
    const { left, top, width, height } = picture.getBoundingClientRect()
    return { x: (clientX - left) / width, y: (clientY - top) / height }
  }
  let [pressed, last, dragged] = [undefined as PointerEvent | undefined, { x: 0, y: 0 }, false]
  picture.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    ;[pressed, last, dragged] = [event, placeOf(event), false]
    picture.setPointerCapture(event.pointerId)
  })
  picture.addEventListener('pointermove', (event) => {
    if (!pressed) return
    if (Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) > STILL) dragged = true
    if (!dragged) return
    const here = placeOf(event)
    gestures.drag({ x: last.x - here.x, y: last.y - here.y })
    last = here
  })
  for (const end of ['pointerup', 'pointercancel'] as const)
    picture.addEventListener(end, () => {
      pressed = undefined
    })
  picture.addEventListener('click', (event) => {
    if (!dragged) gestures.click(placeOf(event), event)
  })
  picture.addEventListener('dblclick', (event) => {
    gestures.zoom(event.shiftKey ? 1 / (ZOOM * ZOOM) : ZOOM * ZOOM, placeOf(event))
  })
  picture.addEventListener(
    'wheel',
    (event) => {
      if (!gestures.zooms && !event.ctrlKey) return
      event.preventDefault()
      gestures.zoom(Math.exp(-event.deltaY / 300), placeOf(event))
    },
    { passive: false },
  )
}
