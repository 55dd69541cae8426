import type * as tfjs from '@tensorflow/tfjs-core'
import type {
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropFilterInputs,
  Tensor2D,
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
const SHORTEST_SLICE = 16
/** Some drivers stop a shader's loop after 65 535 rounds. */
const LONGEST_SLICE = 4096

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
        { type: 'int32', data: [program.positions] },
        { type: 'int32', data: [program.slice] },
      ])
      return tf.reshape(tf.sum(tf.engine().makeTensorFromTensorInfo(parts) as Tensor2D, 0), filterShape)
    })
  })
}

/**
 * dL/dw[i, j, p, q] = Σ_nyx x[n, y + i, x + j, p] · dL/dy[n, y, x, q], each thread summing one weight over one slice of the
 * positions (n, y, x): `slices × weights`, to be summed over the slices. A program as WebGPUBackend takes them.
 */
class FilterGradient {
  readonly variableNames = ['x', 'dy']
  readonly uniforms = 'pads : vec2<i32>, filterWidth : i32, positions : i32, slice : i32,'
  readonly workgroupSize = [64, 1, 1] as const
  readonly dispatchLayout = { x: [1], y: [0] }
  readonly shaderKey = 'scalescopeFilterGradient'
  readonly positions: number
  readonly slice: number
  readonly outputShape: [slices: number, weights: number]
  readonly dispatch: [x: number, y: number, z: number]

  constructor(filterShape: Shape4D, [images, height, width]: Shape4D) {
    const weights = filterShape.reduce((product, side) => product * side, 1)
    this.positions = images * height * width
    const fair = Math.ceil((weights * this.positions) / THREADS)
    this.slice = Math.min(Math.max(fair, SHORTEST_SLICE), LONGEST_SLICE)
    this.outputShape = [Math.ceil(this.positions / this.slice), weights]
    this.dispatch = [Math.ceil(weights / this.workgroupSize[0]), this.outputShape[0], 1]
  }

  getUserCode(): string {
    return `
      fn main() {
        let weight = i32(globalId.x);
        let part = i32(globalId.y);
        if (weight >= uniforms.outShape[1]) { return; }
        let outputs = uniforms.dyShape[3];
        let inputs = uniforms.xShape[3];
        let q = weight % outputs;
        let p = (weight / outputs) % inputs;
        let tap = weight / (outputs * inputs);
        let shift = vec2<i32>(tap / uniforms.filterWidth, tap % uniforms.filterWidth) - uniforms.pads;
        let height = uniforms.dyShape[1];
        let width = uniforms.dyShape[2];
        let end = min((part + 1) * uniforms.slice, uniforms.positions);
        var sum = 0.0;
        for (var position = part * uniforms.slice; position < end; position++) {
          let image = position / (height * width);
          let y = (position / width) % height;
          let x = position % width;
          let place = vec2<i32>(y, x) + shift;
          if (all(place >= vec2<i32>(0)) && all(place < uniforms.xShape.yz)) {
            sum += getX(image, place.x, place.y, p) * getDy(image, y, x, q);
          }
        }
        setOutputAtCoords(part, weight, sum);
      }
    `
  }
}
