import type { Plot } from '../analysis.js'
import type { Coefficient } from './equations.js'
import { equivalencePlot } from './equivalencePlot.js'
import { familiesPlot } from './familiesPlot.js'
import { COLOURS, cellSizesOf, frame, slider } from './plotParts.js'
import type { Hydrodynamics } from './result.js'

interface Quantity {
  readonly name: string
  readonly label: string
  readonly axis: string
  /** With the words at their lines' ends, if there are several. */
  readonly coefficients: Readonly<Partial<Record<Coefficient, string>>>
}

const QUANTITIES: readonly Quantity[] = [
  {
    name: 'sound',
    label: 'sound',
    axis: 'square of the speed of sound (L²/t²)',
    coefficients: { 'c²': 'c², no energy', 'c_s²': 'c_s², with energy', 'c_T²': 'c_T²' },
  },
  { name: 'shear-viscosity', label: 'shear viscosity', axis: 'ν (L²/t)', coefficients: { ν: '' } },
  {
    name: 'longitudinal-viscosity',
    label: 'longitudinal viscosity',
    axis: 'longitudinal viscosity ν_l (L²/t)',
    coefficients: { ν_l: 'no energy', 'ν_l,e': 'with energy' },
  },
  { name: 'self-diffusion', label: 'self-diffusion', axis: 'D (L²/t)', coefficients: { D: '' } },
  { name: 'diffusion', label: 'diffusion', axis: 'D_n (L²/t)', coefficients: { D_n: '' } },
  {
    name: 'pressure',
    label: 'pressure and enthalpy',
    axis: 'p_ρ, h (L²/t²), p_e',
    coefficients: { h: 'h', p_e: 'p_e', p_ρ: 'p_ρ' },
  },
  {
    name: 'heat',
    label: 'heat conduction',
    axis: 'κ_e (L²/t), κ_ρ (L⁴/t³)',
    coefficients: { κ_e: 'κ_e', κ_ρ: 'κ_ρ' },
  },
  { name: 'continuity', label: 'continuity', axis: 'continuity', coefficients: { continuity: '' } },
]

/** Names that would overlap at the lines' ends. */
const NUDGE: Readonly<Partial<Record<Coefficient, number>>> = { p_e: -6, p_ρ: 6 }

/** Plots of the coefficients over cell size, one of the test of the forms, and, of several states, what is alike. */
export function hydrodynamicsPlots(result: Hydrodynamics): Plot[] {
  const { rows } = result
  const measured = new Set(rows.map((row) => row.coefficient))
  const states = new Set(rows.map((row) => row.state)).size
  const systems = new Set(rows.map((row) => row.system)).size
  return [
    ...QUANTITIES.filter(({ coefficients }) =>
      Object.keys(coefficients).some((name) => measured.has(name as Coefficient)),
    ).map((quantity) => coefficientPlot(result, quantity, states)),
    formPlot(result, states),
    ...(states > 1 ? [equivalencePlot(result)] : []),
    ...(states > 1 && systems === 1 ? [familiesPlot(result)] : []),
  ]
}

const choice = (states: number) => (states > 1 ? [slider('state', 'state', 1, states)] : [])
const chosen = (states: number) => (states > 1 ? [{ filter: 'datum.state === state' }] : [])

function coefficientPlot(result: Hydrodynamics, quantity: Quantity, states: number): Plot {
  const { name, label, axis, coefficients } = quantity
  const { lengthUnit, timeUnit } = result.units
  const sizes = cellSizesOf(result)
  const [finest, widest] = [sizes[0], sizes[sizes.length - 1]]
  const rows = result.rows.filter(({ coefficient }) => coefficient in coefficients)
  const present = (Object.keys(coefficients) as Coefficient[]).filter((one) =>
    rows.some(({ coefficient }) => coefficient === one),
  )
  // Names stand beyond the largest cell size.
  const longest = Math.max(...present.map((one) => coefficients[one]!.length))
  const room = 1.15 * Math.max(2, widest / finest) ** (longest / 40)
  const x = {
    field: 'cellSize',
    type: 'quantitative',
    scale: { type: 'log', base: 2, domain: [finest / 1.15, widest * room], nice: false },
    axis: { title: `cell size b (${lengthUnit})`, values: sizes, format: '.3~r', grid: false },
  }
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { zero: false },
    axis: { title: axis.replaceAll('L', lengthUnit).replace(/t(?=[²³)])/g, timeUnit) },
  })
  const checked = rows.some(({ check }) => check !== null)
  const expected = rows.some(({ reference }) => reference !== null)
  return {
    name,
    label,
    spec: {
      ...frame(
        `● weak form${checked ? ' · ◇ propagator' : ''}${expected ? ' · dashed: expected of the largest scales' : ''}`,
      ),
      params: choice(states),
      transform: chosen(states),
      layer: present.flatMap((coefficient, i) => {
        const color = COLOURS[i]
        const dy = NUDGE[coefficient] ?? 0
        const only = { filter: `datum.coefficient === '${coefficient}'` }
        return [
          {
            transform: [only],
            mark: { type: 'area', opacity: 0.12, color },
            encoding: { x, y: y('referenceLow'), y2: { field: 'referenceHigh' } },
          },
          {
            transform: [only, { filter: 'isValid(datum.reference)' }],
            mark: { type: 'line', strokeDash: [6, 3], strokeWidth: 1.2, color },
            encoding: { x, y: y('reference') },
          },
          {
            transform: [only],
            mark: { type: 'rule', color },
            encoding: { x, y: y('low'), y2: { field: 'high' } },
          },
          {
            transform: [only, { filter: 'isValid(datum.check)' }],
            mark: { type: 'rule', color: 'gray', xOffset: 8 },
            encoding: { x, y: y('checkLow'), y2: { field: 'checkHigh' } },
          },
          {
            transform: [only, { filter: 'isValid(datum.check)' }],
            mark: { type: 'point', shape: 'diamond', color: 'gray', xOffset: 8 },
            encoding: { x, y: y('check') },
          },
          {
            transform: [only],
            mark: { type: 'line', color, point: { filled: true, size: 45, color } },
            encoding: { x, y: y('value'), tooltip: TOOLTIP },
          },
          {
            transform: [only, { filter: `datum.cellSize === ${widest}` }],
            mark: { type: 'text', align: 'left', dx: 10, dy, fontSize: 11, color },
            encoding: { x, y: y('value'), text: { value: coefficients[coefficient] } },
          },
        ]
      }),
    },
  }
}

function formPlot(result: Hydrodynamics, states: number): Plot {
  const sizes = cellSizesOf(result)
  const axes = {
    x: {
      field: 'cellSize',
      type: 'ordinal',
      axis: {
        title: `cell size b (${result.units.lengthUnit})`,
        format: '.3~r',
        labelAngle: 0,
        ticks: false,
      },
    },
    y: { field: 'equation', type: 'nominal', sort: null, axis: { title: null, ticks: false } },
  }
  return {
    name: 'form',
    label: 'form',
    spec: {
      ...frame(
        `p-value of each equation’s form · red: below 5 % shared among ${sizes.length} sizes, rejected`,
      ),
      params: choice(states),
      transform: [
        ...chosen(states),
        { filter: "isValid(datum.pValue) && datum.equation !== 'adiabatic sound'" },
        { aggregate: [{ op: 'min', field: 'pValue', as: 'p' }], groupby: ['equation', 'cellSize'] },
        { calculate: "datum.p < 0.001 ? '< 0.001' : format(datum.p, '.3f')", as: 'words' },
      ],
      layer: [
        {
          mark: { type: 'rect', stroke: 'white' },
          encoding: {
            ...axes,
            color: {
              condition: { test: `datum.p < ${0.05 / sizes.length}`, value: '#f2b5ae' },
              value: '#bfe0b8',
            },
          },
        },
        {
          mark: { type: 'text', fontSize: 11, color: 'black' },
          encoding: { ...axes, text: { field: 'words' } },
        },
      ],
    },
  }
}

const TOOLTIP = [
  'system',
  'density',
  'temperature',
  'cellSize',
  'wavelength',
  'coefficient',
  'value',
  'low',
  'high',
  'pValue',
].map((field) => ({
  field,
  ...(['coefficient', 'system'].includes(field) ? {} : { type: 'quantitative', format: '.3~r' }),
}))
