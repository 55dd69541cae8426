import type { HardFluid } from './hard-fluid.js'

/** g(σ) of hard disks: Henderson, Mol. Phys. 30, 971 (1975), good to some 0.3 %. */
export function contactOfDisks(packing: number): number {
  return (1 - (7 * packing) / 16) / (1 - packing) ** 2
}

/** g(σ) of hard spheres: Carnahan & Starling, J. Chem. Phys. 51, 635 (1969). */
export function contactOfSpheres(packing: number): number {
  return (1 - packing / 2) / (1 - packing) ** 3
}

/** pV/NkT of hard disks: Henderson, ibid. */
export function compressibilityOfDisks(packing: number): number {
  return (1 + packing ** 2 / 8) / (1 - packing) ** 2
}

/** pV/NkT of hard spheres: Carnahan & Starling, ibid. */
export function compressibilityOfSpheres(packing: number): number {
  return (1 + packing + packing ** 2 - packing ** 3) / (1 - packing) ** 3
}

/**
 * pV/NkT of mixtures of disks by Santos, Yuste & López de Haro, Mol. Phys. 96, 1 (1999), with Henderson's for one
 * species, and of spheres by Mansoori, Carnahan, Starling & Leland, J. Chem. Phys. 54, 1523 (1971), and Boublík, ibid. 53,
 * 471 (1970).
 */
export function compressibilityOfMixture(dimensions: 2 | 3, { packing, diameters }: HardFluid): number {
  const [one, two, three] = [1, 2, 3].map((power) => mean(diameters, power))
  const empty = 1 - packing
  if (dimensions === 2) {
    const likeOne = one ** 2 / two
    return (1 - likeOne) / empty + likeOne * compressibilityOfDisks(packing)
  }
  return (
    1 / empty +
    (3 * packing * one * two) / three / empty ** 2 +
    (packing ** 2 * (3 - packing) * two ** 3) / three ** 2 / empty ** 3
  )
}

/** Collisions of a particle per time at T* = 1, whatever its species: Enskog's, with the contact values of the same. */
export function enskogRate(dimensions: 2 | 3, { packing, diameters, masses, side }: HardFluid): number {
  const kinds = new Map<string, { diameter: number; mass: number; count: number }>()
  diameters.forEach((diameter, i) => {
    const key = `${diameter} ${masses[i]}`
    const kind = kinds.get(key) ?? { diameter, mass: masses[i], count: 0 }
    kinds.set(key, { ...kind, count: kind.count + 1 })
  })
  const [one, two, three] = [1, 2, 3].map((power) => mean(diameters, power))
  /** g_ij, from the diameters' product over their mean. */
  const contact = (ratio: number) => {
    const empty = 1 - packing
    if (dimensions === 2) return 1 / empty + (contactOfDisks(packing) - 1 / empty) * ((one / two) * ratio)
    const z = ((two / three) * packing * ratio) / 2
    return 1 / empty + (3 * z) / empty ** 2 + (2 * z ** 2) / empty ** 3
  }
  let rate = 0
  for (const a of kinds.values()) {
    for (const b of kinds.values()) {
      const distance = (a.diameter + b.diameter) / 2
      const reducedMass = (a.mass * b.mass) / (a.mass + b.mass)
      const crossSection = dimensions === 2 ? distance : 2 * distance ** 2
      const pairs = (a.count * b.count) / masses.length / side ** dimensions
      rate +=
        pairs *
        crossSection *
        Math.sqrt((2 * Math.PI) / reducedMass) *
        contact((a.diameter * b.diameter) / distance)
    }
  }
  return rate
}

function mean(values: Float64Array, power: number): number {
  return values.reduce((sum, value) => sum + value ** power, 0) / values.length
}
