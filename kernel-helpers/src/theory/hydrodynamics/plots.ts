import type { TopLevelSpec } from '../../protocol/index.js'
import type { Plot } from '../analysis.js'
import { type LevelPoint, levelCurves } from './levels.js'
import type { Hydrodynamics } from './result.js'
import type { Coefficient } from './weakForm.js'

const HEIGHT = 270
const QUANTITIES: readonly { coefficient: Coefficient; name: string; label: string; unit: string }[] = [
  { coefficient: 'ν', name: 'shear-viscosity', label: 'shear viscosity', unit: 'L²/t' },
  { coefficient: 'c²', name: 'sound', label: 'sound', unit: 'L²/t²' },
  { coefficient: 'ν_l', name: 'longitudinal-viscosity', label: 'longitudinal viscosity', unit: 'L²/t' },
  { coefficient: 'D', name: 'self-diffusion', label: 'self-diffusion', unit: 'L²/t' },
  { coefficient: 'D_n', name: 'diffusion', label: 'diffusion', unit: 'L²/t' },
  { coefficient: 'c_T²', name: 'compressibility', label: 'compressibility', unit: 'L²/t²' },
  { coefficient: 'continuity', name: 'continuity', label: 'continuity', unit: '' },
]

/** One plot for each coefficient over cell size, one of the p-values, and, of several states, the families. */
export function hydrodynamicsPlots(result: Hydrodynamics): Plot[] {
  const { rows, units } = result
  const states = new Set(rows.map((row) => row.state)).size
  const sizes = [...new Set(rows.map((row) => row.cellSize))].sort((a, b) => a - b)
  const x = {
    field: 'cellSize',
    type: 'quantitative',
    scale: { type: 'log', base: 2, nice: false },
    axis: { title: `cell size b (${units.lengthUnit})`, values: sizes, format: '.3~r', grid: true },
  }
  const choice = states > 1 ? [slider('state', 'state', 1, states)] : []
  const base = {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    width: 460,
    height: HEIGHT,
    data: { name: 'result' },
    config: { view: { stroke: null } },
  }
  const chosen = states > 1 ? ' && datum.state === state' : ''
  const unit = (text: string) => text.replace('L', units.lengthUnit).replace('t', units.timeUnit)
  const coefficients = QUANTITIES.filter(({ coefficient }) =>
    rows.some((row) => row.coefficient === coefficient),
  ).map(({ coefficient, name, label, unit: of }) => {
    const y = (field: string) => ({
      field,
      type: 'quantitative',
      scale: { zero: false },
      axis: { title: of ? `${coefficient} (${unit(of)})` : coefficient },
    })
    return {
      name,
      label,
      spec: {
        ...base,
        params: choice,
        transform: [{ filter: `datum.coefficient === '${coefficient}'${chosen}` }],
        layer: [
          {
            mark: { type: 'area', opacity: 0.12, color: 'gray' },
            encoding: { x, y: y('referenceLow'), y2: { field: 'referenceHigh' } },
          },
          {
            mark: { type: 'line', strokeDash: [6, 3], color: 'gray' },
            encoding: { x, y: y('reference') },
          },
          { mark: { type: 'rule' }, encoding: { x, y: y('low'), y2: { field: 'high' } } },
          {
            transform: [{ filter: 'isValid(datum.check)' }],
            mark: { type: 'point', shape: 'diamond', color: 'gray' },
            encoding: { x, y: y('check') },
          },
          {
            mark: { type: 'line', point: { filled: true, size: 45 } },
            encoding: { x, y: y('value'), tooltip: TOOLTIP },
          },
        ],
      },
    }
  })
  const form: Plot = {
    name: 'form',
    label: 'form',
    spec: {
      ...base,
      params: choice,
      transform: [
        { filter: `isValid(datum.pValue)${chosen}` },
        { calculate: 'max(datum.pValue, 1e-6)', as: 'p' },
      ],
      layer: [
        {
          mark: { type: 'line', point: true },
          encoding: {
            x,
            y: {
              field: 'p',
              type: 'quantitative',
              scale: { type: 'log' },
              axis: { title: 'p-value of the form' },
            },
            color: { field: 'equation', type: 'nominal', title: null },
          },
        },
        { mark: { type: 'rule', strokeDash: [2, 3], color: 'gray' }, encoding: { y: { datum: 0.05 } } },
      ],
    },
  }
  return [...coefficients, form, ...(states > 1 ? [families(levelCurves(rows), sizes, states, base)] : [])]
}

/** States that look alike from afar lie on one curve; alike in c² and ν both, where two curves meet. */
function families(
  curves: readonly LevelPoint[],
  sizes: readonly number[],
  states: number,
  base: TopLevelSpec,
): Plot {
  const axes = {
    x: { field: 'density', type: 'quantitative', scale: { zero: false, padding: 20 }, title: 'density ρ' },
    y: {
      field: 'temperature',
      type: 'quantitative',
      scale: { zero: false, padding: 20 },
      title: 'temperature T',
    },
  }
  const scale = { calculate: `indexof(${JSON.stringify(sizes)}, datum.cellSize) + 1`, as: 'scale' }
  return {
    name: 'families',
    label: 'families',
    spec: {
      ...base,
      params: [
        slider('state', 'state', 1, states),
        { ...slider('scale', 'scale (1 = finest)', 1, sizes.length), value: sizes.length },
      ],
      layer: [
        {
          transform: [scale, { filter: "datum.coefficient === 'c²' && datum.scale === scale" }],
          mark: { type: 'circle', size: 160 },
          encoding: {
            ...axes,
            color: { field: 'value', type: 'quantitative', title: 'c²' },
            opacity: { condition: { test: 'datum.state === state', value: 1 }, value: 0.6 },
            tooltip: TOOLTIP,
          },
        },
        {
          transform: [scale, { filter: "datum.coefficient === 'ν' && datum.scale === scale" }],
          mark: { type: 'text', dy: -14, fontSize: 10 },
          encoding: { ...axes, text: { field: 'value', format: '.3~r' } },
        },
        {
          data: { values: curves },
          transform: [scale, { filter: 'datum.scale === scale && datum.state === state' }],
          mark: { type: 'line', point: { size: 20 } },
          encoding: {
            ...axes,
            order: { field: 'order' },
            strokeDash: { field: 'quantity', type: 'nominal', title: 'as in the chosen state' },
          },
        },
      ],
    },
  }
}

function slider(name: string, label: string, min: number, max: number) {
  return { name, value: min, bind: { input: 'range', min, max, step: 1, name: `${label} ` } }
}

const TOOLTIP = [
  'density',
  'temperature',
  'cellSize',
  'wavelength',
  'coefficient',
  'value',
  'low',
  'high',
  'pValue',
].map((field) => ({ field, ...(field === 'coefficient' ? {} : { type: 'quantitative', format: '.3~r' }) }))
