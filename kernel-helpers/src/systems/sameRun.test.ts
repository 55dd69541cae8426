import { afterAll, expect, test } from 'vitest'
import type { SharedTrajectory, SharedVideo } from '../recording/recording.js'
import { Trajectory } from '../recording/trajectory.js'
import { WorkerPool } from '../run/pool.js'
import { workerFile } from '../workers.js'
import { hardDisks, resolveParameters, turbulence } from './index.js'
import { record } from './record.js'
import { simulateSameRun } from './sameRun.js'

const pool = new WorkerPool(workerFile, 2)
afterAll(() => pool.close())
const quiet = { report: () => {}, checkpoint: () => {} }
const options = { frames: 6, seeds: [3] }

test('other channels of particles are those that are recorded by themselves', async () => {
  const parameters = resolveParameters(hardDisks, { particles: 64 })
  const [run] = await record(pool, hardDisks, parameters, options)
  const channels = ['momentum x', 'momentum y']
  const others = simulateSameRun({ kind: 'same-run', run: run.share(), channels }, quiet)
  for (const [i, channel] of channels.entries()) {
    const [alone] = await record(pool, hardDisks, parameters, { ...options, channel })
    const other = others[i] as SharedTrajectory
    expect(new Float32Array(other.weights!)).toEqual((alone as Trajectory).weights)
    expect(new Float32Array(other.positions)).toEqual((alone as Trajectory).positions)
    expect(other.provenance).toEqual(alone.provenance)
  }
})

test('other channels of a field, too', async () => {
  const parameters = resolveParameters(turbulence, { resolution: '64' })
  const [run] = await record(pool, turbulence, parameters, options)
  const [other] = simulateSameRun({ kind: 'same-run', run: run.share(), channels: ['velocity y'] }, quiet)
  const [alone] = await record(pool, turbulence, parameters, { ...options, channel: 'velocity y' })
  expect(new Float32Array((other as SharedVideo).pixels)).toEqual(
    new Float32Array((alone.share() as SharedVideo).pixels),
  )
})

test('a run that is another one is refused', async () => {
  const [run] = await record(pool, hardDisks, resolveParameters(hardDisks, { particles: 64 }), options)
  const { positions } = run as Trajectory
  const moved = new Trajectory({ ...(run as Trajectory), positions: positions.map((x) => x + 1e-3) })
  const task = { kind: 'same-run', run: moved.share(), channels: ['momentum x'] } as const
  expect(() => simulateSameRun(task, quiet)).toThrow('frame 0 differs from what was recorded')
})
