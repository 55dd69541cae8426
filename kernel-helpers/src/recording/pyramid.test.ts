import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { WorkerPool } from '../run/pool.js'
import { Random } from '../run/random.js'
import { workerFile } from '../workers.js'
import { type FramesInFile, PagedVideo, type PixelType, pixelTypes } from './paged-video.js'
import { Pyramid } from './pyramid.js'
import { Trajectory } from './trajectory.js'
import { Video } from './video.js'

const pool = new WorkerPool(workerFile, 2)
const folder = mkdtempSync(join(tmpdir(), 'scalescope-pyramid-'))
afterAll(async () => {
  await pool.close()
  rmSync(folder, { recursive: true })
})

const [FRAMES, ROWS, COLUMNS, PIXEL] = [3, 41, 70, 0.5]
const common = {
  ...{ frames: FRAMES, frameInterval: 1, timeUnit: 's', lengthUnit: 'µm', speed: null },
  boundary: 'open',
  provenance: { title: 'noise', source: { kind: 'array' } },
} as const
const shape = { rows: ROWS, columns: COLUMNS, pixelSize: PIXEL }

function noise(type: PixelType) {
  const random = new Random(3)
  const values = Array.from({ length: FRAMES * ROWS * COLUMNS }, () => 1 + 250 * random.uniform())
  return pixelTypes[type].from(values)
}

/** In a file after a header, the last frame first. */
function inFile(type: PixelType): FramesInFile {
  const values = noise(type)
  const bytes = values.byteLength / FRAMES
  const frames = Array.from({ length: FRAMES }, (_, i) =>
    Buffer.from(values.buffer, (FRAMES - 1 - i) * bytes, bytes),
  )
  const path = join(folder, type)
  writeFileSync(path, Buffer.concat([Buffer.alloc(13), ...frames]))
  const starts = Float64Array.from({ length: FRAMES }, (_, i) => 13 + (FRAMES - 1 - i) * bytes)
  return { file: openSync(path, 'r'), type, starts }
}

/** Sums in 64-bit floats of the pixels under a cell, each with the share of it that lies there. */
function exactly(pixels: ArrayLike<number>, perCell: number): number[] {
  const [height, width] = [ROWS, COLUMNS].map((count) => Math.floor(count / perCell + 1e-9))
  const covered = (pixel: number, cell: number) =>
    Math.max(0, Math.min(pixel + 1, (cell + 1) * perCell) - Math.max(pixel, cell * perCell))
  return Array.from({ length: FRAMES * height * width }, (_, i) => {
    const [frame, cellRow] = [Math.floor(i / (height * width)), Math.floor(i / width) % height]
    const [top, left] = [cellRow, i % width].map((cell) => Math.floor(cell * perCell))
    let sum = 0
    for (let row = top; row < Math.min(ROWS, top + perCell + 1); row++)
      for (let column = left; column < Math.min(COLUMNS, left + perCell + 1); column++)
        sum +=
          pixels[(frame * ROWS + row) * COLUMNS + column] * covered(row, cellRow) * covered(column, i % width)
    return sum / perCell ** 2
  })
}

const perCell = [1, 1.7, 2, 3, 4, 6.4, 8, 12, 16, 32]
const cellSizes = perCell.map((n) => n * PIXEL)

describe.each([
  [
    'in memory',
    'float32',
    () => new Video({ ...common, ...shape, pixels: noise('float32') as Float32Array }),
  ],
  ['in a file', 'float32', () => new PagedVideo({ ...common, ...shape, pixels: inFile('float32') })],
  ['in a file', 'uint16', () => new PagedVideo({ ...common, ...shape, pixels: inFile('uint16') })],
  ['in a file', 'uint8', () => new PagedVideo({ ...common, ...shape, pixels: inFile('uint8') })],
] as const)('a video %s as %s', (_, type, open) => {
  test('has levels whose cells are means of the pixels under them, all and one frame at a time', async () => {
    const seen: number[] = []
    const pyramid = new Pyramid(open(), cellSizes)
    const levels = await pyramid.levels(pool, { onProgress: (fraction) => seen.push(fraction) })
    expect(seen.at(-1)).toBe(1)
    for (const [i, level] of levels.entries()) {
      const expected = exactly(noise(type), perCell[i])
      expect(level.pixels.length).toBe(expected.length)
      for (const [k, value] of level.pixels.entries())
        expect(Math.abs(value / expected[k] - 1)).toBeLessThan(1e-6)
      const size = level.rows * level.columns
      expect(pyramid.frame(1)[i].values).toEqual(level.pixels.slice(size, 2 * size))
    }
  })
})

test('a level is a video of its cells, which says of what', async () => {
  const video = new Video({ ...common, ...shape, pixels: noise('float32') as Float32Array })
  const [level] = await new Pyramid(video, [2]).levels(pool)
  expect(level).toMatchObject({ frames: FRAMES, rows: 10, columns: 17, pixelSize: 2, lengthUnit: 'µm' })
  expect(level.provenance.source).toEqual({ kind: 'average', cellSize: 2, of: video.provenance })
})

test('rows longer than what is averaged at a time are averaged whole', () => {
  const [rows, columns] = [5, 40_001]
  const pixels = Float32Array.from({ length: rows * columns }, (_, i) => (i % columns) % 1000)
  const video = new Video({ ...common, frames: 1, rows, columns, pixelSize: 1, pixels })
  const [two, four] = new Pyramid(video, [2, 4]).frame(0)
  for (const [i, value] of two.values.entries()) expect(value).toBe(((2 * (i % 20_000)) % 1000) + 0.5)
  for (const [i, value] of four.values.entries()) expect(value).toBe(((4 * i) % 1000) + 1.5)
})

test('levels of particles are what is rendered', async () => {
  const positions = new Float32Array(2 * 50 * FRAMES)
  const random = new Random(1)
  for (let i = 0; i < positions.length; i++) positions[i] = 8 * random.uniform()
  const gas = new Trajectory({
    ...common,
    ...{ particles: 50, positions, width: 8, height: 8, renderWidth: 0.3, ladder: [0.5] },
  })
  const [half, two] = await new Pyramid(gas, [0.5, 2]).levels(pool)
  const [fine, coarse] = [new Float32Array(256), new Float32Array(16)]
  gas.render(2, 0.5, fine)
  gas.render(2, 2, coarse)
  expect(half.pixels.slice(2 * 256)).toEqual(fine)
  expect(two.pixels.slice(2 * 16)).toEqual(coarse)
})

test('stopping ends it', async () => {
  const video = new Video({ ...common, ...shape, pixels: noise('float32') as Float32Array })
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(new Pyramid(video, [1]).levels(pool, { signal })).rejects.toThrow('enough')
})

test('a file that has become shorter is named', () => {
  const frames = inFile('uint8')
  const beyond = { ...frames, starts: frames.starts.map((start) => start + 1) }
  const video = new PagedVideo({ ...common, ...shape, pixels: beyond })
  expect(() => video.render(0, PIXEL, new Float32Array(ROWS * COLUMNS))).toThrow(
    'noise: its file ends within frame 0',
  )
})
