@inline
function halfSum(above: usize, below: usize): v128 {
  const left = f32x4.add(v128.load(above), v128.load(below))
  const right = f32x4.add(v128.load(above + 16), v128.load(below + 16))
  return f32x4.add(v128.shuffle<f32>(left, right, 0, 2, 4, 6), v128.shuffle<f32>(left, right, 1, 3, 5, 7))
}

/**
 * Averages of 2 × 2 cells, `rows × columns` of them, float32.
 * @param stride of `from`, in cells
 */
export function halve(from: usize, stride: i32, rows: i32, columns: i32, to: usize): void {
  const quarter = f32x4.splat(0.25)
  const rowBytes = <usize>stride << 2
  for (let row = 0; row < rows; row++) {
    const end = to + (<usize>columns << 2)
    let above = from
    while (to + 16 <= end) {
      v128.store(to, f32x4.mul(halfSum(above, above + rowBytes), quarter))
      above += 32
      to += 16
    }
    while (to < end) {
      const left = load<f32>(above) + load<f32>(above + rowBytes)
      const right = load<f32>(above, 4) + load<f32>(above + rowBytes, 4)
      store<f32>(to, (left + right) * <f32>0.25)
      above += 8
      to += 4
    }
    from += 2 * rowBytes
  }
}

/** Integers of `bytes` bytes to float32. Up to 15 values past the last are written too. */
export function widen(from: usize, bytes: i32, count: i32, to: usize): void {
  const end = to + (<usize>count << 2)
  if (bytes == 1) {
    for (; to < end; to += 32) {
      const values = v128.load8x8_u(from)
      v128.store(to, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(values)))
      v128.store(to + 16, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(values)))
      from += 8
    }
  } else {
    for (; to < end; to += 16) {
      v128.store(to, f32x4.convert_i32x4_u(v128.load16x4_u(from)))
      from += 8
    }
  }
}

/** Adds a row of float32 times `weight` to one of float64, four at a time; up to 3 past the last are added too. */
@inline
function addRow(from: usize, columns: i32, weight: f64, line: usize): void {
  const factor = f64x2.splat(weight)
  for (const end = from + (<usize>columns << 2); from < end; from += 16) {
    const values = v128.load(from)
    const low = f64x2.promote_low_f32x4(values)
    const high = f64x2.promote_low_f32x4(v128.shuffle<f64>(values, values, 1, 1))
    v128.store(line, f64x2.add(v128.load(line), f64x2.mul(low, factor)))
    v128.store(line, f64x2.add(v128.load(line, 16), f64x2.mul(high, factor)), 16)
    line += 32
  }
}

/**
 * Sums of values (float32, `stride` in a row) times the weights of their rows and columns, as float32, one for each of
 * `rows × columns` cells. The cell c of an axis begins at `first[c]` (int32) and has the weights (float64) from
 * `starts[c]` up to, not including, `starts[c + 1]` (int32). `line` has room for a row of float64 and 3 more.
 */
export function weigh(
  from: usize,
  stride: i32,
  rows: i32,
  rowFirst: usize,
  rowStarts: usize,
  rowWeights: usize,
  columns: i32,
  columnFirst: usize,
  columnStarts: usize,
  columnWeights: usize,
  line: usize,
  to: usize,
): void {
  const rowBytes = <usize>stride << 2
  for (let row = 0; row < rows; row++) {
    memory.fill(line, 0, (<usize>stride << 3) + 24)
    let source = from + <usize>load<i32>(rowFirst + (<usize>row << 2)) * rowBytes
    const end = load<i32>(rowStarts + (<usize>row << 2), 4)
    for (let k = load<i32>(rowStarts + (<usize>row << 2)); k < end; k++) {
      addRow(source, stride, load<f64>(rowWeights + (<usize>k << 3)), line)
      source += rowBytes
    }
    let k = load<i32>(columnStarts)
    for (let column = 0; column < columns; column++) {
      let value = line + (<usize>load<i32>(columnFirst + (<usize>column << 2)) << 3)
      let sum: f64 = 0
      for (const end = load<i32>(columnStarts + (<usize>column << 2), 4); k < end; k++) {
        sum += load<f64>(value) * load<f64>(columnWeights + (<usize>k << 3))
        value += 8
      }
      store<f32>(to, <f32>sum)
      to += 4
    }
  }
}
