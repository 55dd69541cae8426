import { describe, expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { KernelMemory, kernels } from '../run/webassembly.js'
import { type Damping, type FlowField, type Kernel, PlanarFlow } from './planar-flow.js'

const none: Damping = { viscosity: 0, hyperviscosity: 0, diffusivity: 0 }

/** Values of a function of x and y at the points of a grid over 2π × 2π. */
function onGrid(size: number, f: (x: number, y: number) => number) {
  const at = (i: number) => (2 * Math.PI * i) / size
  return Float64Array.from({ length: size ** 2 }, (_, i) => f(at(i % size), at(Math.floor(i / size))))
}

/** A smooth flow of several waves, of energy near ½, and a dye with a mean. */
function someFlow(size: number, damping: Damping = none) {
  return new PlanarFlow({
    size,
    vorticity: onGrid(
      size,
      (x, y) => Math.cos(x + 0.3) * Math.sin(2 * y) + 2 * Math.sin(2 * x - y) - Math.cos(3 * x + 2 * y + 1),
    ),
    dye: onGrid(size, (x, y) => 0.7 + Math.sin(2 * y) + 0.5 * Math.cos(x - y)),
    damping,
  })
}

function read(flow: PlanarFlow, field: FlowField) {
  const out = new Float64Array(flow.size ** 2)
  flow.read(field, out)
  return out
}

const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

describe('the Fourier transform', () => {
  /** Sizes that begin with a pass of radix 2 and such that begin with one of radix 4. */
  describe.each([8, 16, 32, 64])('of %i × %i numbers', (n) => {
    const memory = new KernelMemory(0)
    const kernel = kernels<Kernel>('turbulence', memory.memory)
    const field = memory.float64(kernel.gridBytes(n) / 8)
    kernel.prepare(n, n / 2, memory.uint8(kernel.transformBytes(n)).byteOffset)
    const random = new Random(n)
    const signal = Float64Array.from({ length: 2 * n * n }, () => random.normal())
    const rowLength = field.length / n
    const put = () => {
      for (let row = 0; row < n; row++)
        field.set(signal.subarray(2 * n * row, 2 * n * (row + 1)), row * rowLength)
    }
    const get = () =>
      Float64Array.from(
        { length: 2 * n * n },
        (_, i) => field[Math.floor(i / (2 * n)) * rowLength + (i % (2 * n))],
      )

    test('is the sum of its definition', () => {
      put()
      kernel.forward(field.byteOffset)
      const transformed = get()
      for (const [kx, ky] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [n / 2, 3],
        [n - 1, n / 2 + 1],
        [3, n - 2],
      ]) {
        let [real, imaginary] = [0, 0]
        for (let i = 0; i < n * n; i++) {
          const angle = (-2 * Math.PI * ((kx * (i % n) + ky * Math.floor(i / n)) % n)) / n
          const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
          real += signal[2 * i] * cos - signal[2 * i + 1] * sin
          imaginary += signal[2 * i] * sin + signal[2 * i + 1] * cos
        }
        const at = 2 * (ky * n + kx)
        expect(Math.abs(transformed[at] - real)).toBeLessThan(1e-12 * n)
        expect(Math.abs(transformed[at + 1] - imaginary)).toBeLessThan(1e-12 * n)
      }
    })

    test('keeps the sum of squares up to n² (Parseval), and its inverse brings the numbers back', () => {
      put()
      kernel.forward(field.byteOffset)
      const power = (values: Float64Array) => values.reduce((sum, value) => sum + value ** 2, 0)
      expect(Math.abs(power(get()) / (n * n * power(signal)) - 1)).toBeLessThan(1e-13)
      kernel.inverse(field.byteOffset)
      expect(largest(get().map((value, i) => value / (n * n) - signal[i]))).toBeLessThan(1e-14)
    })
  })
})

describe('fields', () => {
  test('velocity has the vorticity asked for as its curl: a plane wave', () => {
    const flow = new PlanarFlow({
      size: 32,
      vorticity: onGrid(32, (x, y) => Math.cos(2 * x + 3 * y) + 5),
      dye: onGrid(32, (x) => 1 + Math.sin(x)),
      damping: none,
    })
    const expected: Record<FlowField, (x: number, y: number) => number> = {
      // ∂v/∂x − ∂u/∂y = cos(2x + 3y); a uniform vorticity has no place in a periodic box.
      'velocity x': (x, y) => (-3 / 13) * Math.sin(2 * x + 3 * y),
      'velocity y': (x, y) => (2 / 13) * Math.sin(2 * x + 3 * y),
      vorticity: (x, y) => Math.cos(2 * x + 3 * y),
      dye: (x) => 1 + Math.sin(x),
    }
    for (const [field, f] of Object.entries(expected)) {
      const exact = onGrid(32, f)
      expect(largest(read(flow, field as FlowField).map((value, i) => value - exact[i])), field).toBeLessThan(
        1e-14,
      )
    }
    expect(flow.energy).toBeCloseTo(1 / 52, 14)
    expect(flow.enstrophy).toBeCloseTo(1 / 4, 14)
    expect(flow.palinstrophy).toBeCloseTo(13 / 4, 14)
    expect(flow.dyeMean).toBeCloseTo(1, 14)
    expect(flow.dyeVariance).toBeCloseTo(1 / 2, 14)
    expect(flow.dyeGradient).toBeCloseTo(1 / 2, 14)
  })

  test('new dye leaves the flow alone', () => {
    const flow = someFlow(32)
    flow.advance(0.01)
    const [before, energy] = [read(flow, 'vorticity'), flow.energy]
    flow.pour(onGrid(32, (_, y) => Math.cos(y)))
    expect(flow.energy).toBe(energy)
    expect(largest(read(flow, 'vorticity').map((value, i) => value - before[i]))).toBeLessThan(1e-14)
    expect(flow.dyeVariance).toBeCloseTo(1 / 2, 14)
  })
})

describe('laws', () => {
  // Taylor, Phil. Mag. 46, 671 (1923): the nonlinear term vanishes.
  test('a Taylor–Green vortex decays as exp(−2νk²t) to rounding', async ({ annotate }) => {
    const viscosity = 0.03
    const start = onGrid(32, (x, y) => 6 * Math.cos(3 * x) * Math.cos(3 * y))
    const flow = new PlanarFlow({
      size: 32,
      vorticity: start,
      dye: new Float64Array(32 ** 2),
      damping: { ...none, viscosity },
    })
    for (let i = 0; i < 100; i++) flow.advance(0.02)
    const kept = Math.exp(-2 * viscosity * 9 * 2)
    const error = largest(read(flow, 'vorticity').map((value, i) => value - kept * start[i]))
    await annotate(`error ${error.toExponential(1)} of a vorticity of 6`)
    expect(error).toBeLessThan(1e-13)
  })

  test('in a shear flow the phase of a dye wave turns as it must: ∂θ/∂t = −u(y) ∂θ/∂x', async ({
    annotate,
  }) => {
    // u = −sin y, so that θ = cos(x + t sin y).
    const flow = new PlanarFlow({
      size: 64,
      vorticity: onGrid(64, (_, y) => Math.cos(y)),
      dye: onGrid(64, (x) => Math.cos(x)),
      damping: none,
    })
    for (let i = 0; i < 100; i++) flow.advance(0.02)
    const exact = onGrid(64, (x, y) => Math.cos(x + 2 * Math.sin(y)))
    const error = largest(read(flow, 'dye').map((value, i) => value - exact[i]))
    await annotate(`error ${error.toExponential(1)}`)
    expect(error).toBeLessThan(1e-8)
  })

  /** Central differences over two steps h, of an error of h², beside the rates at the middle. */
  test('energy, enstrophy and variance of the dye are lost as their budgets say, to 1 in 10⁶', async ({
    annotate,
  }) => {
    const [viscosity, hyperviscosity, diffusivity] = [0.01, 1e-4, 0.02]
    const h = 5e-4
    for (const damping of [
      { viscosity, hyperviscosity, diffusivity },
      { viscosity, hyperviscosity: 0, diffusivity },
    ]) {
      const flow = someFlow(64, damping)
      for (let i = 0; i < 100; i++) flow.advance(0.01)
      const totals = () => [flow.energy, flow.dyeVariance, flow.enstrophy]
      const before = totals()
      flow.advance(h)
      const rates = [
        -2 * viscosity * flow.enstrophy - 2 * damping.hyperviscosity * flow.palinstrophy,
        -2 * diffusivity * flow.dyeGradient,
        ...(damping.hyperviscosity > 0 ? [] : [-2 * viscosity * flow.palinstrophy]),
      ]
      flow.advance(h)
      const after = totals()
      const errors = rates.map((rate, i) => Math.abs((after[i] - before[i]) / (2 * h) / rate - 1))
      await annotate(`off by ${errors.map((error) => error.toExponential(1)).join(', ')}`)
      expect(Math.max(...errors)).toBeLessThan(1e-6)
    }
  })

  test('without damping energy, enstrophy and variance of the dye drift by a power of the step near 4 or above', async ({
    annotate,
  }) => {
    const [coarse, fine] = [0.025, 0.00625].map((step) => {
      const flow = someFlow(32)
      const before = [flow.energy, flow.enstrophy, flow.dyeVariance]
      for (let i = 0; i < Math.round(2 / step); i++) flow.advance(step)
      expect(flow.dyeMean).toBe(someFlow(32).dyeMean)
      return [flow.energy, flow.enstrophy, flow.dyeVariance].map((after, i) =>
        Math.abs(after / before[i] - 1),
      )
    })
    const powers = coarse.map((drift, i) => Math.log(drift / fine[i]) / Math.log(4))
    const inWords = coarse.map((drift, i) => `${drift.toExponential(1)} with power ${powers[i].toFixed(2)}`)
    await annotate(`drifts in t = 2 at steps of 0.025: ${inWords.join(', ')}`)
    expect(Math.max(...coarse)).toBeLessThan(1e-7)
    expect(Math.min(...powers)).toBeGreaterThan(3.7)
  })

  test('the error of the flow itself falls with the fourth power of the step', async ({ annotate }) => {
    const damping = { viscosity: 0.01, hyperviscosity: 1e-4, diffusivity: 0.01 }
    const ends = [0.04, 0.02, 0.01].map((step) => {
      const flow = someFlow(32, damping)
      for (let i = 0; i < Math.round(1 / step); i++) flow.advance(step)
      return { vorticity: read(flow, 'vorticity'), dye: read(flow, 'dye') }
    })
    for (const field of ['vorticity', 'dye'] as const) {
      const [coarse, fine] = [0, 1].map((i) =>
        largest(ends[i][field].map((value, k) => value - ends[i + 1][field][k])),
      )
      const power = Math.log2(coarse / fine)
      await annotate(`${field}: power ${power.toFixed(2)}`)
      expect(power).toBeGreaterThan(3.7)
      expect(power).toBeLessThan(4.4)
    }
  })

  test('a finer grid gives the same flow, to the rounding of what the coarser one resolves', () => {
    const damping = { viscosity: 0.05, hyperviscosity: 0, diffusivity: 0.05 }
    const [coarse, fine] = [64, 128].map((size) => {
      const flow = someFlow(size, damping)
      for (let i = 0; i < 50; i++) flow.advance(0.02)
      return flow
    })
    expect(Math.abs(coarse.enstrophy / fine.enstrophy - 1)).toBeLessThan(1e-10)
    expect(Math.abs(coarse.dyeVariance / fine.dyeVariance - 1)).toBeLessThan(1e-10)
  })
})

describe('bad input', () => {
  const good = { size: 8, vorticity: new Float64Array(64), dye: new Float64Array(64), damping: none }

  test('is refused by name', () => {
    for (const size of [4, 100, 2048, Number.NaN])
      expect(() => new PlanarFlow({ ...good, size })).toThrow(`size is ${size}; expected a power of two`)
    expect(() => new PlanarFlow({ ...good, dye: [1] })).toThrow('dye has 1 numbers; expected 8 × 8')
    expect(() => new PlanarFlow({ ...good, vorticity: good.dye.with(3, Number.NaN) })).toThrow(
      'vorticity[3] is NaN; expected a finite number',
    )
  })

  test('a step that is too long stops, and says which', () => {
    const flow = someFlow(32)
    let steps = 0
    expect(() => {
      for (; steps < 1000; steps++) flow.advance(2)
    }).toThrow(/^the flow stopped being finite at step \d+, of length 2; expected/)
    expect(() => flow.advance(2)).toThrow(`step ${steps + 2}`)
  })
})
