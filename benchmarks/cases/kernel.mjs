import { join } from 'node:path'
import { root } from '../../scripts/setup/process.mjs'
import { python } from '../../scripts/setup/python.mjs'
import { Program } from '../peers/program.mjs'

const FILE = '{connection_file}'
const OURS = [python, '-m', 'scalescope', FILE]
const TSLAB = [process.execPath, join(root, 'node_modules/.bin/tslab'), 'kernel', '--config-path', FILE]
const IPYKERNEL = [python, '-m', 'ipykernel_launcher', '-f', FILE]

/** @type {import('../case.mjs').Case[]} */
export default [
  compare('launch', 'tslab', TSLAB, { ratio: 1 }),
  compare('launch', 'ipykernel', IPYKERNEL, null),
  compare('cell', 'tslab', TSLAB, { ratio: 1 }),
  compare('cell', 'ipykernel', IPYKERNEL, null),
]

/**
 * @param {'launch' | 'cell'} what
 * @param {string} peer
 * @param {readonly string[]} theirs
 * @param {import('../case.mjs').Case['target']} target
 * @returns {import('../case.mjs').Case}
 */
function compare(what, peer, theirs, target) {
  return {
    name: `kernel-${what}-${peer}`,
    title:
      what === 'launch'
        ? 'From the start of the kernel to the reply of its first cell, `1 + 1`'
        : 'A cell `1 + 1` in a kernel that runs, median of 20',
    peer,
    unit: 'ms',
    better: 'lower',
    target,
    rounds: 5,
    prepare: async () => {
      const program = new Program(python, [join(root, 'benchmarks/peers/kernel.py')], {
        PYTHONPATH: join(root, 'extension'),
      })
      /** @param {readonly string[]} argv */
      const measure = async (argv) => 1000 * (await program.ask({ do: what, argv }))
      return {
        ours: () => measure(OURS),
        theirs: () => measure(theirs),
        close: async () => {
          program.child.stdin.end()
        },
      }
    },
  }
}
