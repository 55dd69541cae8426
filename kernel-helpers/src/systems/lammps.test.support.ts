import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether LAMMPS is installed, as by the Debian package. */
export const lammpsInstalled = spawnSync('lmp', ['-help'], { stdio: 'ignore' }).status === 0

interface State {
  readonly dimensions: 2 | 3
  readonly side: number
  readonly positions: Float64Array
  readonly velocities: Float64Array
  /** How many particles are of each species. */
  readonly species: readonly number[]
}

/**
 * Runs commands of LAMMPS on particles of mass 1 in a periodic box, reduced units. In the commands, FILE stands for a
 * file that it may write.
 */
export function lammps(state: State, commands: readonly string[]): { log: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'scalescope-lammps-'))
  try {
    writeFileSync(join(folder, 'data'), lammpsData(state))
    writeFileSync(join(folder, 'file'), '')
    const input = [
      'units lj',
      `dimension ${state.dimensions}`,
      'atom_style atomic',
      'read_data data',
      ...commands.map((command) => command.replace('FILE', 'file')),
    ]
    writeFileSync(join(folder, 'in'), `${input.join('\n')}\n`)
    const { status, stdout, stderr } = spawnSync('lmp', ['-in', 'in', '-log', 'none'], {
      cwd: folder,
      env: { ...process.env, OMP_NUM_THREADS: '1' },
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    })
    if (status !== 0) throw new Error(`lmp ended with ${status}:\n${(stdout + stderr).slice(-2000)}`)
    return { log: stdout, file: readFileSync(join(folder, 'file'), 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Particles of mass 1 in a periodic square or cubic box, as the text of a data file. */
export function lammpsData({ dimensions, side, positions, velocities, species }: State): string {
  const kinds = species.flatMap((count, kind) => new Array<number>(count).fill(kind + 1))
  const vector = (values: Float64Array, i: number) =>
    [0, 1, 2].map((axis) => (axis < dimensions ? values[dimensions * i + axis] : 0)).join(' ')
  const lines = [
    `${kinds.length} atoms`,
    `${species.length} atom types`,
    `0 ${side} xlo xhi`,
    `0 ${side} ylo yhi`,
    dimensions === 3 ? `0 ${side} zlo zhi` : '-0.5 0.5 zlo zhi',
    `\nMasses\n\n${species.map((_, kind) => `${kind + 1} 1`).join('\n')}`,
    '\nAtoms # atomic\n',
    ...kinds.map((kind, i) => `${i + 1} ${kind} ${vector(positions, i)}`),
    '\nVelocities\n',
    ...kinds.map((_, i) => `${i + 1} ${vector(velocities, i)}`),
  ]
  return `particles\n\n${lines.join('\n')}\n`
}
