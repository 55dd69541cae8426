import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../scripts/setup/process.mjs'

const MINUTES = 5
const program = join(root, 'kernel-helpers/bin/scalescope.js')
const magnets = ['flow', '--system', 'ising']
const disks = ['--system', 'hard-disks']

/** Every analysis as a user would first call it: nothing stored, simulation included. */
const requests = {
  'natural-scales': ['curve', '--system', 'lennard-jones', '--refits'],
  commute: ['commute', ...disks],
  transfer: ['transfer', ...disks, '--system', 'wca', '--param', 'density=0.4'],
  push: ['push', '--system', 'lennard-jones', '--dial', 'cutoff'],
  'flow-ising': magnets,
  'flow-fluid': ['flow', ...disks],
  inputs: ['inputs', '--system', 'lennard-jones'],
}

/** @type {import('../case.mjs').Case[]} */
export default Object.entries(requests).map(([name, request]) => ({
  name: `analysis-${name}`,
  title: `The whole of \`scalescope ${request.join(' ')}\`, simulation included, nothing stored`,
  peer: `${MINUTES} minutes`,
  unit: 's',
  better: 'lower',
  target: { value: 60 * MINUTES },
  rounds: 1,
  prepare: async () => {
    const out = join(root, '.cache/bench', `analysis-${name}`)
    let said = ''
    return {
      ours: async () => {
        rmSync(out, { recursive: true, force: true })
        const start = performance.now()
        const { stdout } = await promisify(execFile)(process.execPath, [program, ...request, '--out', out], {
          maxBuffer: 2 ** 24,
        })
        said = stdout
        return (performance.now() - start) / 1000
      },
      theirs: null,
      check: async () => said.trim().split('\n').at(-2) ?? '',
    }
  },
}))
