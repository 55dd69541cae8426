/**
 * What flows: density and energy (their amplitudes times i, which makes all coefficients real), momentum along and
 * across the wave vector, and the density of particles coloured at random, +1 or −1.
 */
export type Field = 'density' | 'longitudinal' | 'transverse' | 'energy' | 'colour'

export type EquationName =
  | 'continuity'
  | 'sound'
  | 'sound with energy'
  | 'energy'
  | 'adiabatic sound'
  | 'shear'
  | 'self-diffusion'
  | 'diffusion'
  | 'compressibility'

export type Coefficient =
  | 'continuity'
  | 'c²'
  | 'ν_l'
  | 'c_s²'
  | 'p_ρ'
  | 'p_e'
  | 'ν_l,e'
  | 'h'
  | 'κ_e'
  | 'κ_ρ'
  | 'ν'
  | 'D'
  | 'D_n'
  | 'c_T²'

interface Term {
  readonly coefficient: Coefficient
  readonly field: Field
  /** What the derivatives make of a plane wave. */
  readonly factor: (k: number) => number
}

interface Instrument {
  readonly field: Field
  readonly of: 'value' | 'rate'
}

/** ∂t `field` = Σ coefficient × factor(k) × term's field. */
export interface Equation {
  readonly name: EquationName
  readonly field: Field
  readonly terms: readonly Term[]
  readonly instruments: readonly Instrument[]
}

const divergence = (k: number) => k
const gradient = (k: number) => -k
const laplacian = (k: number) => -k * k

/**
 * The equations of linearised hydrodynamics. Sound without energy is seen through instruments made of momentum alone: a
 * fluctuation of momentum starts sound waves only, while one of density partly is a difference of temperature at equal
 * pressure, which that closure doesn't describe. With the energy among the fields, every field may start.
 */
export const EQUATIONS: readonly Equation[] = [
  {
    name: 'continuity',
    field: 'density',
    terms: [{ coefficient: 'continuity', field: 'longitudinal', factor: divergence }],
    instruments: [{ field: 'density', of: 'value' }],
  },
  {
    name: 'sound',
    field: 'longitudinal',
    terms: [
      { coefficient: 'c²', field: 'density', factor: gradient },
      { coefficient: 'ν_l', field: 'longitudinal', factor: laplacian },
    ],
    instruments: [
      { field: 'longitudinal', of: 'rate' },
      { field: 'longitudinal', of: 'value' },
    ],
  },
  {
    name: 'sound with energy',
    field: 'longitudinal',
    terms: [
      { coefficient: 'p_ρ', field: 'density', factor: gradient },
      { coefficient: 'p_e', field: 'energy', factor: gradient },
      { coefficient: 'ν_l,e', field: 'longitudinal', factor: laplacian },
    ],
    instruments: values('density', 'energy', 'longitudinal'),
  },
  {
    name: 'energy',
    field: 'energy',
    terms: [
      { coefficient: 'h', field: 'longitudinal', factor: divergence },
      { coefficient: 'κ_e', field: 'energy', factor: laplacian },
      { coefficient: 'κ_ρ', field: 'density', factor: laplacian },
    ],
    instruments: values('density', 'energy', 'longitudinal'),
  },
  {
    name: 'shear',
    field: 'transverse',
    terms: [{ coefficient: 'ν', field: 'transverse', factor: laplacian }],
    instruments: values('transverse'),
  },
  {
    name: 'self-diffusion',
    field: 'colour',
    terms: [{ coefficient: 'D', field: 'colour', factor: laplacian }],
    instruments: values('colour'),
  },
  {
    name: 'diffusion',
    field: 'density',
    terms: [{ coefficient: 'D_n', field: 'density', factor: laplacian }],
    instruments: values('density'),
  },
]

function values(...fields: Field[]): Instrument[] {
  return fields.map((field) => ({ field, of: 'value' }))
}
