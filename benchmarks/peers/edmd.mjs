import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root, run } from '../../scripts/setup/process.mjs'
import { Skip } from '../skip.mjs'

/** Smallenburg, Eur. Phys. J. E 45, 22 (2022): the fastest of the published programs compared there. */
const repository = 'https://github.com/FSmallenburg/EDMD.git'
const commit = '2d0c86293f7ff1ca4674681ff9e1eefa3797377e'
const checkout = join(root, '.cache/bench/EDMD')
/** Of its three programs the one for fluids: cells and no neighbour lists. */
const folder = join(checkout, 'Cell')
/** Those of its makefile. */
const flags = ['-Ofast', '-funroll-loops', '-march=native']

/**
 * @typedef {object} Spheres
 * @property {string} name of the program built for them
 * @property {readonly [number, number, number]} box
 * @property {ArrayLike<number>} positions x0, y0, z0, x1, …
 * @property {boolean} plane whether they move in the plane z = constant only: as disks
 */

/**
 * Builds EDMD for spheres of diameter 1 that start at given positions with velocities of its own, at temperature 1.
 * @param {Spheres} spheres
 * @returns {Promise<string>} the program
 * @throws {Skip} if its source or a compiler can't be had
 */
export async function buildEdmd({ name, box, positions, plane }) {
  try {
    if (!existsSync(folder)) await run('git', ['clone', '--quiet', repository, checkout], { quiet: true })
    await run('git', ['-C', checkout, 'checkout', '--quiet', commit], { quiet: true })
    await run('gcc', ['--version'], { quiet: true })
  } catch (error) {
    throw new Skip(`EDMD can't be had: ${error instanceof Error ? error.message : error}`)
  }
  const work = join(root, '.cache/bench', name)
  mkdirSync(work, { recursive: true })
  const count = positions.length / 3
  const lines = Array.from(
    { length: count },
    (_, i) => `a ${positions[3 * i]} ${positions[3 * i + 1]} ${positions[3 * i + 2]} 0.5`,
  )
  writeFileSync(join(work, 'init.sph'), `${count}\n${box.join(' ')}\n${lines.join('\n')}\n`)

  let source = readFileSync(join(folder, 'mdCell.c'), 'utf8')
  /** @type {(from: RegExp, to: string) => void} */
  const change = (from, to) => {
    if (!from.test(source)) throw new Error(`mdCell.c has no ${from}`)
    source = source.replace(from, to)
  }
  change(/maxtime = [\d.]+/, 'maxtime = 1e9')
  change(/writeinterval = [\d.]+/, `writeinterval = ${1e5 / count}`)
  change(/MAXCEL 75/, `MAXCEL ${Math.ceil(Math.max(...box))}`)
  change(/printf\("Starting\\n"\);/, 'setvbuf(stdout, NULL, _IOLBF, 0);')
  if (plane) {
    change(/p->vz = imsq \* random_gaussian\(\)/, 'p->vz = 0')
    change(/fac = sqrt\(3\.0/, 'fac = sqrt(2.0')
  }
  const file = join(work, 'edmd.c')
  writeFileSync(file, source)
  const program = join(work, 'edmd')
  await run('gcc', [...flags, `-I${folder}`, file, '-o', program, '-lm'], { quiet: true })
  return program
}

/**
 * Runs it on one thread until `collisions` have happened after the first lines that it reports.
 * @param {string} program from `buildEdmd`
 * @param {number} collisions
 * @returns {Promise<{ perSecond: number, perTime: number }>} collisions per second and per unit of simulated time
 */
export async function collideEdmd(program, collisions) {
  const child = spawn(program, { cwd: join(program, '..'), stdio: ['ignore', 'pipe', 'inherit'] })
  /** @type {{ clock: number, time: number, collisions: number } | undefined} */
  let first
  let lines = 0
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const [, time, count] = line.match(/^Simtime: ([\d.]+), Collisions: (\d+)/) ?? []
      if (time === undefined) continue
      const now = { clock: performance.now(), time: Number(time), collisions: Number(count) }
      // Starts from a lattice: the first lines are left out.
      if (++lines === 4) first = now
      if (first && now.collisions - first.collisions >= collisions) {
        const done = now.collisions - first.collisions
        return {
          perSecond: (1000 * done) / (now.clock - first.clock),
          perTime: done / (now.time - first.time),
        }
      }
    }
    throw new Error(`${program} ended early`)
  } finally {
    child.kill()
  }
}
