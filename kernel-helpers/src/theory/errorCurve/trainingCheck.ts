import { withPercent } from '../figures.js'
import type { Estimate } from '../replicates.js'
import { fvuOf, type Scale } from './curveRows.js'
import { change, outlook } from './learningCurve.js'
import type { MeasuredCurve } from './measuredCurve.js'

/** What more training or another network would change at one scale, as parts of the network's FVU with 95 % intervals. */
export interface TrainingCheck {
  readonly cellSize: number
  readonly steps: number
  /** Taken away by twice the training. */
  readonly doubled: Estimate
  /** Taken away by endless training; null where the learning curve doesn't level off. */
  readonly endless: Estimate | null
  /** Taken away by the other size of network; null where it wasn't measured. */
  readonly otherNetwork: Estimate | null
  /**
   * Whether more training would gain more than the curve's interval is wide on one side, or gains something and the
   * learning curve doesn't level off.
   */
  readonly undertrained: boolean
}

/** Compares whole trainings of several lengths at the scales where they have been measured in several replicates. */
export function checkTraining(main: MeasuredCurve, refits: readonly MeasuredCurve[]): TrainingCheck[] {
  const { recipe } = main.variation
  const lengths = [main, ...refits.filter((refit) => refit.variation.recipe !== recipe)]
    .filter((curve) => curve.variation.recipe.channels === recipe.channels)
    .sort((a, b) => a.variation.recipe.steps - b.variation.recipe.steps)
  const other = refits.find((refit) => refit.variation.recipe.channels !== recipe.channels)
  const steps = lengths.map((curve) => curve.variation.recipe.steps)
  const at = (curve: MeasuredCurve | undefined, { cellSize }: Scale) =>
    curve?.scales.find((scale) => scale.cellSize === cellSize && scale.complete)
  return main.scales.flatMap((scale) => {
    const measured = lengths.map((curve) => at(curve, scale))
    if (steps.length < 4 || scale.measured.length < 2 || !measured.every((m) => m !== undefined)) return []
    const losses = scale.measured.map((_, i) => measured.map((m) => networkFvu(m, i)))
    const curve = { steps, losses }
    const doubled = takenAway(change(curve, recipe.steps, steps[steps.length - 1]))
    const endless = outlook(curve, recipe.steps)?.gain ?? null
    const otherScale = at(other, scale)
    const { fvu, fvuHigh } = scale.rows[scale.rows.length - 1]
    return [
      {
        cellSize: scale.cellSize,
        steps: recipe.steps,
        doubled,
        endless,
        otherNetwork: otherScale
          ? takenAway(
              change(
                {
                  steps: [0, 1],
                  losses: losses.map((_, i) => [networkFvu(scale, i), networkFvu(otherScale, i)]),
                },
                0,
                1,
              ),
            )
          : null,
        undertrained: endless
          ? [doubled, endless].some((gain) => gain.low > 0 && gain.value > fvuHigh / fvu - 1)
          : doubled.low > 0,
      },
    ]
  })
}

/** In words; empty if nothing was checked. */
export function trainingVerdict(checks: readonly TrainingCheck[], lengthUnit: string): string[] {
  return checks.map(({ cellSize, doubled, endless, otherNetwork, undertrained }) => {
    const words = [
      `twice the training takes away ${withPercent(doubled)} of the network's FVU`,
      endless ? `endless training ${withPercent(endless)}` : 'no end of it in sight',
      ...(otherNetwork ? [`the other network ${withPercent(otherNetwork)}`] : []),
    ]
    return `b = ${Number(cellSize.toPrecision(3))} ${lengthUnit}: ${words.join(', ')}${undertrained ? ': undertrained' : ''}`
  })
}

function networkFvu(scale: Scale, replicate: number): number {
  return fvuOf(scale.measured[replicate].measurement, 'network')
}

function takenAway({ value, low, high }: Estimate): Estimate {
  return { value: 1 - value, low: 1 - high, high: 1 - low }
}
