import { PixelRecording } from './pixel-recording.js'
import type { Recording } from './recording.js'

/** One cell in some frames. Of pixels only those under the cell are looked at. */
export function cellSeries(
  recording: Recording,
  cellSize: number,
  row: number,
  column: number,
  frames: Int32Array,
): Float32Array {
  if (recording instanceof PixelRecording)
    return Float32Array.from(frames, (frame) => recording.cell(frame, cellSize, row, column))
  const { height, width } = recording.shape(cellSize)
  const field = new Float32Array(height * width)
  return Float32Array.from(frames, (frame) => {
    recording.render(frame, cellSize, field)
    return field[row * width + column]
  })
}
