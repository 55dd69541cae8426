import { Random } from '../run/random.js'
import { checkLiveChange } from './parameters.js'
import type { Parameter, Simulation, System } from './system.js'

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
} satisfies Record<string, Parameter>

/** Independent standard normal pixels in every frame: nothing can be predicted but the mean. */
export const whiteNoise: System = {
  name: 'white-noise',
  title: 'White noise',
  description: 'Every pixel of every frame is drawn afresh: nothing about it is predictable, at any scale',
  reference: 'Control experiment: the prediction error should equal the variance at every scale',
  parameters,
  defaults: { cellSizes: [1, 2, 4, 8, 16], frames: 600 },
  observable: ({ size }) => ({
    kind: 'field',
    size: size * size,
    width: size,
    height: size,
    pixelSize: 1,
    boundary: 'periodic',
    lengthUnit: 'px',
    timeUnit: 'frame',
    frameInterval: 1,
    speed: null,
    channels: ['brightness'],
  }),
  simulate: ({ size }, seed) => new WhiteNoise(size, seed),
}

class WhiteNoise implements Simulation {
  private readonly random: Random
  private readonly pixels: Float32Array

  constructor(size: number, seed: number) {
    this.random = new Random(seed)
    this.pixels = new Float32Array(size * size)
    this.advance()
  }

  equilibrate(report: (fraction: number) => boolean): void {
    report(1)
  }

  advance(): void {
    this.random.fillNormal(this.pixels)
  }

  observe(out: Float32Array): void {
    out.set(this.pixels)
  }

  set(name: string, value: number): void {
    checkLiveChange(parameters, name, value)
  }

  measure(): Record<string, number> {
    return {}
  }
}
