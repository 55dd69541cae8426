import { expect, test } from 'vitest'
import { diskTheory } from './diskTheory.js'
import { soundSpeeds } from './equationOfState.js'

test('dilute disks are an ideal gas with a second virial coefficient πσ²/2', () => {
  const gas = diskTheory(1e-4, 2)
  const virial = (Math.PI / 2) * 1e-4
  expect(gas['c_T²'] / 2).toBeCloseTo(1 + 2 * virial, 6)
  expect(gas['c_s²'] / 2).toBeCloseTo(2 + 4 * virial, 6)
  // Chapman–Enskog in two dimensions: D = √(T/π)/(2ρ), ν/D = 1.022, and the Prandtl number 1/2 but for the Sonine corrections.
  expect(gas.D * 1e-4).toBeCloseTo(Math.sqrt(2 / Math.PI) / 2, 3)
  expect(gas.ν / gas.D).toBeCloseTo(1.022, 3)
  expect(gas.ν / (gas.κ_e / 2)).toBeCloseTo((1 / 2) * (1.022 / 1.029), 3)
  expect(gas['ν_l,e'] / gas.ν).toBeCloseTo(1, 6)
})

test('the speeds of sound are derivatives of Henderson’s pressure', () => {
  const z = (density: number) => {
    const eta = (Math.PI * density) / 4
    return (1 + eta ** 2 / 8) / (1 - eta) ** 2
  }
  const pressure = (density: number, energy: number) => energy * z(density)
  const [density, energy, small] = [0.4, 0.8, 1e-4]
  const disks = diskTheory(0.4, 2)
  const slope = (of: (shift: number) => number) => (of(small) - of(-small)) / (2 * small)
  expect(disks.p_ρ).toBeCloseTo(
    slope((d) => pressure(density + d, energy)),
    5,
  )
  expect(disks.p_e).toBeCloseTo(
    slope((d) => pressure(density, energy + d)),
    8,
  )
  expect(disks.h).toBeCloseTo((energy + pressure(density, energy)) / density, 10)
  expect(disks['c_T²']).toBeCloseTo(
    slope((d) => pressure(density + d, 2 * (density + d))),
    5,
  )
  expect(disks['c_s²']).toBeCloseTo(disks.p_ρ + disks.p_e * disks.h, 10)
})

test('measured states of an ideal gas give its speeds of sound', () => {
  const gas = (density: number, temperature: number) => ({
    pressure: density * temperature,
    energy: temperature,
  })
  const run = [gas(0.27, 2), gas(0.33, 2), gas(0.3, 1.8), gas(0.3, 2.2)]
  const { isothermal, adiabatic } = soundSpeeds({ density: 0.3, temperature: 2 }, [run, run])
  expect(isothermal.value).toBeCloseTo(2, 10)
  expect(adiabatic.value).toBeCloseTo(4, 10)
})
