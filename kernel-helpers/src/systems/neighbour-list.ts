/**
 * All pairs of particles within `range + skin` in a periodic square box, each pair once. The list holds until
 * some particle has moved by half the skin; `update` rebuilds it then, from cells, in time proportional to the number
 * of particles.
 */
export class NeighbourList {
  /** Particles cell by cell, so that those close in space are close in memory. */
  readonly order: Int32Array
  /** The partners of particle order[n] are partners[first[n]] … partners[first[n + 1] − 1]. */
  readonly first: Int32Array
  partners: Int32Array
  private readonly reachSquared: number
  private readonly slackSquared: number
  private readonly cells: number
  private readonly firstOfCell: Int32Array
  private readonly cellOf: Int32Array
  private readonly listedPositions: Float64Array
  private readonly sortedPositions: Float64Array

  /** @param side of the box, at least `2 * (range + skin)` */
  constructor(
    private readonly count: number,
    private readonly side: number,
    range: number,
    skin: number,
  ) {
    this.reachSquared = (range + skin) ** 2
    this.slackSquared = (skin / 2) ** 2
    const fitting = Math.floor(side / (range + skin))
    // With fewer than three cells along an axis, the one on the left is also the one on the right.
    this.cells = fitting < 3 ? 1 : fitting
    this.order = new Int32Array(count)
    this.first = new Int32Array(count + 1)
    this.partners = new Int32Array(16 * count)
    this.firstOfCell = new Int32Array(this.cells ** 2 + 1)
    this.cellOf = new Int32Array(count)
    this.listedPositions = new Float64Array(2 * count).fill(Number.POSITIVE_INFINITY)
    this.sortedPositions = new Float64Array(2 * count)
  }

  /** @param positions x0, y0, x1, y1, …; wrapped into the box in place when the list is rebuilt. */
  update(positions: Float64Array): void {
    const { listedPositions, slackSquared } = this
    for (let i = 0; i < positions.length; i += 2) {
      const dx = positions[i] - listedPositions[i]
      const dy = positions[i + 1] - listedPositions[i + 1]
      if (dx * dx + dy * dy > slackSquared) {
        this.sortByCell(positions)
        this.listPairs()
        return
      }
    }
  }

  private sortByCell(positions: Float64Array): void {
    const { side, cells, cellOf, firstOfCell, order, sortedPositions } = this
    firstOfCell.fill(0)
    for (let i = 0; i < order.length; i++) {
      const x = positions[2 * i] / side
      const y = positions[2 * i + 1] / side
      positions[2 * i] -= side * Math.floor(x)
      positions[2 * i + 1] -= side * Math.floor(y)
      const column = Math.min(cells - 1, Math.floor((x - Math.floor(x)) * cells))
      const row = Math.min(cells - 1, Math.floor((y - Math.floor(y)) * cells))
      cellOf[i] = row * cells + column
      firstOfCell[cellOf[i]]++
    }
    for (let cell = 0; cell < cells * cells; cell++) firstOfCell[cell + 1] += firstOfCell[cell]
    for (let i = order.length - 1; i >= 0; i--) {
      const n = --firstOfCell[cellOf[i]]
      order[n] = i
      sortedPositions[2 * n] = positions[2 * i]
      sortedPositions[2 * n + 1] = positions[2 * i + 1]
    }
    this.listedPositions.set(positions)
  }

  // Pairs out of reach are written too and then overwritten: a third of them is near enough, too many for a branch to be
  // predicted.
  private listPairs(): void {
    const { side, cells, first, firstOfCell, order, sortedPositions, reachSquared } = this
    const half = side / 2
    let { partners } = this
    let total = 0
    const forward = new Int32Array(4)
    for (let cell = 0; cell < cells * cells; cell++) {
      const column = cell % cells
      const row = (cell - column) / cells
      const right = (column + 1) % cells
      const left = (column + cells - 1) % cells
      const below = ((row + 1) % cells) * cells
      forward[0] = row * cells + right
      forward[1] = below + left
      forward[2] = below + column
      forward[3] = below + right
      const end = firstOfCell[cell + 1]
      for (let n = firstOfCell[cell]; n < end; n++) {
        if (total + this.count > partners.length) partners = this.grow()
        first[n] = total
        const x = sortedPositions[2 * n]
        const y = sortedPositions[2 * n + 1]
        for (let m = n + 1; m < end; m++) {
          let dx = Math.abs(x - sortedPositions[2 * m])
          let dy = Math.abs(y - sortedPositions[2 * m + 1])
          if (dx > half) dx = side - dx
          if (dy > half) dy = side - dy
          partners[total] = order[m]
          total += +(dx * dx + dy * dy <= reachSquared)
        }
        if (cells === 1) continue
        for (let f = 0; f < 4; f++) {
          const otherEnd = firstOfCell[forward[f] + 1]
          for (let m = firstOfCell[forward[f]]; m < otherEnd; m++) {
            let dx = Math.abs(x - sortedPositions[2 * m])
            let dy = Math.abs(y - sortedPositions[2 * m + 1])
            if (dx > half) dx = side - dx
            if (dy > half) dy = side - dy
            partners[total] = order[m]
            total += +(dx * dx + dy * dy <= reachSquared)
          }
        }
      }
    }
    first[this.count] = total
  }

  private grow(): Int32Array {
    const larger = new Int32Array(2 * this.partners.length)
    larger.set(this.partners)
    this.partners = larger
    return larger
  }
}
