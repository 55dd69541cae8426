/** @throws Error naming the frame, the row and the column of a pixel that is no finite number */
export function refuseInfinite(field: Float32Array, frame: number, columns: number): void {
  for (let i = 0; i < field.length; i++) {
    if (!Number.isFinite(field[i])) {
      const [row, column] = [Math.floor(i / columns), i % columns]
      throw new Error(
        `frame ${frame} is ${field[i]} at row ${row}, column ${column}; expected finite numbers`,
      )
    }
  }
}

/** Whether any pixel seen differs from the first. */
export function variation() {
  let first: number | undefined
  const varies = {
    seen: false,
    see: (field: Float32Array) => {
      first ??= field[0]
      for (let i = 0; i < field.length && !varies.seen; i++) varies.seen = field[i] !== first
    },
    check: () => {
      if (!varies.seen)
        throw new Error(`every pixel of every frame is ${first}; expected something that varies`)
    },
  }
  return varies
}
