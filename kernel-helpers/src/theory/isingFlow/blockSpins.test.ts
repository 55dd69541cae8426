import { describe, expect, test } from 'vitest'
import { Random } from '../../run/random.js'
import {
  countEnvironments,
  decimate,
  environmentCount,
  environments,
  majority,
  operatorSums,
  type Spins,
} from './blockSpins.js'
import { diagonal, even, nearest, odd, plaquette, surroundings } from './operators.js'

function randomSpins(width: number, height: number, seed: number, share = 0.5): Spins {
  const random = new Random(seed)
  return { width, height, up: Uint8Array.from({ length: width * height }, () => +(random.uniform() < share)) }
}

const at = ({ width, height, up }: Spins, x: number, y: number) =>
  2 * up[((y + height) % height) * width + ((x + width) % width)] - 1

describe('operators', () => {
  test('have as many terms a site as the square has images of their shape', () => {
    expect(even.map(({ terms }) => terms.length)).toEqual([2, 2, 1, 2, 4, 1, 4])
    expect(odd.map(({ terms }) => terms.length)).toEqual([1, 4, 2, 8])
  })

  test('are summed as one by one, whatever the width', () => {
    for (const [width, height] of [
      [16, 4],
      [37, 9],
      [5, 20],
    ]) {
      const spins = randomSpins(width, height, width, 0.7)
      const operators = [...even, ...odd]
      const expected = operators.map(({ terms }) => {
        let sum = 0
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++)
            for (const term of terms) sum += term.reduce((p, [u, v]) => p * at(spins, x + u, y + v), 1)
        return sum
      })
      expect(operatorSums(spins, operators)).toEqual(expected)
    }
  })
})

describe('environments', () => {
  const operators = [nearest, diagonal, plaquette]

  test('are counted as one by one', () => {
    const spins = randomSpins(21, 12, 3, 0.6)
    const counts = new Float64Array(environmentCount(operators))
    countEnvironments(spins, operators, counts)
    const key = (spin: number, sums: number[]) => [spin, ...sums].join()
    const expected = new Map<string, number>()
    for (let y = 0; y < 12; y++) {
      for (let x = 0; x < 21; x++) {
        const sums = operators.map((one) =>
          surroundings(one).reduce(
            (sum, others) => sum + others.reduce((p, [u, v]) => p * at(spins, x + u, y + v), 1),
            0,
          ),
        )
        const name = key(at(spins, x, y), sums)
        expected.set(name, (expected.get(name) ?? 0) + 1)
      }
    }
    const counted = environments(operators)
      .map(({ spin, sums }, i): [string, number] => [key(spin, sums), counts[i]])
      .filter(([, count]) => count > 0)
    expect(new Map(counted)).toEqual(expected)
  })

  test('that are too many are refused', () => {
    expect(() => countEnvironments(randomSpins(8, 8, 1), even, new Float64Array(1))).toThrow(
      /operators: \d+ environments, expected at most 256/,
    )
  })
})

describe('block spins', () => {
  test('are the majority, and a fair coin where there is none', () => {
    const width = 512
    const spins = randomSpins(width, width, 8)
    const blocks = majority(spins, 4, new Random(2))
    let [ties, up] = [0, 0]
    for (let row = 0; row < width / 4; row++) {
      for (let column = 0; column < width / 4; column++) {
        let sum = 0
        for (let i = 0; i < 16; i++) sum += at(spins, 4 * column + (i % 4), 4 * row + (i >> 2))
        if (sum !== 0) expect(at(blocks, column, row)).toBe(Math.sign(sum))
        else {
          ties++
          up += blocks.up[row * blocks.width + column]
        }
      }
    }
    // Of 16 random spins 8 are up in 12870 of 65536 cases; four standard errors.
    expect(Math.abs(ties / blocks.up.length - 12870 / 65536)).toBeLessThan(
      (4 * Math.sqrt(0.196 * 0.804)) / 128,
    )
    expect(Math.abs(up / ties - 0.5)).toBeLessThan(2 / Math.sqrt(ties))
  })

  test('of a chain are every b-th spin', () => {
    const spins = randomSpins(12, 3, 5)
    expect([...decimate(spins, 3).up]).toEqual([...spins.up].filter((_, i) => i % 3 === 0))
  })

  test('that do not fit are refused', () => {
    const spins = randomSpins(12, 10, 5)
    expect(() => majority(spins, 4, new Random(1))).toThrow('height: 10 spins, expected a multiple of 4')
    expect(() => decimate(spins, 5)).toThrow('width: 12 spins, expected a multiple of 5')
  })
})
