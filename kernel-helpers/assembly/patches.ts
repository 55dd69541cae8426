// Patches of 9 × 9 pixels, of `depth` interleaved numbers each: nine lines of 9·depth numbers.
const SIDE: i32 = 9

/**
 * Writes one row for each pixel of some lines: the patch around it, 1, and the target. Lines are counted through all
 * images; `inputs` are images of `height + 2·pad` by `width + 2·pad` pixels.
 */
export function patchRows(
  inputs: usize,
  targets: usize,
  height: i32,
  width: i32,
  pad: i32,
  depth: i32,
  firstLine: i32,
  endLine: i32,
  rows: usize,
): void {
  const stride: usize = (<usize>(width + 2 * pad) * depth) << 2
  const bytes: usize = <usize>(SIDE * depth) << 2
  let row = rows
  for (let line = firstLine; line < endLine; line++) {
    let corner = cornerOf(inputs, line, height, width, pad, depth)
    let target = targets + ((<usize>line * width) << 2)
    for (let x = 0; x < width; x++) {
      let from = corner
      for (let i = 0; i < SIDE; i++) {
        copyLine(row, from, bytes)
        from += stride
        row += bytes
      }
      store<f32>(row, 1)
      store<f32>(row, load<f32>(target), 4)
      corner += <usize>depth << 2
      target += 4
      row += 8
    }
  }
}

@inline
function copyLine(to: usize, from: usize, bytes: usize): void {
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(from + at))
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(from + at))
}

/** For each pixel of all images: what a linear rule with `weights` (a patch) and `intercept` gives. */
export function linearRule(
  inputs: usize,
  images: i32,
  height: i32,
  width: i32,
  pad: i32,
  depth: i32,
  weights: usize,
  intercept: f32,
  out: usize,
): void {
  const stride: usize = (<usize>(width + 2 * pad) * depth) << 2
  const bytes: usize = <usize>(SIDE * depth) << 2
  const pairs: usize = bytes & ~31
  for (let line = 0; line < images * height; line++) {
    let corner = cornerOf(inputs, line, height, width, pad, depth)
    for (let x = 0; x < width; x++) {
      let from = corner
      let weight = weights
      let a = f32x4.splat(0)
      let b = f32x4.splat(0)
      for (let i = 0; i < SIDE; i++) {
        let at: usize = 0
        for (; at < pairs; at += 32) {
          a = f32x4.add(a, f32x4.mul(v128.load(from + at), v128.load(weight + at)))
          b = f32x4.add(b, f32x4.mul(v128.load(from + at, 16), v128.load(weight + at, 16)))
        }
        if (at + 16 <= bytes) {
          a = f32x4.add(a, f32x4.mul(v128.load(from + at), v128.load(weight + at)))
          at += 16
        }
        if (at + 8 <= bytes) {
          a = f32x4.add(a, f32x4.mul(v128.load64_zero(from + at), v128.load64_zero(weight + at)))
          at += 8
        }
        if (at < bytes)
          b = f32x4.add(b, f32x4.mul(v128.load32_zero(from + at), v128.load32_zero(weight + at)))
        from += stride
        weight += bytes
      }
      const sum = f32x4.add(a, b)
      const even = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 2)
      const odd = f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 3)
      store<f32>(out, even + odd + intercept)
      out += 4
      corner += <usize>depth << 2
    }
  }
}

/** Address of the upper left corner of the patch around the first pixel of a line. */
function cornerOf(inputs: usize, line: i32, height: i32, width: i32, pad: i32, depth: i32): usize {
  const image = line / height
  const top = image * (height + 2 * pad) + (line % height) + pad - SIDE / 2
  return inputs + ((<usize>(top * (width + 2 * pad) + pad - SIDE / 2) * depth) << 2)
}
