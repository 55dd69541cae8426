import { Table } from 'apache-arrow'
import { type VideoDescription, videoBatch, videoSchema } from 'scalescope/protocol/videoTable'
import { expect, test } from 'vitest'
import { ArrowVideo } from './video.js'

const described = (rows: number, columns: number, frames: number): VideoDescription => ({
  ...{ schema_version: 1, title: 'ramp', frames, rows, columns, pixelSize: 0.5, lengthUnit: 'µm' },
  ...{ frameInterval: 1, timeUnit: 's', boundary: 'open', speed: null, ladder: null, provenance: {} },
})

function ramp(rows: number, columns: number, frames: number, perBatch = 2): ArrowVideo {
  const description = described(rows, columns, frames)
  const schema = videoSchema(description)
  const size = rows * columns
  const batches = Array.from({ length: Math.ceil(frames / perBatch) }, (_, i) => {
    const count = Math.min(perBatch, frames - i * perBatch)
    return videoBatch(
      schema,
      Float32Array.from({ length: count * size }, (_, j) => i * perBatch * size + j),
    )
  })
  return new ArrowVideo(new Table(schema, batches), description)
}

test('frames are found across batches and averaged over cells of 1, 2, 4, … pixels', () => {
  const video = ramp(9, 8, 3)
  expect(video.cellSizes).toEqual([0.5, 1])
  const [fine, coarse] = video.fieldsOf(2)
  expect(fine.values[0]).toBe(144)
  expect([coarse.height, coarse.width, coarse.cellSize]).toEqual([4, 4, 1])
  expect([...coarse.values.subarray(0, 5)]).toEqual([148.5, 150.5, 152.5, 154.5, 164.5])
})

test('the history of a cell is that of its fields', () => {
  const video = ramp(16, 32, 5)
  const frames = Int32Array.of(0, 3, 4)
  const expected = [...frames].map((frame) => video.fieldsOf(frame)[1].values[2 * 16 + 5])
  expect([...video.history(1, 2, 5, frames)]).toEqual(expected)
})

test('five scales at most, and colours for nearly all that is seen', () => {
  const video = ramp(512, 512, 1)
  expect(video.cellSizes).toEqual([0.5, 2, 8, 16, 64])
  const [[low, high]] = video.colourRanges()
  expect(low / 512 ** 2).toBeCloseTo(0.005, 2)
  expect(high / 512 ** 2).toBeCloseTo(0.995, 2)
})

test('pixels that are not those of the description are an error', () => {
  const description = described(2, 2, 1)
  const table = new Table(videoSchema(description), [
    videoBatch(videoSchema(description), new Float32Array(4)),
  ])
  expect(() => new ArrowVideo(table, described(2, 3, 1))).toThrow(/hold 4 pixels; expected .* = 6/)
})
