import type { AnyAnalysis } from './analysis.js'
import { commutingGapAnalysis } from './commutingGap/analysis.js'
import { errorCurveAnalysis } from './errorCurve/errorCurve.js'
import { hydrodynamicsAnalysis } from './hydrodynamics/hydrodynamics.js'
import { inputsAnalysis } from './inputs/inputs.js'
import { isingFlowAnalysis } from './isingFlow/isingFlow.js'
import { pushAnalysis } from './push/push.js'
import { transferAnalysis } from './transfer/transfer.js'

/** All analyses, in the order of the argument: a new one is one file and one line here. */
export const analyses: readonly AnyAnalysis[] = [
  errorCurveAnalysis,
  commutingGapAnalysis,
  transferAnalysis,
  pushAnalysis,
  isingFlowAnalysis,
  hydrodynamicsAnalysis,
  inputsAnalysis,
]

/** @throws RangeError naming the analyses that there are */
export function findAnalysis(name: string): AnyAnalysis {
  const found = analyses.find((analysis) => analysis.name === name)
  if (!found)
    throw new RangeError(
      `no analysis ${name}; expected one of ${analyses.map((analysis) => analysis.name).join(', ')}`,
    )
  return found
}
