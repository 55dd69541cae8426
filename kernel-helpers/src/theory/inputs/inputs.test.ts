import { afterAll, describe, expect, test } from 'vitest'
import type { Recording } from '../../recording/recording.js'
import { Video } from '../../recording/video.js'
import { WorkerPool } from '../../run/pool.js'
import { Random } from '../../run/random.js'
import { findSystem, hardDisks, resolveParameters, turbulence } from '../../systems/index.js'
import { record } from '../../systems/record.js'
import { workerFile } from '../../workers.js'
import { runAnalysis } from '../runAnalysis.js'
import { withData } from '../saveResult.js'
import { renderSvg } from '../svg.js'
import { inputsAnalysis } from './inputs.js'
import type { PredictorInputs } from './result.js'
import { type InputsOptions, optionsOf, resolveInputs } from './spec.js'

const pool = new WorkerPool(workerFile, 2)
afterAll(() => pool.close())
const measure = (runs: readonly Recording[], options: InputsOptions) =>
  runAnalysis(inputsAnalysis, pool, runs, options)

function video(side: number, frames: number, pixels: Float32Array): Video {
  return new Video({
    ...{ frames, rows: side, columns: side, pixels, pixelSize: 1, lengthUnit: 'px' },
    ...{ frameInterval: 1, timeUnit: 'frame', boundary: 'periodic', speed: null },
    provenance: { title: 'synthetic', source: { kind: 'array' } },
  })
}

function runs(count: number, make: (random: Random) => Video): Video[] {
  return Array.from({ length: count }, (_, i) => make(new Random(40 + i)))
}

const row = (found: PredictorInputs, key: string) =>
  found.rows.find((one) => one.key === key && one.quantity === 'fvu')!

describe('what must be seen', () => {
  test('of a second-order autoregression: two frames, exactly', async () => {
    // xₜ = a xₜ₋₁ + b xₜ₋₂ + εₜ at every pixel; correlations from the Yule–Walker equations.
    const [a, b] = [1, -0.5]
    const one = a / (1 - b)
    const [fvu1, fvu2] = [1 - one ** 2, 1 - a * one - b * (a * one + b)]
    const [side, frames] = [32, 300]
    const autoregression = (random: Random) => {
      const pixels = new Float32Array(frames * side * side)
      let [past, present] = [0, 1].map(() =>
        Float64Array.from({ length: side * side }, () => random.normal()),
      )
      for (let frame = -50; frame < frames; frame++) {
        const next = present.map((value, i) => a * value + b * past[i] + random.normal())
        ;[past, present] = [present, next]
        if (frame >= 0) pixels.set(present, frame * side * side)
      }
      return video(side, frames, pixels)
    }
    const found = await measure(runs(6, autoregression), { cellSizes: [1], classes: 0 })
    // Learning from finite data costs a few percent.
    for (const [key, exact] of [
      ['1', fvu1],
      ['2', fvu2],
      ['3', fvu2],
    ] as const)
      expect(Math.abs(row(found, key).value.value / exact - 1)).toBeLessThan(0.03)
    expect(row(found, '2').added!.high).toBeLessThan(0.85)
    expect(Math.abs(row(found, '3').added!.value - 1)).toBeLessThan(0.01)
    expect(found.verdict).toMatch(
      /the second frame lowers the error at every cell size, most at 1 px \(by 2\d %\)/,
    )
    expect(found.verdict).toMatch(/the third frame (adds nothing|lowers .* \(by 0\.\d+ %\))/)
    expect(found.finished).toBe(true)
    expect(found.problems).toEqual([])
  }, 900_000)

  test('of a texture that moves: one frame if its velocity is fixed, two if it changes', async () => {
    const [side, frames, speed, length] = [64, 240, 2, 4]
    const system = findSystem('translating-texture')
    const parameters = resolveParameters(system, { size: side, correlationLength: length, speed })
    const texture = (random: Random) => {
      const pixels = new Float32Array(side * side)
      system.simulate(parameters, random.integer(1e6)).observe(pixels)
      return pixels
    }
    const moving = (period: number) => (random: Random) => {
      const still = texture(random)
      const pixels = new Float32Array(frames * side * side)
      let [x, y, direction] = [0, 0, 0]
      for (let frame = 0; frame < frames; frame++) {
        if (frame % period === 0) direction = period < frames ? random.integer(4) : 0
        x += speed * [1, 0, -1, 0][direction] + side
        y += speed * [0, 1, 0, -1][direction] + side
        for (let i = 0; i < side; i++)
          for (let j = 0; j < side; j++)
            pixels[(frame * side + ((i + y) % side)) * side + ((j + x) % side)] = still[i * side + j]
      }
      return video(side, frames, pixels)
    }
    const options = { cellSizes: [1], classes: 0, history: 2 }
    const fixed = await measure(runs(4, moving(frames)), options)
    expect(row(fixed, '1').value.value).toBeLessThan(0.01)
    const changing = await measure(runs(4, moving(24)), options)
    // Four equally likely displacements: the mean of the four shifted pictures, a blur, is the best prediction.
    const correlation = (distance: number) => Math.exp(-(distance ** 2) / (2 * length ** 2))
    const blur = 0.75 - correlation(Math.SQRT2 * speed) / 2 - correlation(2 * speed) / 4
    expect(row(changing, '1').value.value / blur).toBeGreaterThan(0.8)
    expect(row(changing, '1').value.value / blur).toBeLessThan(1.25)
    // One window in 24 holds a turn, which no number of frames foretells.
    expect(row(changing, '2').value.value).toBeLessThan(0.3 * blur)
  }, 900_000)

  test('of dilute disks: the momentum takes the place of the second frame', async () => {
    const parameters = resolveParameters(hardDisks, { particles: 64, density: 0.02 })
    const flights = await record(pool, hardDisks, parameters, { frames: 400, seeds: [1, 2, 3, 4] })
    const found = await measure(flights, { cellSizes: [1], history: 2, classes: 0 })
    const [blind, two, momentum] = ['1', '2', '1-momentum'].map((key) => row(found, key).value.value)
    expect(two).toBeLessThan(0.6 * blind)
    expect(momentum).toBeLessThan(1.1 * two)
    const svgs = await Promise.all(
      found.plots.map(({ spec }) => renderSvg(withData(spec, found.table, null))),
    )
    expect(svgs[0]).toContain('density + momentum, 1 frame')
    expect(svgs[2]).toContain('b = 0.992 σ')
  }, 900_000)
})

describe('a request', () => {
  const still = (frames: number) => runs(4, () => video(16, frames, new Float32Array(frames * 256)))

  test('resolves to a specification that resolves to itself', () => {
    const spec = resolveInputs(still(60), { history: 4, seed: 3 })
    expect(spec).toMatchObject({ history: 4, beside: [], classes: 4, replicates: 2 })
    expect(resolveInputs(still(60), optionsOf(spec))).toEqual(spec)
  })

  test('for more frames, channels, classes or replicates than there are is refused by name', async () => {
    expect(() => resolveInputs(still(60), { history: 9 })).toThrow('history: 9, ')
    expect(() => resolveInputs(still(20), { history: 6, offset: 4, cellSizes: [1] })).toThrow(
      'history: 6 frames at an offset of 4 frames',
    )
    expect(() => resolveInputs(still(60), { beside: ['momentum x'] })).toThrow(
      'beside: "momentum x", expected none: synthetic has no other channel',
    )
    expect(() => resolveInputs(still(60), { classes: 1 })).toThrow('classes: 1, expected 0 or at least 2')
    expect(() => resolveInputs(still(60), { replicates: 3 })).toThrow(
      'replicates: 3, expected at most 2 from 4 runs',
    )
    const flow = await record(pool, turbulence, resolveParameters(turbulence, { resolution: '64' }), {
      frames: 40,
      seeds: [1, 2, 3, 4],
    })
    expect(() => resolveInputs(flow, { beside: ['heat'] })).toThrow('beside: "heat", expected "velocity x"')
    expect(() => resolveInputs(flow, { beside: ['velocity x'] })).toThrow('without "velocity y"')
    expect(resolveInputs(flow, {}).beside).toEqual([
      { name: 'velocity', channels: ['velocity x', 'velocity y'] },
    ])
  })

  test('for what never changes says so', async () => {
    await expect(measure(still(60), { cellSizes: [1], classes: 0 })).rejects.toThrow(
      'every pixel of the training frames has the same value',
    )
  })
})
