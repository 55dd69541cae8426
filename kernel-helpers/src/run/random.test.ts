import { expect, test } from 'vitest'
import { Random } from './random.js'

const draw = (random: Random, n: number) => Array.from({ length: n }, () => random.uniform())

test('equal seeds and streams repeat; different ones do not', () => {
  expect(draw(new Random(7, 3), 50)).toEqual(draw(new Random(7, 3), 50))
  const others = [new Random(8, 3), new Random(7, 4), new Random(3, 7), new Random(7 + 2 ** 32, 3)]
  const first = draw(new Random(7, 3), 50)
  for (const other of others) expect(draw(other, 50)).not.toEqual(first)
})

test('streams of neighbouring seeds are uncorrelated', () => {
  const n = 100_000
  const [a, b] = [new Random(1), new Random(2)]
  let sum = 0
  for (let i = 0; i < n; i++) sum += a.normal() * b.normal()
  expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n))
})

test('uniform has the moments of the unit interval and fills it evenly', () => {
  const random = new Random(1)
  const n = 200_000
  const bins = new Array(100).fill(0)
  for (let i = 0; i < n; i++) bins[Math.floor(100 * random.uniform())]++
  const chiSquared = bins.reduce((sum, count) => sum + (count - n / 100) ** 2 / (n / 100), 0)
  expect(chiSquared).toBeGreaterThan(55)
  expect(chiSquared).toBeLessThan(155)
})

test('normal has mean 0, variance 1, kurtosis 3', () => {
  const values = new Float32Array(400_000)
  new Random(5).fillNormal(values)
  const moment = (k: number) => values.reduce((sum, x) => sum + x ** k, 0) / values.length
  expect(Math.abs(moment(1))).toBeLessThan(0.007)
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.01)
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.08)
})

test('integer is even over its range', () => {
  const random = new Random(2)
  const counts = new Array(6).fill(0)
  for (let i = 0; i < 60_000; i++) counts[random.integer(6)]++
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
})

test('shuffle permutes, and every place is as likely', () => {
  const random = new Random(3)
  const firsts = new Array(4).fill(0)
  for (let i = 0; i < 8000; i++) {
    const items = random.shuffle([0, 1, 2, 3])
    expect([...items].sort()).toEqual([0, 1, 2, 3])
    firsts[items[0]]++
  }
  for (const count of firsts) expect(Math.abs(count - 2000)).toBeLessThan(160)
})

test('a bad seed is named', () => {
  expect(() => new Random(1.5)).toThrow('seed is 1.5; expected an integer')
  expect(() => new Random(1, -1)).toThrow('stream is -1; expected an integer')
})
