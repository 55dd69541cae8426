import type { Estimate } from '../bootstrap.js'
import type { IsingFlow } from './isingFlowResult.js'
import { ALONE } from './isingFlowRows.js'

const WIDTH = 18

/** Tables of what was found, line by line. */
export function isingFlowText({ couplings, fixedPoints, exponents, manifest }: IsingFlow): string[] {
  const { blocks } = manifest.spec
  const names = [...new Set(couplings.map(({ coupling }) => coupling))]
  const rules = [...new Set(couplings.map(({ rule }) => rule))]
  const flow = rules.flatMap((rule) =>
    names.flatMap((name) => {
      const own = couplings.filter((row) => row.rule === rule && row.coupling === name)
      const temperatures = [...new Set(own.map(({ temperature }) => temperature))]
      return [
        line(
          `K ${name === ALONE ? '' : `${name} `}(${rule})`,
          blocks.map((b) => `b = ${b}`),
        ),
        ...temperatures.map((temperature) =>
          line(
            `T = ${temperature.toFixed(4)}`,
            blocks.map((b) => cell(own.find((row) => row.temperature === temperature && row.block === b))),
          ),
        ),
      ]
    }),
  )
  const maps = [...new Set(fixedPoints.map(({ map }) => map))]
  const quantities = ['coupling', 'exponent', 'temperature'] as const
  const points = maps.map((map) =>
    line(
      map,
      quantities.map((quantity) =>
        cell(fixedPoints.find((row) => row.map === map && row.quantity === quantity)),
      ),
    ),
  )
  const levels = [...new Set(exponents.map(({ level }) => level))]
  const sectors = [...new Set(exponents.map(({ sector }) => sector))]
  const matrices = sectors.flatMap((sector) => {
    const own = exponents.filter((row) => row.sector === sector)
    const most = Math.max(...own.map(({ operators }) => operators))
    return [
      line(
        sector === 'even' ? 'y_T' : 'y_h',
        levels.map((level) => `level ${level}`),
      ),
      ...Array.from({ length: most }, (_, i) =>
        line(
          `${i + 1} ${sector} operators`,
          levels.map((level) => cell(own.find((row) => row.level === level && row.operators === i + 1))),
        ),
      ),
    ]
  })
  return [
    ...flow,
    ...(points.length > 0 ? [line('fixed point', ['K*', 'y_T', 'T']), ...points] : []),
    ...matrices,
  ]
}

const line = (head: string, cells: readonly string[]) =>
  [head.padEnd(36), ...cells.map((one) => one.padStart(WIDTH))].join('')

/** The intervals are symmetric about their values. */
function cell(estimate: Estimate | undefined): string {
  if (!estimate) return '–'
  const { value, low, high } = estimate
  const figure = value.toFixed(4)
  return high > low ? `${figure} ± ${((high - low) / 2).toFixed(4)}` : figure
}
