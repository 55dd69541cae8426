import type { Command } from 'commander'
import { findSystem, resolveParameters } from '../systems/index.js'
import { hydrodynamicsAnalysis } from '../theory/hydrodynamics/hydrodynamics.js'
import { isingFlowAnalysis } from '../theory/isingFlow/isingFlow.js'

const kinds = [isingFlowAnalysis.name, hydrodynamicsAnalysis.name]

/** `flow`: the parameters of a theory by scale, of the theory that suits the system. */
export function addFlowCommand(program: Command): void {
  program
    .command('flow')
    .description(
      `fit a theory's parameters at every scale: ${kinds[0]} for spins on a lattice, ${kinds[1]} for particles; takes the options of either`,
    )
    .option('--system <name>', 'a system, with what differs from --param')
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async ({ system }: { system?: string }, command: Command) => {
      if (system === undefined) throw new RangeError('--system: not given, expected a system')
      await program.parseAsync([analysisOf(system), '--system', system, ...command.args], { from: 'user' })
    })
}

function analysisOf(text: string): string {
  const system = findSystem(text.split(':')[0])
  const { kind } = system.observable(resolveParameters(system, {}))
  return kind === 'particles' ? hydrodynamicsAnalysis.name : isingFlowAnalysis.name
}
