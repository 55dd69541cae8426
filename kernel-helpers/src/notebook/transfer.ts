import type { Recording } from '../recording/recording.js'
import { transferAnalysis } from '../theory/transfer/transfer.js'
import type { Transfer } from '../theory/transfer/transferResult.js'
import type { TransferOptions } from '../theory/transfer/transferSpec.js'
import { type AnalyseOptions, analyse } from './analyse.js'

export type TransferRequest = TransferOptions & AnalyseOptions

/**
 * How well predictors learned from one system do on another, at every cell size: the fraction of variance that they leave
 * unexplained over what the system's own predictors leave. In a notebook the plot grows while it is measured.
 *
 * @param systems runs of each system, or recordings
 * @throws RangeError naming an option, its value and what was expected; or what the systems don't have in common
 */
export function transfer(
  systems: readonly (Recording | readonly Recording[])[],
  { folder, signal, ...options }: TransferRequest = {},
): Promise<Transfer> {
  const groups = systems.map((runs) => ('render' in runs ? [runs] : runs))
  return analyse(transferAnalysis, groups, options, { folder, signal })
}
