import { expect, test } from 'vitest'
import { Normals } from './normals.js'
import { Random } from './random.js'
import { KernelMemory } from './webassembly.js'

function sample(count: number, seed: number, deviation = 1) {
  const memory = new KernelMemory(0)
  const values = memory.float64(count)
  new Normals(memory, new Random(seed)).add(values, deviation)
  return values
}

// P(|x| > t) = erfc(t/√2). Beyond 3.4426 numbers come from the tail of the ziggurat, below from its layers.
test.each([
  [0.5, 0.617075077451974],
  [1, 0.317310507862914],
  [2, 0.0455002638963584],
  [3, 0.00269979606326019],
  [3.442619855899, 5.7610851239164e-4],
  [4, 6.33424836662398e-5],
])('beyond %f lies the right share of two million numbers, on both sides', (bound, share) => {
  const count = 2_000_000
  const values = sample(count, 3)
  for (const side of [-1, 1]) {
    const beyond = values.reduce((sum, x) => sum + +(side * x > bound), 0) / count
    const expected = share / 2
    expect(Math.abs(beyond - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / count))
  }
})

test('moments are those of the normal distribution, and neighbours are independent', () => {
  const count = 2_000_000
  const values = sample(count, 4)
  const mean = (f: (x: number, i: number) => number) => values.reduce((sum, x, i) => sum + f(x, i), 0) / count
  // Mean of each power and the variance of that power.
  for (const [power, expected, variance] of [
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
  ])
    expect(Math.abs(mean((x) => x ** power) - expected)).toBeLessThan(4 * Math.sqrt(variance / count))
  for (const lag of [1, 2, 7]) {
    expect(Math.abs(mean((x, i) => x * (values[i - lag] ?? 0)))).toBeLessThan(4 / Math.sqrt(count))
    expect(Math.abs(mean((x, i) => (x * x - 1) * ((values[i - lag] ?? 1) ** 2 - 1)))).toBeLessThan(
      8 / Math.sqrt(count),
    )
  }
})

test('the same seed gives the same numbers, another gives others, and they scale with the deviation', () => {
  expect(sample(100, 1)).toEqual(sample(100, 1))
  expect(sample(100, 1)).not.toEqual(sample(100, 2))
  expect(sample(100, 1, 2)).toEqual(sample(100, 1).map((x) => 2 * x))
})
