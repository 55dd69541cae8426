import type { Coefficient } from './equations.js'

/**
 * What theory says of hard disks of diameter σ and mass m, in units of these and of the temperature's energy kT.
 *
 * Pressure by the equation of state of Henderson, Mol. Phys. 30, 971 (1975), Z = (1 + η²/8)/(1 − η)². All energy is
 * kinetic, e = ρT, so p = eZ and the enthalpy of a disk is T(1 + Z): c_T² = T(Z + ηZ′) and c_s² = c_T² + TZ².
 *
 * Transport by Enskog's theory in two dimensions: viscosities and heat conduction in third Sonine approximation (Gass, J. Chem.
 * Phys. 54, 1898 (1971)), self-diffusion in the first. The longitudinal viscosity is that of shear and of the bulk together.
 *
 * @param density per σ²
 * @param temperature ε/k
 */
export function diskTheory(density: number, temperature: number) {
  const eta = (Math.PI * density) / 4
  const empty = 1 - eta
  const z = (1 + eta ** 2 / 8) / empty ** 2
  const slope = eta / 4 / empty ** 2 + (2 * (1 + eta ** 2 / 8)) / empty ** 3
  const contact = (1 - (7 * eta) / 16) / empty ** 2
  const excluded = (Math.PI / 2) * density
  const thermal = Math.sqrt(temperature / Math.PI)
  const isothermal = temperature * (z + eta * slope)
  const viscosity =
    ((1.022 / 2) * thermal * (1 / contact + excluded + 0.8729 * excluded ** 2 * contact)) / density
  const bulk = ((2 / Math.PI) * thermal * excluded ** 2 * contact) / density
  const conduction =
    (1.029 * 2 * thermal * (1 / contact + 1.5 * excluded + 0.8718 * excluded ** 2 * contact)) / density
  return {
    continuity: 1,
    'c²': isothermal + temperature * z ** 2,
    'c_s²': isothermal + temperature * z ** 2,
    'c_T²': isothermal,
    p_ρ: temperature * eta * slope,
    p_e: z,
    h: temperature * (1 + z),
    ν: viscosity,
    'ν_l,e': viscosity + bulk,
    κ_e: conduction,
    κ_ρ: -temperature * conduction,
    D: thermal / (2 * density * contact),
  } satisfies Partial<Record<Coefficient, number>>
}
