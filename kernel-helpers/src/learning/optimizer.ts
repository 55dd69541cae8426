import type { Network } from './network.js'

/** Decay rates of AdamW's moments, and what keeps it from dividing by zero. */
export const BETA1 = 0.9
export const BETA2 = 0.999
export const EPSILON = 1e-8

/** 1 − βᵏ of both moments after k steps: what makes up for their start at zero. */
export function biasCorrections(step: number): [first: number, second: number] {
  return [1 - BETA1 ** step, 1 - BETA2 ** step]
}

/** The decay of every parameter: filters shrink, biases don't. */
export function decays({ layers, size }: Network, weightDecay: number): Float32Array {
  const decay = new Float32Array(size)
  for (const { filter, bias } of layers) decay.fill(weightDecay, filter, bias)
  return decay
}

/** One-cycle learning rate (Smith & Topin, arXiv:1708.07120): up by a cosine over 30 % of the steps, then down to nearly 0. */
export function oneCycle(step: number, steps: number, peak: number): number {
  const start = peak / 25
  const end = start / 1e4
  const top = Math.max(1, 0.3 * steps - 1)
  const anneal = (from: number, to: number, part: number) =>
    to + ((from - to) / 2) * (1 + Math.cos(Math.PI * part))
  return step <= top
    ? anneal(start, peak, step / top)
    : anneal(peak, end, Math.min(1, (step - top) / Math.max(1, steps - 1 - top)))
}
