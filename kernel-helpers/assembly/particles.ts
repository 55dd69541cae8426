/** Cells past each side of the grid that a particle may reach into: one less than it covers. */
@inline
function margin(span: i32): i32 {
  return span - 1
}

/** Linear interpolation of the table at the places of an x and a y, none below 0. */
@inline
function below(place: v128, cumulative: usize, entries: v128): v128 {
  const within = f64x2.pmin(entries, place)
  const from = f64x2.floor(within)
  const index = i32x4.trunc_sat_f64x2_s_zero(from)
  const x = v128.load(cumulative + (<usize>i32x4.extract_lane(index, 0) << 3))
  const y = v128.load(cumulative + (<usize>i32x4.extract_lane(index, 1) << 3))
  const lower = v128.shuffle<f64>(x, y, 0, 2)
  const upper = v128.shuffle<f64>(x, y, 1, 3)
  return f64x2.add(lower, f64x2.mul(f64x2.sub(within, from), f64x2.sub(upper, lower)))
}

@inline
function add(at: usize, values: v128): void {
  v128.store(at, f64x2.add(v128.load(at), values))
}

@inline
function addFour(at: usize, left: v128, right: v128, down: v128): void {
  add(at, f64x2.mul(left, down))
  add(at + 16, f64x2.mul(right, down))
}

@inline
function vertical(share: v128): v128 {
  return v128.shuffle<f64>(share, share, 1, 1)
}

@inline
function wrapped(index: i32, length: i32): i32 {
  const rest = index % length
  return rest < 0 ? rest + length : rest
}

/**
 * Adds to each cell what it holds of every particle, times the particle's weight (float32, `weightStep` bytes apart). `grid` is float64, `(rows + 2·margin) × (columns + 2·margin)`,
 * margin = span − 1; `positions` are float32 pairs; `cumulative` has `entries` + 1 values from 0 to 1 over ±reach and a last 1 again;
 * `shares` has room for span × 2 float64.
 *
 * @param span even number of cells along an axis that hold all of a particle wherever it is
 * @param xReach half the extent of a particle in cells
 */
export function spread(
  positions: usize,
  particles: i32,
  cumulative: usize,
  entries: i32,
  shares: usize,
  grid: usize,
  rows: i32,
  columns: i32,
  span: i32,
  xPerLength: f64,
  yPerLength: f64,
  xReach: f64,
  yReach: f64,
  periodic: bool,
  weights: usize,
  weightStep: usize,
): void {
  const perLength = f64x2(xPerLength, yPerLength)
  const reach = f64x2(xReach, yReach)
  const places = f64x2.div(f64x2.splat(<f64>entries * 0.5), reach)
  const stride = columns + 2 * margin(span)
  const rowBytes = <usize>stride << 3
  const last = f64x2.splat(<f64>entries)
  const one = v128.load64_splat(cumulative + (<usize>entries << 3))
  const end = positions + (<usize>particles << 3)
  let weightAt = weights
  for (let at = positions; at < end; at += 8) {
    const weight = f64x2.splat(<f64>load<f32>(weightAt))
    weightAt += weightStep
    const position = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(at)), perLength)
    const start = f64x2.sub(position, reach)
    const first = f64x2.floor(start)
    const cells = i32x4.trunc_sat_f64x2_s_zero(first)
    let column = i32x4.extract_lane(cells, 0) + margin(span)
    let row = i32x4.extract_lane(cells, 1) + margin(span)
    if (<u32>column >= <u32>(columns + margin(span)) || <u32>row >= <u32>(rows + margin(span))) {
      if (!periodic) continue
      column = wrapped(column - margin(span), columns) + margin(span)
      row = wrapped(row - margin(span), rows) + margin(span)
    }
    let cell = grid + (<usize>(row * stride + column) << 3)
    // Distance from the particle's lower end to the next edge, in entries of the table.
    let edge = f64x2.mul(f64x2.sub(f64x2.add(first, one), start), places)
    if (span == 2) {
      const lower = below(edge, cumulative, last)
      const upper = f64x2.sub(one, lower)
      const across = f64x2.mul(weight, v128.shuffle<f64>(lower, upper, 0, 2))
      add(cell, f64x2.mul(across, vertical(lower)))
      add(cell + rowBytes, f64x2.mul(across, vertical(upper)))
      continue
    }
    if (span == 4) {
      const first = below(edge, cumulative, last)
      const toSecond = below(f64x2.add(edge, places), cumulative, last)
      const toThird = below(f64x2.add(edge, f64x2.add(places, places)), cumulative, last)
      const second = f64x2.sub(toSecond, first)
      const third = f64x2.sub(toThird, toSecond)
      const fourth = f64x2.sub(one, toThird)
      const left = f64x2.mul(weight, v128.shuffle<f64>(first, second, 0, 2))
      const right = f64x2.mul(weight, v128.shuffle<f64>(third, fourth, 0, 2))
      addFour(cell, left, right, vertical(first))
      addFour(cell + rowBytes, left, right, vertical(second))
      addFour(cell + 2 * rowBytes, left, right, vertical(third))
      addFour(cell + 3 * rowBytes, left, right, vertical(fourth))
      continue
    }
    const ySharesAt = shares + (<usize>span << 3)
    let before = f64x2.splat(0)
    for (let k = 0; k < span; k++) {
      const upTo = below(edge, cumulative, last)
      const share = f64x2.sub(upTo, before)
      v128.store64_lane(shares + (<usize>k << 3), share, 0)
      v128.store64_lane(ySharesAt + (<usize>k << 3), share, 1)
      before = upTo
      edge = f64x2.add(edge, places)
    }
    for (let j = 0; j < span; j++) {
      const down = f64x2.mul(weight, v128.load64_splat(ySharesAt + (<usize>j << 3)))
      for (let i: usize = 0; i < <usize>span << 3; i += 16) add(cell + i, f64x2.mul(down, v128.load(shares + i)))
      cell += rowBytes
    }
  }
}

/**
 * Writes the grid's cells, times `factor`, to `out` (float32, `rows × columns`); what lies in the margins comes in at
 * the other side of a periodic grid and is lost from an open one.
 */
export function gather(
  grid: usize,
  rows: i32,
  columns: i32,
  span: i32,
  periodic: bool,
  factor: f64,
  out: usize,
): void {
  const stride = columns + 2 * margin(span)
  const rowBytes = <usize>stride << 3
  if (periodic) {
    for (let row = 0; row < rows + 2 * margin(span); row++) {
      const inside = wrapped(row - margin(span), rows) + margin(span)
      if (row == inside) continue
      const from = grid + <usize>row * rowBytes
      const to = grid + <usize>inside * rowBytes
      for (let i: usize = 0; i < rowBytes; i += 8) store<f64>(to + i, load<f64>(to + i) + load<f64>(from + i))
    }
    for (let row = margin(span); row < rows + margin(span); row++) {
      const line = grid + <usize>row * rowBytes
      for (let column = 0; column < margin(span); column++) {
        for (let side = 0; side < 2; side++) {
          const outside = side == 0 ? column : column + margin(span) + columns
          const to = line + (<usize>(wrapped(outside - margin(span), columns) + margin(span)) << 3)
          store<f64>(to, load<f64>(to) + load<f64>(line + (<usize>outside << 3)))
        }
      }
    }
  }
  for (let row = 0; row < rows; row++) {
    const line = grid + <usize>(row + margin(span)) * rowBytes + (<usize>margin(span) << 3)
    for (let column = 0; column < columns; column++) {
      store<f32>(out, <f32>(load<f64>(line + (<usize>column << 3)) * factor))
      out += 4
    }
  }
}
