import { availableParallelism, cpus, release, totalmem, type } from 'node:os'
import { endLabels } from '../kernel-helpers/dist/theory/endLabels.js'
import { renderSvg } from '../kernel-helpers/dist/theory/svg.js'

/** @typedef {import('./case.mjs').Row} Row */

/** What ran, in a line. */
export function machine() {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  const date = new Date().toISOString().slice(0, 10)
  return `${cpus()[0].model.trim()}, ${availableParallelism()} cores, ${memory}, ${type()} ${release()}, Node ${process.versions.node}, ${date}`
}

/**
 * As a table in Markdown.
 * @param {readonly Row[]} rows
 */
export function table(rows) {
  const cells = rows.map(({ name, peer, ours, theirs, unit, ratio, spread, target, better, met, note }) => [
    name,
    range(ours, spread.ours, unit),
    peer,
    range(theirs, spread.theirs, unit),
    ratio === null ? '–' : short(ratio),
    target
      ? `${better === 'lower' ? '≤' : '≥'} ${'ratio' in target ? target.ratio : short(target.value)}`
      : '–',
    met === null ? '–' : met ? 'met' : 'missed',
    note,
  ])
  const all = [['what', 'ours', 'peer', 'theirs', 'ratio', 'target', '', 'agreement'], ...cells]
  const widths = all[0].map((_, i) => Math.max(...all.map((row) => row[i].length)))
  const lines = all.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`)
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`)
  return lines.join('\n')
}

/**
 * How many times as fast as the peer, on a logarithmic axis, with the range over the rounds and the target; memory is left out.
 * @param {readonly Row[]} rows
 */
export function picture(rows) {
  const values = rows.flatMap(({ name, peer, ratio, spread, target, better, unit }) => {
    if (ratio === null || unit === 'GB') return []
    const faster = (/** @type {number} */ r) => (better === 'lower' ? 1 / r : r)
    const all = spread.ours.map((one, i) => faster(one / spread.theirs[i]))
    const bound = target && 'ratio' in target ? faster(target.ratio) : null
    return [
      {
        name: `${name}  ÷  ${peer}`,
        times: faster(ratio),
        low: Math.min(...all),
        high: Math.max(...all),
        bound,
      },
    ]
  })
  /** @param {string} field */
  const x = (field) => ({
    field,
    type: 'quantitative',
    scale: { type: 'log' },
    title: 'times as fast as the peer',
  })
  const y = { field: 'name', type: 'nominal', sort: null, title: null, axis: { labelLimit: 500 } }
  return renderSvg({
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title: { text: 'Scalescope beside other programs', subtitle: machine() },
    width: 420,
    data: { values },
    layer: [
      { mark: { type: 'rule' }, encoding: { x: x('low'), x2: { field: 'high' }, y } },
      { mark: { type: 'point', filled: true, size: 60 }, encoding: { x: x('times'), y } },
      { mark: { type: 'tick', color: '#c03', thickness: 2 }, encoding: { x: x('bound'), y } },
      { mark: { type: 'rule', strokeDash: [4, 3] }, encoding: { x: { datum: 1 } } },
    ],
  })
}

/**
 * Time against size on logarithmic axes, with the exponent at the end of each line.
 * @param {readonly Row[]} rows
 */
export function growthPicture(rows) {
  const height = 320
  const lines = rows.flatMap(({ name, ours, series }) =>
    series ? [{ name: `${name}: ${series.axis}^${short(ours ?? Number.NaN)}`, points: series.points }] : [],
  )
  const values = lines.flatMap(({ name, points }) =>
    points.map(([size, seconds]) => ({ name, size, seconds })),
  )
  const logs = values.map(({ seconds }) => Math.log10(seconds))
  const [low, high] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))]
  const x = {
    field: 'size',
    type: 'quantitative',
    scale: { type: 'log' },
    title: 'particles, frames or scales',
  }
  const y = {
    type: 'quantitative',
    scale: { type: 'log', domain: [10 ** low, 10 ** high] },
    title: 'seconds',
  }
  const ends = lines.flatMap(({ name, points }) => {
    const last = points.at(-1)
    if (!last) return []
    const pixels = ((Math.log10(last[1]) - low) / (high - low)) * height
    return [{ text: name, x: last[0], y: last[1], pixels }]
  })
  return renderSvg({
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title: { text: 'How times grow', subtitle: machine() },
    width: 480,
    height,
    layer: [
      {
        data: { values },
        mark: { type: 'line', point: true },
        encoding: {
          x,
          y: { ...y, field: 'seconds' },
          color: { field: 'name', type: 'nominal', legend: null },
        },
      },
      ...endLabels(ends, x, 'size', y),
    ],
  })
}

/**
 * @param {number | null} value
 * @param {readonly number[]} all
 * @param {string} unit
 */
function range(value, all, unit) {
  if (value === null) return '–'
  return `${short(value)} ${unit} (${short(Math.min(...all))}–${short(Math.max(...all))})`
}

/** @param {number} value */
function short(value) {
  return String(Number(value.toPrecision(3)))
}
