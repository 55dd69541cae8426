/** What theory says of hard disks of diameter σ and mass m, in units of these and of the temperature's energy kT. */
export interface DiskTheory {
  /** Square of the isothermal speed of sound. */
  readonly isothermal: number
  /** Square of the adiabatic speed of sound. */
  readonly adiabatic: number
  /** Kinematic shear viscosity. */
  readonly viscosity: number
  readonly selfDiffusion: number
}

/**
 * Sound from the equation of state of Henderson, Mol. Phys. 30, 971 (1975), Z = (1 + η²/8)/(1 − η)²: c_T² = T(Z + ηZ′)
 * and c_s² = c_T² + TZ², since a disk has the heat capacity k. Transport by Enskog's theory in two dimensions: Gass, J. Chem.
 * Phys. 54, 1898 (1971), for the viscosity in third Sonine approximation; self-diffusion in the first.
 *
 * @param density per σ²
 * @param temperature ε/k
 */
export function diskTheory(density: number, temperature: number): DiskTheory {
  const eta = (Math.PI * density) / 4
  const empty = 1 - eta
  const z = (1 + eta ** 2 / 8) / empty ** 2
  const slope = eta / 4 / empty ** 2 + (2 * (1 + eta ** 2 / 8)) / empty ** 3
  const contact = (1 - (7 * eta) / 16) / empty ** 2
  const excluded = (Math.PI / 2) * density
  const thermal = Math.sqrt(temperature / Math.PI)
  const dilute = (1.022 / 2) * thermal
  const isothermal = temperature * (z + eta * slope)
  return {
    isothermal,
    adiabatic: isothermal + temperature * z ** 2,
    viscosity: (dilute * (1 / contact + excluded + 0.8729 * excluded ** 2 * contact)) / density,
    selfDiffusion: thermal / (2 * density * contact),
  }
}
