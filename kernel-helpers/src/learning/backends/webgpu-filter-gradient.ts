import type * as tfjs from '@tensorflow/tfjs-core'
import type {
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropFilterInputs,
  Rank,
  TensorInfo,
} from '@tensorflow/tfjs-core'
import { convolutionGeometry, replaceKernel, type Shape4D, type TensorsOf } from './convolution-geometry.js'

/** What is used of WebGPUBackend in @tensorflow/tfjs-backend-webgpu. */
interface Programs {
  runWebGPUProgram(
    program: FilterGradient,
    inputs: TensorInfo[],
    type: 'float32',
    uniforms: { readonly type: 'int32'; readonly data: number[] }[],
  ): TensorInfo
}

/** About how many threads keep a GPU busy. */
const THREADS = 2 ** 17

/**
 * Replaces the filter gradient of a 2-D convolution on `webgpu`: the package's own runs one thread for each weight, over
 * all images and pixels, in a loop that some drivers cut short. Stride 1, channels last, any zero padding.
 */
export function registerFilterGradient(tf: typeof tfjs): void {
  replaceKernel(tf, 'webgpu', tf.Conv2DBackpropFilter, ({ inputs, backend, attrs }) => {
    const { x, dy } = inputs as TensorsOf<Conv2DBackpropFilterInputs>
    const { filterShape, ...convolution } = attrs as unknown as Conv2DBackpropFilterAttrs
    const { top, left, filterWidth } = convolutionGeometry(tf, x.shape, filterShape, convolution)
    const program = new FilterGradient(filterShape, dy.shape)
    return tf.tidy(() => {
      const parts = (backend as unknown as Programs).runWebGPUProgram(program, [x, dy], 'float32', [
        { type: 'int32', data: [top, left] },
        { type: 'int32', data: [filterWidth] },
        { type: 'int32', data: [program.linesAtOnce] },
      ])
      const ones = tf.ones<Rank.R2>([1, parts.shape[0]])
      // A matrix product: a sum would transpose the parts first.
      return tf.reshape(tf.matMul(ones, tf.engine().makeTensorFromTensorInfo(parts)), filterShape)
    })
  })
}

/**
 * dL/dw[i, j, p, q] = Σ_nyx x[n, y + i, x + j, p] · dL/dy[n, y, x, q], each thread summing one weight over some lines (n, y):
 * `parts × weights`, to be summed over the parts. A program as WebGPUBackend takes them.
 */
class FilterGradient {
  readonly variableNames = ['x', 'dy']
  readonly uniforms = 'pads : vec2<i32>, filterWidth : i32, linesAtOnce : i32,'
  readonly workgroupSize = [64, 1, 1] as const
  readonly dispatchLayout = { x: [1], y: [0] }
  readonly shaderKey = 'scalescopeFilterGradient'
  readonly linesAtOnce: number
  readonly outputShape: [parts: number, weights: number]
  readonly dispatch: [x: number, y: number, z: number]

  constructor(filterShape: Shape4D, [images, height]: Shape4D) {
    const weights = filterShape.reduce((product, side) => product * side, 1)
    const lines = images * height
    this.linesAtOnce = Math.ceil((weights * lines) / THREADS)
    this.outputShape = [Math.ceil(lines / this.linesAtOnce), weights]
    this.dispatch = [Math.ceil(weights / this.workgroupSize[0]), this.outputShape[0], 1]
  }

  getUserCode(): string {
    return `
      fn main() {
        let weight = i32(globalId.x);
        let part = i32(globalId.y);
        if (weight >= uniforms.outShape[1]) { return; }
        let inputs = uniforms.xShape[3];
        let outputs = uniforms.dyShape[3];
        let height = uniforms.dyShape[1];
        let width = uniforms.dyShape[2];
        let q = weight % outputs;
        let p = (weight / outputs) % inputs;
        let tap = weight / (outputs * inputs);
        let shift = vec2<i32>(tap / uniforms.filterWidth, tap % uniforms.filterWidth) - uniforms.pads;
        let first = max(0, -shift.y);
        let last = min(width, uniforms.xShape[2] - shift.y);
        let end = min((part + 1) * uniforms.linesAtOnce, uniforms.dyShape[0] * height);
        var sum = 0.0;
        for (var line = part * uniforms.linesAtOnce; line < end; line++) {
          let y = line % height + shift.x;
          if (y < 0 || y >= uniforms.xShape[1]) { continue; }
          let above = (line / height) * uniforms.xShape[1] + y;
          var i = (above * uniforms.xShape[2] + first + shift.y) * inputs + p;
          var j = (line * width + first) * outputs + q;
          for (var column = first; column < last; column++) {
            sum += x[i] * dy[j];
            i += inputs;
            j += outputs;
          }
        }
        setOutputAtCoords(part, weight, sum);
      }
    `
  }
}
