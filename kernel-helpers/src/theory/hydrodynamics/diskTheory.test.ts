import { expect, test } from 'vitest'
import { diskTheory } from './diskTheory.js'
import { soundSpeeds } from './equationOfState.js'

test('dilute disks are an ideal gas with a second virial coefficient πσ²/2', () => {
  const { isothermal, adiabatic, selfDiffusion, viscosity } = diskTheory(1e-4, 2)
  const virial = (Math.PI / 2) * 1e-4
  expect(isothermal / 2).toBeCloseTo(1 + 2 * virial, 6)
  expect(adiabatic / 2).toBeCloseTo(2 + 4 * virial, 6)
  // Chapman–Enskog in two dimensions: D = √(T/π)/(2ρ), and ν/D = 1.022 for a gas.
  expect(selfDiffusion * 1e-4).toBeCloseTo(Math.sqrt(2 / Math.PI) / 2, 3)
  expect(viscosity / selfDiffusion).toBeCloseTo(1.022, 3)
})

test('the speeds of sound are derivatives of Henderson’s pressure', () => {
  const z = (density: number) => {
    const eta = (Math.PI * density) / 4
    return (1 + eta ** 2 / 8) / (1 - eta) ** 2
  }
  const slope = (0.4001 * z(0.4001) - 0.3999 * z(0.3999)) / 0.0002
  const { isothermal, adiabatic } = diskTheory(0.4, 1)
  expect(isothermal).toBeCloseTo(slope, 5)
  expect(adiabatic - isothermal).toBeCloseTo(z(0.4) ** 2, 10)
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
