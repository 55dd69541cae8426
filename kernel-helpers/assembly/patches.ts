// Patches of 9 × 9 pixels of two interleaved frames: nine lines of 18 numbers.
const SIDE: i32 = 9
const LINE: i32 = 18
/** Patch, 1 and target. */
const COLUMNS: i32 = 164

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
  firstLine: i32,
  endLine: i32,
  rows: usize,
): void {
  const stride: usize = (<usize>(width + 2 * pad)) << 3
  let row = rows
  for (let line = firstLine; line < endLine; line++) {
    let corner = cornerOf(inputs, line, height, width, pad)
    let target = targets + ((<usize>line * width) << 2)
    for (let x = 0; x < width; x++) {
      let from = corner
      let to = row
      for (let i = 0; i < SIDE; i++) {
        v128.store(to, v128.load(from))
        v128.store(to, v128.load(from, 16), 16)
        v128.store(to, v128.load(from, 32), 32)
        v128.store(to, v128.load(from, 48), 48)
        store<f64>(to, load<f64>(from, 64), 64)
        from += stride
        to += LINE << 2
      }
      store<f32>(to, 1)
      store<f32>(to, load<f32>(target), 4)
      corner += 8
      target += 4
      row += COLUMNS << 2
    }
  }
}

/** For each pixel of all images: what a linear rule with `weights` (a patch) and `intercept` gives. */
export function linearRule(
  inputs: usize,
  images: i32,
  height: i32,
  width: i32,
  pad: i32,
  weights: usize,
  intercept: f32,
  out: usize,
): void {
  const stride: usize = (<usize>(width + 2 * pad)) << 3
  for (let line = 0; line < images * height; line++) {
    let corner = cornerOf(inputs, line, height, width, pad)
    for (let x = 0; x < width; x++) {
      let from = corner
      let weight = weights
      let a = f32x4.splat(0)
      let b = f32x4.splat(0)
      for (let i = 0; i < SIDE; i++) {
        a = f32x4.add(a, f32x4.mul(v128.load(from), v128.load(weight)))
        b = f32x4.add(b, f32x4.mul(v128.load(from, 16), v128.load(weight, 16)))
        a = f32x4.add(a, f32x4.mul(v128.load(from, 32), v128.load(weight, 32)))
        b = f32x4.add(b, f32x4.mul(v128.load(from, 48), v128.load(weight, 48)))
        a = f32x4.add(a, f32x4.mul(v128.load64_zero(from, 64), v128.load64_zero(weight, 64)))
        from += stride
        weight += LINE << 2
      }
      const sum = f32x4.add(a, b)
      const even = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 2)
      const odd = f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 3)
      store<f32>(out, even + odd + intercept)
      out += 4
      corner += 8
    }
  }
}

/** Address of the upper left corner of the patch around the first pixel of a line. */
function cornerOf(inputs: usize, line: i32, height: i32, width: i32, pad: i32): usize {
  const image = line / height
  const top = image * (height + 2 * pad) + (line % height) + pad - SIDE / 2
  return inputs + (((<usize>top) * (width + 2 * pad) + (pad - SIDE / 2)) << 3)
}
