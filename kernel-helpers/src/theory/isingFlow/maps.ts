/** A renormalization of one coupling: K on the lattice gives `apply(K)` on one whose constant is `factor` times as long. */
export interface CouplingMap {
  readonly name: string
  readonly lattice: 'chain' | 'square' | 'triangular'
  readonly factor: number
  readonly source: string
  readonly apply: (coupling: number) => number
}

/** ln cosh x without overflow. */
const logCosh = (x: number) => Math.abs(x) + Math.log1p(Math.exp(-2 * Math.abs(x))) - Math.LN2

/** Exact for a chain: tanh K′ = (tanh K)^b; for b = 2 also K′ = ½ ln cosh 2K. */
export const decimation = (factor: number): CouplingMap => ({
  name: 'decimation of a chain (exact)',
  lattice: 'chain',
  factor,
  source: 'Nelson & Fisher, Ann. Phys. 91, 226 (1975)',
  apply: factor === 2 ? (k) => logCosh(2 * k) / 2 : (k) => Math.atanh(Math.tanh(k) ** factor),
})

/** Bonds are moved together in pairs, K → 2K, and then every second spin is summed over: K′ = ½ ln cosh 4K. */
export const migdalKadanoff: CouplingMap = {
  name: 'Migdal–Kadanoff',
  lattice: 'square',
  factor: 2,
  source: 'Migdal, Sov. Phys. JETP 42, 743 (1976); Kadanoff, Ann. Phys. 100, 359 (1976)',
  apply: (k) => logCosh(4 * k) / 2,
}

/** The majority of triangles of three, to first order of the cumulants: K′ = 2K [(e^3K + e^−K)/(e^3K + 3e^−K)]². */
export const niemeijerVanLeeuwen: CouplingMap = {
  name: 'Niemeijer–van Leeuwen (triangular)',
  lattice: 'triangular',
  factor: Math.sqrt(3),
  source: 'Niemeijer & van Leeuwen, Phys. Rev. Lett. 31, 1411 (1973)',
  apply: (k) => 2 * k * ((1 + Math.exp(-4 * k)) / (1 + 3 * Math.exp(-4 * k))) ** 2,
}

/** Exact critical couplings: Onsager, Phys. Rev. 65, 117 (1944); Wannier, Rev. Mod. Phys. 17, 50 (1945). */
export const exactCritical = { square: Math.log(1 + Math.SQRT2) / 2, triangular: Math.log(3) / 4 }

export interface FixedPoint {
  readonly coupling: number
  /** y_T = ln(dK′/dK)/ln b = 1/ν. */
  readonly exponent: number
}

/**
 * The unstable fixed point of a map between two couplings.
 * @throws RangeError unless the map flows down at `low` and up at `high`
 */
export function fixedPoint(
  { name, factor, apply }: Pick<CouplingMap, 'name' | 'factor' | 'apply'>,
  [low, high]: readonly [number, number] = [0.05, 2],
): FixedPoint {
  if (!(apply(low) < low && apply(high) > high))
    throw new RangeError(
      `${name}: K = ${low} goes to ${apply(low)} and ${high} to ${apply(high)}; expected the first to fall and the second to rise, with a fixed point in between`,
    )
  let [below, above] = [low, high]
  for (let i = 0; i < 60; i++) {
    const middle = (below + above) / 2
    if (apply(middle) < middle) below = middle
    else above = middle
  }
  const coupling = (below + above) / 2
  const step = 1e-5
  const slope = (apply(coupling + step) - apply(coupling - step)) / (2 * step)
  return { coupling, exponent: Math.log(slope) / Math.log(factor) }
}
