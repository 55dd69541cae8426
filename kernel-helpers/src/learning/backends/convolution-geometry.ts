import type * as tfjs from '@tensorflow/tfjs-core'
import type { Conv2DBackpropFilterAttrs } from '@tensorflow/tfjs-core'

export type Shape4D = [number, number, number, number]

export interface Geometry {
  /** Zeros around the input. */
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
  readonly filterHeight: number
  readonly filterWidth: number
}

/** @throws Error unless the stride is 1 and channels come last */
export function convolutionGeometry(
  tf: typeof tfjs,
  inputShape: Shape4D,
  filterShape: Shape4D,
  { strides, pad, dataFormat, dimRoundingMode }: Omit<Conv2DBackpropFilterAttrs, 'filterShape'>,
): Geometry {
  const { strideHeight, strideWidth, padInfo, filterHeight, filterWidth } = tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  )
  if (strideHeight !== 1 || strideWidth !== 1 || dataFormat === 'NCHW') {
    throw new Error(
      `gradient of conv2d: strides ${strideHeight} × ${strideWidth}, format ${dataFormat}; expected 1 × 1, NHWC`,
    )
  }
  return { ...padInfo, filterHeight, filterWidth }
}

/** A kernel is declared to get tensor infos and gets tensors. */
export type TensorsOf<Inputs> = { [name in keyof Inputs]-?: tfjs.Tensor4D }

export function replaceKernel(
  tf: typeof tfjs,
  backendName: string,
  kernelName: string,
  kernelFunc: tfjs.KernelFunc,
): void {
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName)
  tf.registerKernel({ kernelName, backendName, kernelFunc })
}
