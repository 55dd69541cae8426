/**
 * How a time grows with a size: the exponent is the slope of the straight line of least squares through the logarithms.
 * @param {string} axis what the sizes count
 * @param {readonly number[]} sizes
 * @param {(size: number) => number | Promise<number>} seconds
 * @returns {import('./case.mjs').Contest}
 */
export function growthContest(axis, sizes, seconds) {
  /** @type {[size: number, seconds: number][]} */
  const points = []
  return {
    ours: async () => {
      points.length = 0
      for (const size of sizes) points.push([size, await seconds(size)])
      return slope(points.map((point) => point.map(Math.log)))
    },
    theirs: null,
    check: async () => points.map(([size, time]) => `${size}: ${time.toPrecision(3)} s`).join(', '),
    series: () => ({ axis, points }),
  }
}

/** @param {readonly number[][]} points */
function slope(points) {
  const mean = (/** @type {number} */ axis) => points.reduce((sum, p) => sum + p[axis], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const product = points.reduce((sum, p) => sum + (p[0] - x) * (p[1] - y), 0)
  return product / points.reduce((sum, p) => sum + (p[0] - x) ** 2, 0)
}
