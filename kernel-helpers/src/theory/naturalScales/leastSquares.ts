import { Matrix, QrDecomposition } from 'ml-matrix'

export interface LinearFit {
  readonly coefficients: readonly number[]
  /** Sum of the squares that it leaves. */
  readonly residual: number
}

/** The linear combination of columns that leaves the least sum of squares. @param rows of the design matrix */
export function leastSquares(rows: readonly (readonly number[])[], values: readonly number[]): LinearFit {
  const design = new Matrix(rows.map((row) => [...row]))
  const y = Matrix.columnVector([...values])
  const coefficients = new QrDecomposition(design).solve(y)
  const residual = Matrix.sub(y, design.mmul(coefficients)).norm() ** 2
  return { coefficients: coefficients.to1DArray(), residual }
}
