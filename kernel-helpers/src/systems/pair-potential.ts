/**
 * Energy of two particles at a distance r, in reduced units:
 * repulsion r⁻ⁿ − attraction r⁻⁶ − energyShift + (r − cutoff) forceShift for r < cutoff, else 0.
 */
export interface PairPotential {
  readonly cutoff: number
  /** n, an integer from 2 on; only 12 goes with an attraction. */
  readonly exponent: number
  readonly repulsion: number
  readonly attraction: number
  readonly energyShift: number
  /** What is subtracted from the force −dU/dr; where it is 0, a square root is spared. */
  readonly forceShift: number
}

/** What is done to a potential at its cutoff: nothing, or an end to jumps of the energy, or also of the force. */
type Truncation = 'cut' | 'shifted energy' | 'shifted force'

/** Shifted force: Toxvaerd & Dyre, J. Chem. Phys. 134, 081102 (2011), eq. 3. */
function truncated(
  bare: Pick<PairPotential, 'cutoff' | 'exponent' | 'repulsion' | 'attraction'>,
  truncation: Truncation,
): PairPotential {
  const { cutoff, exponent, repulsion, attraction } = bare
  const energy = repulsion * cutoff ** -exponent - attraction * cutoff ** -6
  const force = exponent * repulsion * cutoff ** -(exponent + 1) - 6 * attraction * cutoff ** -7
  return {
    ...bare,
    energyShift: truncation === 'cut' ? 0 : energy,
    forceShift: truncation === 'shifted force' ? force : 0,
  }
}

export interface LennardJonesOptions {
  /** Depth of the well. */
  readonly epsilon?: number
  /** Distance where the energy is zero. */
  readonly sigma?: number
  /** Share of the attraction that acts. */
  readonly attraction?: number
  readonly cutoff: number
  readonly truncation: Truncation
}

/** 4 ε ((σ/r)¹² − λ (σ/r)⁶), truncated, with λ the share of the attraction. */
export function lennardJonesPair({
  epsilon = 1,
  sigma = 1,
  attraction: share = 1,
  cutoff,
  truncation,
}: LennardJonesOptions): PairPotential {
  const [repulsion, attraction] = [4 * epsilon * sigma ** 12, 4 * share * epsilon * sigma ** 6]
  return truncated({ cutoff, exponent: 12, repulsion, attraction }, truncation)
}

/** Weeks, Chandler & Andersen, J. Chem. Phys. 54, 5237 (1971), eqs. 4 and 5: the repulsive part of Lennard-Jones. */
export const repulsiveCore: PairPotential = {
  ...lennardJonesPair({ cutoff: 2 ** (1 / 6), truncation: 'cut' }),
  energyShift: -1,
}

/** ε (σ/r)ⁿ with ε = σ = 1, truncated so that the force doesn't jump. */
export function inversePowerPair(exponent: number, cutoff: number): PairPotential {
  return truncated({ cutoff, exponent, repulsion: 1, attraction: 0 }, 'shifted force')
}
