import type { FieldView, ScaleField } from './fields.js'
import { cellsUnderPixels } from './spans.js'
import type { ViewRequest } from './widgets.js'

/** All of each field with at most `most` values along each axis. */
export function wholeViews(
  fields: readonly Pick<ScaleField, 'height' | 'width'>[],
  most: number,
): ViewRequest[] {
  return fields.map(({ height, width }) => ({
    ...{ row: 0, column: 0, rows: height, columns: width },
    ...{ height: Math.min(height, most), width: Math.min(width, most) },
  }))
}

/**
 * A field seen through a window: its cells, or where there are more of them than values asked for, means over those that
 * share a value. A window that reaches beyond the field is cut off there.
 */
export function viewOf(
  { height: fieldHeight, width: fieldWidth, values: field }: ScaleField,
  asked: ViewRequest,
  place: Pick<FieldView, 'frame' | 'scale'>,
): FieldView {
  const down = span(asked.row, asked.rows, fieldHeight, asked.height)
  const across = span(asked.column, asked.columns, fieldWidth, asked.width)
  const [rows, columns] = [down, across].map(({ start, count, pixels }) =>
    cellsUnderPixels(start, count, pixels, start + count),
  )
  const values = new Float32Array(down.pixels * across.pixels)
  for (let y = 0, to = 0; y < down.pixels; y++)
    for (let x = 0; x < across.pixels; x++, to++) {
      let sum = 0
      for (let row = rows[2 * y]; row < rows[2 * y + 1]; row++) {
        const start = row * fieldWidth
        for (let column = columns[2 * x]; column < columns[2 * x + 1]; column++) sum += field[start + column]
      }
      values[to] = sum / ((rows[2 * y + 1] - rows[2 * y]) * (columns[2 * x + 1] - columns[2 * x]))
    }
  return {
    ...{ ...place, fieldHeight, fieldWidth },
    ...{ row: down.start, column: across.start, rows: down.count, columns: across.count },
    ...{ height: down.pixels, width: across.pixels, values },
  }
}

/** Whole cells within a field, and how many values show them. */
function span(start: number, count: number, cells: number, pixels: number) {
  const first = Math.min(cells - 1, Math.max(0, Math.floor(start)))
  const within = Math.min(cells - first, Math.max(1, Math.ceil(count)))
  return { start: first, count: within, pixels: Math.min(within, Math.max(1, Math.round(pixels))) }
}
