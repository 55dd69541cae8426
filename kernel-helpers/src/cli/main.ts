import { Command, CommanderError } from 'commander'
import { analyses } from '../theory/analyses.js'
import { addAnalysisCommand } from './analysis.js'
import { addExportCommand } from './export.js'
import { addFlowCommand } from './flow.js'
import { addReproduceCommand } from './reproduce.js'
import { addRunCommand } from './run.js'
import { addSystemsCommand } from './systems.js'

/** Exit status after Ctrl-C, as shells have it: 128 + SIGINT. */
const INTERRUPTED = 130

const stop = new AbortController()
process.once('SIGINT', () => stop.abort(new Error('interrupted')))
process.once('SIGTERM', () => stop.abort(new Error('terminated')))

const program = new Command('scalescope')
  .description('Find the natural scales of a system from a video of it')
  .showHelpAfterError()
  .exitOverride()
for (const analysis of analyses) addAnalysisCommand(program, analysis, stop.signal)
addFlowCommand(program)
addRunCommand(program, stop.signal)
addReproduceCommand(program, stop.signal)
addSystemsCommand(program)
addExportCommand(program, stop.signal)

try {
  await program.parseAsync()
  process.exitCode = stop.signal.aborted ? INTERRUPTED : (process.exitCode ?? 0)
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode
  } else {
    process.stderr.write(`scalescope: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = stop.signal.aborted ? INTERRUPTED : 1
  }
}
// Worker threads may still be in the middle of a training step.
process.exit()
