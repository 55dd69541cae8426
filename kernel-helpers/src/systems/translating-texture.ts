import { Random } from '../run/random.js'
import { checkLiveChange } from './parameters.js'
import type { Observable, Parameter, Simulation, System } from './system.js'

const parameters = {
  size: {
    symbol: 'n',
    unit: 'px',
    description: 'Side of the square field',
    default: 128,
    min: 8,
    max: 1024,
    integer: true,
    scale: 'log',
  },
  correlationLength: {
    symbol: 'ℓ',
    unit: 'px',
    description: 'Width of the correlation function, exp(−r²/2ℓ²)',
    default: 16,
    min: 1,
    max: 128,
    scale: 'log',
  },
  speed: {
    symbol: 'v',
    unit: 'px/frame',
    description: 'Distance moved along x from one frame to the next',
    default: 0.5,
    min: 0.0625,
    max: 8,
    scale: 'log',
    live: true,
  },
} satisfies Record<string, Parameter>

/** A smooth random periodic texture of unit variance that moves at one velocity along x: perfectly predictable. */
export const translatingTexture: System = {
  name: 'translating-texture',
  title: 'Translating texture',
  description: 'A frozen random pattern that drifts: nothing about it is unpredictable, at any scale',
  reference: 'Control experiment: the prediction error should vanish at every scale',
  parameters,
  defaults: { cellSizes: [1, 2, 4, 8, 16], frames: 600 },
  presets: {
    'a fine grain': { correlationLength: 2 },
    'a pixel per frame': { speed: 1 },
  },
  observable: ({ size, speed }): Observable => ({
    kind: 'field',
    size: size * size,
    width: size,
    height: size,
    pixelSize: 1,
    boundary: 'periodic',
    lengthUnit: 'px',
    timeUnit: 'frame',
    frameInterval: 1,
    speed,
    channels: ['brightness'],
  }),
  simulate: (values, seed) => new TranslatingTexture(values, seed),
}

/**
 * The field is I(x, y) = Re Σₖ Aₖ(y) exp(i kx (x − d)) over the wave numbers of the box, evaluated at the pixels, so
 * that it moves by any distance d exactly.
 */
class TranslatingTexture implements Simulation {
  private readonly size: number
  private speed: number
  private displacement = 0
  /** Real and imaginary part of Aₖ(y), `waves × size`. */
  private readonly real: Float64Array
  private readonly imaginary: Float64Array

  constructor({ size, correlationLength, speed }: Readonly<Record<string, number>>, seed: number) {
    this.size = size
    this.speed = speed
    const unit = (2 * Math.PI) / size
    const amplitude = (wave: number) => Math.exp(-((unit * wave * correlationLength) ** 2) / 4)
    const highest = Math.floor((size - 1) / 2)
    const waves = Array.from({ length: highest + 1 }, (_, k) => k).filter((k) => amplitude(k) > 1e-6).length
    this.real = new Float64Array(waves * size)
    this.imaginary = new Float64Array(waves * size)
    const random = new Random(seed)
    const cosine = Float64Array.from({ length: size }, (_, i) => Math.cos(unit * i))
    const sine = Float64Array.from({ length: size }, (_, i) => Math.sin(unit * i))
    let variance = 0
    for (let kx = 0; kx < waves; kx++) {
      const [real, imaginary] = [this.real, this.imaginary].map((part) =>
        part.subarray(kx * size, (kx + 1) * size),
      )
      for (let ky = 1 - waves; ky < waves; ky++) {
        // The mean stays zero, and the wave (0, −ky) is the same as (0, ky).
        if (kx === 0 && ky <= 0) continue
        const scale = amplitude(kx) * amplitude(ky)
        const [a, b] = [scale * random.normal(), scale * random.normal()]
        variance += (a * a + b * b) / 2
        const step = ky < 0 ? ky + size : ky
        for (let y = 0, phase = 0; y < size; y++) {
          real[y] += a * cosine[phase] - b * sine[phase]
          imaginary[y] += a * sine[phase] + b * cosine[phase]
          phase += step
          if (phase >= size) phase -= size
        }
      }
    }
    const scale = 1 / Math.sqrt(variance)
    for (let i = 0; i < this.real.length; i++) {
      this.real[i] *= scale
      this.imaginary[i] *= scale
    }
  }

  equilibrate(report: (fraction: number) => boolean): void {
    report(1)
  }

  advance(): void {
    this.displacement = (this.displacement + this.speed) % this.size
  }

  observe(out: Float32Array): void {
    const { size, real, imaginary, displacement } = this
    const cosine = new Float64Array(real.length)
    const sine = new Float64Array(real.length)
    for (let i = 0; i < real.length; i++) {
      const wave = (2 * Math.PI * Math.floor(i / size)) / size
      cosine[i] = Math.cos(wave * ((i % size) - displacement))
      sine[i] = Math.sin(wave * ((i % size) - displacement))
    }
    const row = new Float64Array(size)
    for (let y = 0; y < size; y++) {
      row.fill(0)
      for (let start = 0; start < real.length; start += size) {
        const [a, b] = [real[start + y], imaginary[start + y]]
        for (let x = 0; x < size; x++) row[x] += a * cosine[start + x] - b * sine[start + x]
      }
      out.set(row, y * size)
    }
  }

  set(name: string, value: number): void {
    checkLiveChange(parameters, name, value)
    this.speed = value
  }

  measure(): Record<string, number> {
    return { displacement: this.displacement }
  }
}
