import type { Plot } from '../analysis.js'
import type { IsingFlow } from './isingFlowResult.js'
import { CONFIG, figure, interval, quantitative, SCHEMA, SIZE } from './plotParts.js'

/** Exact: Onsager, Phys. Rev. 65, 117 (1944); Yang, Phys. Rev. 85, 808 (1952). */
const EXACT = { y_T: 1, y_h: 1.875 }

/** An exponent by the number of operators, for each halving of the lattice. */
export function exponentPlot(
  flow: IsingFlow,
  quantity: 'y_T' | 'y_h',
  operators: string,
  title: string,
): Plot {
  const sector = quantity === 'y_T' ? 'even' : 'odd'
  const own = flow.exponents.filter((row) => row.sector === sector)
  const most = Math.max(...own.map((row) => row.operators))
  const bounds = own.flatMap(({ low, high, value }) => [low, high, value]).filter(Number.isFinite)
  const [low, high] = [Math.min(...bounds, EXACT[quantity]), Math.max(...bounds, EXACT[quantity])]
  const margin = 0.06 * (high - low)
  const domain = { scale: { domain: [low - margin, high + margin], nice: false } }
  const x = quantitative('place', {
    scale: { domain: [0.5, most + 0.5], nice: false },
    axis: { title: operators, values: Array.from({ length: most }, (_, i) => i + 1), format: 'd' },
  })
  const level = {
    field: 'block',
    type: 'ordinal',
    legend: { title: 'to blocks of b', orient: 'top' },
    scale: { scheme: 'tableau10' },
  }
  const y = quantitative('value', { ...domain, axis: { title } })
  return {
    name: quantity,
    label: title,
    spec: {
      $schema: SCHEMA,
      ...SIZE,
      data: { name: 'result' },
      transform: [
        { filter: `datum.part === 'exponent' && datum.quantity === '${quantity}'` },
        // Levels side by side.
        { calculate: 'datum.operators + 0.12 * (log(datum.block) / LN2 - 2)', as: 'place' },
      ],
      layer: [
        {
          data: { values: [{ value: EXACT[quantity], words: `exact ${EXACT[quantity]}`, place: 0.5 }] },
          layer: [
            { mark: { type: 'rule', strokeDash: [4, 3], color: 'gray' }, encoding: { y } },
            {
              mark: { type: 'text', align: 'left', dx: 4, dy: -6, color: 'gray' },
              encoding: { x, y, text: { field: 'words' } },
            },
          ],
        },
        {
          mark: { type: 'rule', strokeWidth: 1.5 },
          encoding: { x, y: quantitative('low', domain), y2: { field: 'high' }, color: level },
        },
        {
          mark: { type: 'point', filled: true, size: 45 },
          encoding: { x, y, color: level, tooltip: exponentTooltip },
        },
      ],
      config: CONFIG,
    },
  }
}

const exponentTooltip = [
  figure('operators', 'operators'),
  figure('block', 'b'),
  figure('value', 'y'),
  ...interval,
]
