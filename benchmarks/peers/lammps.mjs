import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { CommandError, run } from '../../scripts/setup/process.mjs'
import { Skip } from '../skip.mjs'

const program = 'lmp'

/**
 * Installs LAMMPS where it isn't: the Debian package.
 * @throws {Skip} if it can't be had
 */
export async function findLammps() {
  if (works()) return
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends', 'lammps']
  const [command, ...args] = process.getuid?.() === 0 ? install : ['sudo', '-n', ...install]
  try {
    await run(command, args, { quiet: true })
  } catch (error) {
    if (error instanceof CommandError) throw new Skip(`LAMMPS can't be installed: ${error.message}`)
    throw error
  }
  if (!works()) throw new Skip(`${program} of the package lammps doesn't start`)
}

function works() {
  return spawnSync(program, ['-help'], { stdio: 'ignore' }).status === 0
}

/**
 * Steps at constant energy by one thread: as many as in each of `lengths`, one run after the other.
 * @param {string} data a data file
 * @param {{ dimensions: 2 | 3, pairs: readonly string[], skin: number, step: number, lengths: readonly number[] }} spec
 *   commands that say how particles interact
 * @returns {{ seconds: number, potential: number, kinetic: number }[]} of each run, its time and energies after it
 */
export function integrate(data, { dimensions, pairs, skin, step, lengths }) {
  const input = [
    'units lj',
    `dimension ${dimensions}`,
    'atom_style atomic',
    `read_data ${data}`,
    ...pairs,
    `neighbor ${skin} bin`,
    'neigh_modify delay 0 every 1 check yes',
    'fix motion all nve',
    ...(dimensions === 2 ? ['fix plane all enforce2d'] : []),
    `timestep ${step}`,
    'thermo_style custom step pe ke',
    'thermo_modify norm no format float %.15g',
    'thermo 1000000000',
    ...lengths.map((steps) => `run ${steps}`),
  ]
  writeFileSync(`${data}.in`, `${input.join('\n')}\n`)
  const { stdout, stderr, status } = spawnSync(program, ['-in', `${data}.in`, '-log', 'none'], {
    env: { ...process.env, OMP_NUM_THREADS: '1' },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (status !== 0) throw new Error(`${program} ended with ${status}:\n${(stdout + stderr).slice(-2000)}`)
  // The last line of thermodynamics before each time.
  const runs = [...stdout.matchAll(/(\S+)\s+(\S+)\s*\nLoop time of (\S+) on 1 procs/g)]
  if (runs.length !== lengths.length) throw new Error(`${program} reported ${runs.length} runs:\n${stdout}`)
  return runs.map(([, potential, kinetic, seconds]) => ({
    seconds: Number(seconds),
    potential: Number(potential),
    kinetic: Number(kinetic),
  }))
}
