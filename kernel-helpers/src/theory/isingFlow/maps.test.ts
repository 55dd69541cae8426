import { describe, expect, test } from 'vitest'
import { decimation, exactCritical, fixedPoint, migdalKadanoff, niemeijerVanLeeuwen } from './maps.js'

describe('decimation of a chain', () => {
  test('is exact: twice by two is once by four, and tanh K′ = tanh² K', () => {
    for (const k of [0.1, 0.7, 1.5]) {
      const twice = decimation(2).apply(decimation(2).apply(k))
      expect(twice).toBeCloseTo(decimation(4).apply(k), 12)
      expect(Math.tanh(decimation(2).apply(k))).toBeCloseTo(Math.tanh(k) ** 2, 12)
    }
  })

  test('has no fixed point but 0 and ∞', () => {
    expect(() => fixedPoint(decimation(2))).toThrow('expected the first to fall and the second to rise')
  })
})

describe('published fixed points', () => {
  test('Migdal–Kadanoff: K* = 0.3047, y_T = 0.747', () => {
    // Kadanoff, Ann. Phys. 100, 359 (1976).
    const { coupling, exponent } = fixedPoint(migdalKadanoff)
    expect(coupling).toBeCloseTo(0.3047, 4)
    expect(exponent).toBeCloseTo(0.747, 3)
  })

  test('Niemeijer–van Leeuwen, first order: K* = 0.3356, eigenvalue 1.624', () => {
    // Phys. Rev. Lett. 31, 1411 (1973).
    const { coupling, exponent } = fixedPoint(niemeijerVanLeeuwen)
    expect(coupling).toBeCloseTo(0.3356, 4)
    expect(Math.sqrt(3) ** exponent).toBeCloseTo(1.624, 3)
  })

  test('the exact critical couplings obey star-triangle and duality', () => {
    expect(Math.sinh(2 * exactCritical.square)).toBeCloseTo(1, 12)
    const t = Math.tanh(exactCritical.triangular)
    // Houtappel, Physica 16, 425 (1950): the triangular lattice is critical at tanh K = 2 − √3.
    expect(t).toBeCloseTo(2 - Math.sqrt(3), 12)
  })
})
