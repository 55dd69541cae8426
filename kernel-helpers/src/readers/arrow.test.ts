import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PagedVideo } from '../recording/paged-video.js'
import type { Recording } from '../recording/recording.js'
import { saveVideo } from '../recording/saveVideo.js'
import { Trajectory } from '../recording/trajectory.js'
import { Video } from '../recording/video.js'
import { describeInput } from '../run/manifest.js'
import { openVideo } from './index.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scalescope-arrow-'))
})
afterAll(() => rm(folder, { recursive: true }))
const path = (name: string) => join(folder, name)

const units = {
  lengthUnit: 'µm',
  frameInterval: 0.25,
  timeUnit: 's',
  boundary: 'periodic',
  speed: 3,
} as const
const video = new Video({
  ...{ frames: 5, rows: 2, columns: 3, pixelSize: 0.5, ladder: [0.5, 1], ...units },
  pixels: Float32Array.from({ length: 30 }, (_, i) => Math.sin(i)),
  provenance: { title: 'waves', source: { kind: 'array' } },
})

function frames(recording: Recording, cellSize: number): number[] {
  const { height, width } = recording.shape(cellSize)
  return Array.from({ length: recording.frames }, (_, frame) => {
    const field = new Float32Array(height * width)
    recording.render(frame, cellSize, field)
    return [...field]
  }).flat()
}

test('a video comes back as it was, with its units, whole or frame by frame', async () => {
  await saveVideo(video, path('waves.arrow'))
  const whole = await openVideo(path('waves.arrow'))
  const paged = await openVideo(path('waves.arrow'), {}, { memory: 60 })
  expect(whole).toBeInstanceOf(Video)
  expect(paged).toBeInstanceOf(PagedVideo)
  for (const read of [whole, paged]) {
    expect(frames(read, 0.5)).toEqual([...video.pixels])
    expect(read).toMatchObject({ ...units, frames: 5, rows: 2, columns: 3, pixelSize: 0.5, ladder: [0.5, 1] })
  }
  expect(describeInput(whole).sha256).toBe(describeInput(paged).sha256)
})

test('any Arrow program can read it', async () => {
  await saveVideo(video, path('waves.arrow'))
  const table = tableFromIPC(await readFile(path('waves.arrow')))
  expect([...table.getChild('frame')!.get(1)]).toEqual([...video.pixels.subarray(6, 12)])
  expect(JSON.parse(table.schema.metadata.get('scalescope.video')!)).toMatchObject({
    ...{ schema_version: 1, title: 'waves', rows: 2, columns: 3, provenance: { source: { kind: 'array' } } },
  })
})

test('a trajectory is rendered at the cell size asked for', async () => {
  const walkers = new Trajectory({
    ...{ frames: 3, particles: 2, width: 8, height: 8, renderWidth: 0.5, ladder: [1, 2, 4], ...units },
    positions: Float32Array.of(1, 1, 6, 6, 1.5, 1, 6, 5, 2, 1, 6, 4),
    provenance: { title: 'two', source: { kind: 'array' } },
  })
  await saveVideo(walkers, path('coarse.arrow'), { cellSize: 2 })
  const coarse = await openVideo(path('coarse.arrow'))
  expect(frames(coarse, 2)).toEqual(frames(walkers, 2))
  await saveVideo(walkers, path('fine.arrow'))
  expect(await openVideo(path('fine.arrow'))).toMatchObject({ pixelSize: 1, rows: 8, columns: 8 })
})

test('what is no video, cut off, or without a number is named with its file', async () => {
  await saveVideo(video, path('waves.arrow'))
  const bytes = await readFile(path('waves.arrow'))
  const cases: [string, Uint8Array, RegExp][] = [
    [
      'table.arrow',
      tableToIPC(tableFromArrays({ a: [1, 2] }), 'file'),
      /no video; expected a file that saveVideo/,
    ],
    ['cut.arrow', bytes.subarray(0, bytes.length - 100), /expected a whole Arrow file/],
    ['stream.arrow', tableToIPC(tableFromArrays({ a: [1] }), 'stream'), /not a recording/],
  ]
  for (const [name, content, message] of cases) {
    await writeFile(path(name), content)
    await expect(openVideo(path(name))).rejects.toThrow(message)
    await expect(openVideo(path(name))).rejects.toThrow(path(name))
  }
  const broken = new Video({ ...video, pixels: video.pixels.with(7, Number.NaN) })
  await saveVideo(broken, path('nan.arrow'))
  await expect(openVideo(path('nan.arrow'))).rejects.toThrow(/frame 1 is NaN at row 0, column 1/)
})

test('a stop leaves no file', async () => {
  const stopped = AbortSignal.abort(new Error('enough'))
  await expect(saveVideo(video, path('none.arrow'), { signal: stopped })).rejects.toThrow('enough')
  await expect(readFile(path('none.arrow'))).rejects.toThrow('ENOENT')
})
