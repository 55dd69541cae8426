import { expect, test } from 'vitest'
import { pointAt, pointByKey, pointsOf, type SceneMark } from './points.js'

const symbol = (x: number, y: number, fill: string) => ({
  ...{ x, y, fill, datum: { cellSize: x } },
  tooltip: { b: String(x), FVU: String(y) },
})
/** Two lines, the second right to left, beside a rule without a tooltip. */
const scene: SceneMark = {
  marktype: 'group',
  items: [
    {
      ...{ x: 10, y: 0 },
      items: [
        { marktype: 'symbol', items: [symbol(0, 50, 'blue'), symbol(100, 40, 'blue')] },
        { marktype: 'symbol', items: [symbol(100, 20, 'red'), symbol(0, 30, 'red'), symbol(200, 10, 'red')] },
        { marktype: 'rule', items: [{ x: 5, y: 5 }] },
        { marktype: 'line', items: [symbol(0, 0, 'blue')] },
      ],
    },
  ],
}
const points = pointsOf(scene, [30, 5])

test('points are the symbols that say something, where they are drawn', () => {
  expect(points).toHaveLength(5)
  expect(points[1]).toMatchObject({ x: 140, y: 45, datum: { cellSize: 100 } })
  expect(points[1].lines).toEqual([
    ['b', '100'],
    ['FVU', '40'],
  ])
})

test('a cell of a matrix is met at its middle, its row is a series', () => {
  const cell = (x: number, y: number, fill: string) => ({ ...symbol(x, y, fill), width: 10, height: 20 })
  const cells = pointsOf(
    { marktype: 'rect', items: [cell(0, 0, 'a'), cell(10, 0, 'b'), cell(0, 20, 'c')] },
    [0, 0],
  )
  expect(cells[0]).toMatchObject({ x: 5, y: 10 })
  expect(pointByKey(cells, 0, 'ArrowRight')).toBe(1)
  expect(pointByKey(cells, 1, 'ArrowDown')).toBe(2)
})

test('a place means the point that is nearest, rather along the line than across', () => {
  expect(pointAt(points, 44, 70, 24)).toBe(0)
  expect(pointAt(points, 90, 50, 24)).toBe(-1)
  expect(pointAt([], 0, 0, 24)).toBe(-1)
})

test('arrow keys go along a line and from line to line, and end at the ends', () => {
  expect(pointByKey(points, -1, 'ArrowRight')).toBe(0)
  expect(pointByKey(points, 0, 'ArrowRight')).toBe(1)
  expect(pointByKey(points, 1, 'ArrowRight')).toBe(1)
  expect(pointByKey(points, 1, 'ArrowUp')).toBe(2)
  expect(pointByKey(points, 2, 'ArrowLeft')).toBe(3)
  expect(pointByKey(points, 3, 'End')).toBe(4)
  expect(pointByKey(points, 3, 'ArrowDown')).toBe(0)
  expect(pointByKey(points, 4, 'ArrowUp')).toBe(4)
  expect(pointByKey(points, 0, 'a')).toBeUndefined()
  expect(pointByKey([], -1, 'Home')).toBeUndefined()
})
