/** A point of a drawn plot, with what it says of itself. */
export interface PlotPoint {
  /** Its middle, in CSS pixels from the upper left corner of the drawing. */
  readonly x: number
  readonly y: number
  /** Points of one line, or of one row of a matrix, have the same. */
  readonly series: string
  /** Names and values, as in the specification's tooltip. */
  readonly lines: readonly (readonly [name: string, value: string])[]
  /** The row that it stands for. */
  readonly datum: Readonly<Record<string, unknown>>
}

/** What is read here of Vega's scene graph. */
export interface SceneMark {
  readonly marktype: string
  readonly items: readonly SceneItem[]
}

interface SceneItem {
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
  readonly fill?: string
  readonly stroke?: string
  readonly datum?: object
  readonly tooltip?: unknown
  readonly items?: readonly SceneMark[]
}

/** All symbols and rectangles of a scene that have a tooltip, in the order drawn. */
export function pointsOf(
  mark: SceneMark,
  [left, top]: readonly [number, number],
  path = '',
): readonly PlotPoint[] {
  return mark.items.flatMap((item, i) => {
    const [x, y] = [left + (item.x ?? 0), top + (item.y ?? 0)]
    if (mark.marktype === 'group')
      return (item.items ?? []).flatMap((child, j) => pointsOf(child, [x, y], `${path}/${i}.${j}`))
    const { tooltip, fill, stroke, width = 0, height = 0, datum } = item
    if (typeof tooltip !== 'object' || tooltip === null) return []
    if (mark.marktype !== 'symbol' && mark.marktype !== 'rect') return []
    return [
      {
        x: x + width / 2,
        y: y + height / 2,
        series: mark.marktype === 'rect' ? `${path} ${y}` : `${path} ${fill} ${stroke}`,
        lines: Object.entries(tooltip).map(([name, value]) => [name, String(value)] as const),
        datum: (datum ?? {}) as PlotPoint['datum'],
      },
    ]
  })
}

/** How much further apart two points seem where they lie beside each other rather than one above the other. */
const SIDEWAYS = 3

/** Index of the point that is meant by a place, at most `reach` pixels away; -1 if there is none. */
export function pointAt(points: readonly PlotPoint[], x: number, y: number, reach: number): number {
  const distances = points.map((point) => Math.hypot(point.x - x, (point.y - y) / SIDEWAYS))
  const least = Math.min(...distances)
  return least <= reach ? distances.indexOf(least) : -1
}

/** Index of the point to which a key leads from another; undefined for other keys. From nowhere, any leads to the first. */
export function pointByKey(points: readonly PlotPoint[], from: number, key: string): number | undefined {
  const along = {
    ArrowLeft: -1,
    ArrowRight: 1,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  }[key]
  const across = { ArrowUp: -1, ArrowDown: 1 }[key]
  if (along === undefined && across === undefined) return undefined
  const here = points[from]
  if (!here) return points.length > 0 ? 0 : undefined
  if (along !== undefined) {
    const line = points.filter(({ series }) => series === here.series).sort((a, b) => a.x - b.x)
    const place = Math.min(line.length - 1, Math.max(0, line.indexOf(here) + along))
    return points.indexOf(line[place])
  }
  const beyond = points
    .filter((point) => point.series !== here.series && (point.y - here.y) * across! > 0)
    .sort((a, b) => distanceAcross(a, here) - distanceAcross(b, here))
  return beyond.length > 0 ? points.indexOf(beyond[0]) : from
}

/** Points above or below are nearer than those aside. */
function distanceAcross(a: PlotPoint, b: PlotPoint): number {
  return Math.hypot(SIDEWAYS * (a.x - b.x), a.y - b.y)
}
