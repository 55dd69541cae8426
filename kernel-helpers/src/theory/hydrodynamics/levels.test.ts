import { expect, test } from 'vitest'
import { levelCurves } from './levels.js'
import type { HydrodynamicsRow } from './rows.js'

/** As of hard disks: temperature sets the pace alone, c² = T/ρ and ν = √T/ρ². */
const rows = [1, 2, 4].flatMap((temperature, i) =>
  [0.1, 0.2, 0.4].flatMap((density, j) =>
    [
      { coefficient: 'c²', value: temperature / density },
      { coefficient: 'ν', value: Math.sqrt(temperature) / density ** 2 },
    ].map((row) => ({ ...row, state: 3 * i + j + 1, cellSize: 2, density, temperature }) as HydrodynamicsRow),
  ),
)

test('states of one value lie on its level curve, found between states and never beyond them', () => {
  const curves = levelCurves(rows).filter((point) => point.state === 5)
  const of = (quantity: string) => curves.filter((point) => point.quantity === quantity)
  expect(of('c²').length).toBeGreaterThan(1)
  for (const { density, temperature } of of('c²')) expect(temperature / density).toBeCloseTo(10, 8)
  for (const { density, temperature } of of('ν'))
    expect(Math.sqrt(temperature) / density ** 2).toBeCloseTo(Math.sqrt(2) / 0.04, 8)
  // c b/ν does not depend on temperature: its curve stands upright.
  expect(of('c b/ν').length).toBeGreaterThan(1)
  for (const { density } of of('c b/ν')) expect(density).toBeCloseTo(0.2, 8)
  for (const { density, temperature } of curves) {
    expect(density).toBeGreaterThanOrEqual(0.1)
    expect(density).toBeLessThanOrEqual(0.4 + 1e-12)
    expect(temperature).toBeLessThanOrEqual(4 + 1e-12)
  }
})
