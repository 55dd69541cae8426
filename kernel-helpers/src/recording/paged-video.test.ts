import { ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { WorkerPool } from '../run/pool.js'
import { workerFile } from '../workers.js'
import { PagedVideo, pixelTypes } from './paged-video.js'
import { Pyramid } from './pyramid.js'

const pool = new WorkerPool(workerFile, 2)
const folder = mkdtempSync(join(tmpdir(), 'scalescope-paged-'))
afterAll(async () => {
  await pool.close()
  rmSync(folder, { recursive: true })
})

test('a recording much larger than what its levels need passes through little memory', async () => {
  const [frames, side] = [256, 2048]
  const file = openSync(join(folder, 'large'), 'w+')
  // 1 GiB of mostly nothing, of which the disk keeps only the first row of each frame.
  ftruncateSync(file, frames * side ** 2)
  for (let frame = 0; frame < frames; frame++)
    writeSync(file, Buffer.alloc(side, frame), 0, side, frame * side ** 2)
  const video = new PagedVideo({
    ...{ frames, rows: side, columns: side, pixelSize: 1, lengthUnit: 'px', frameInterval: 1 },
    ...{ timeUnit: 'frame', boundary: 'open', speed: null },
    provenance: { title: 'large', source: { kind: 'array' } },
    pixels: { file, type: 'uint8', starts: Float64Array.from({ length: frames }, (_, i) => i * side ** 2) },
  })
  await new Pyramid(video, [side]).levels(pool)
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 5)
  const [level] = await new Pyramid(video, [256]).levels(pool)
  clearInterval(watch)
  for (let frame = 0; frame < frames; frame++)
    for (let i = 0; i < 64; i++) expect(level.pixels[frame * 64 + i]).toBe(i < 8 ? frame / 256 : 0)
  // One frame takes 4 MiB in the file and 16 MiB as 32-bit floats; there are two threads.
  expect(most - before).toBeLessThan(100 * 2 ** 20)
})

test.each(['uint8', 'uint16', 'float32'] as const)(
  'one cell of %s pixels is what the whole frame shows',
  (type) => {
    const [frames, rows, columns] = [3, 20, 30]
    const pixels = new pixelTypes[type](frames * rows * columns).map((_, i) => (i * 37) % 251)
    const file = openSync(join(folder, type), 'w+')
    writeSync(file, new Uint8Array(pixels.buffer))
    const bytes = rows * columns * pixels.BYTES_PER_ELEMENT
    const video = new PagedVideo({
      ...{ frames, rows, columns, pixelSize: 0.5, lengthUnit: 'px', frameInterval: 1, timeUnit: 'frame' },
      ...{ boundary: 'open', speed: null, provenance: { title: type, source: { kind: 'array' } } },
      pixels: { file, type, starts: Float64Array.from({ length: frames }, (_, i) => i * bytes) },
    })
    for (const cellSize of [0.5, 1, 1.3, 4]) {
      const { height, width } = video.shape(cellSize)
      const field = new Float32Array(height * width)
      for (let frame = 0; frame < frames; frame++) {
        video.render(frame, cellSize, field)
        for (const [i, value] of field.entries())
          expect(video.cell(frame, cellSize, Math.floor(i / width), i % width)).toBeCloseTo(value, 3)
      }
    }
  },
)
