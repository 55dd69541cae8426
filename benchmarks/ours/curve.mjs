// Our error curve of a stored trajectory, in a process of its own. Argument: the JSON file that ../peers/curve.py reads.
// Answers as that does, and adds the largest memory in use.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { sharedFloats } from '../../kernel-helpers/dist/recording/memory.js'
import { Trajectory } from '../../kernel-helpers/dist/recording/trajectory.js'
import { errorCurveAnalysis } from '../../kernel-helpers/dist/theory/errorCurve/errorCurve.js'
import { runAnalysis } from '../../kernel-helpers/dist/theory/runAnalysis.js'
import { sharedPool } from '../../kernel-helpers/dist/workers.js'

const spec = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const runs = spec.runs.map((/** @type {string} */ path) => {
  const positions = sharedFloats(2 * spec.frames * spec.particles)
  new Uint8Array(positions.buffer).set(readFileSync(path))
  const { frames, particles, side, speed, frameInterval, width } = spec
  return new Trajectory({
    ...{
      frames,
      particles,
      positions,
      width: side,
      height: side,
      boundary: 'periodic',
      frameInterval,
      speed,
    },
    ...{ lengthUnit: 'σ', timeUnit: 'τ', renderWidth: width },
    provenance: { title: 'Lennard-Jones fluid, stored', source: { kind: 'array' } },
  })
})
let seed = 0
for await (const _ of createInterface({ input: process.stdin })) {
  const start = performance.now()
  const curve = await runAnalysis(errorCurveAnalysis, sharedPool(), runs, {
    cellSizes: spec.cellSizes,
    seed: ++seed,
    surrogates: 0,
  })
  const seconds = (performance.now() - start) / 1000
  const fvu = curve.means.map((row) => row.fvu)
  process.stdout.write(
    `${JSON.stringify({ seconds, fvu, peakBytes: process.resourceUsage().maxRSS * 1024 })}\n`,
  )
}
