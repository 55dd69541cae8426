/** Smallest distance between two labels at the lines' ends, in pixels. */
const SPACING = 11

export interface LineEnd {
  readonly text: string
  /** Where the line ends, in the units of the axes. */
  readonly x: number
  readonly y: number
  /** Height of that above the x axis, in pixels. */
  readonly pixels: number
  readonly colour?: string
}

/**
 * Layers of a Vega-Lite plot that name lines at their last points, in place of a legend, and move names apart that would
 * overlap.
 *
 * @param xField names the field of the x axis in `x`; `y` lacks its field
 */
export function endLabels(ends: readonly LineEnd[], x: object, xField: string, y: object): object[] {
  let free = Number.NEGATIVE_INFINITY
  return [...ends]
    .sort((a, b) => b.pixels - a.pixels)
    .map((end) => {
      const place = -end.pixels
      const moved = Math.max(place, free)
      free = moved + SPACING
      return {
        data: { values: [{ [xField]: end.x, value: end.y }] },
        mark: {
          type: 'text',
          align: 'left',
          dx: 7,
          dy: moved - place,
          fontSize: 10,
          ...(end.colour ? { color: end.colour } : {}),
        },
        encoding: { x, y: { ...y, field: 'value' }, text: { value: end.text } },
      }
    })
}
