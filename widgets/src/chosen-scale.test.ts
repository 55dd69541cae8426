import { expect, test } from 'vitest'
import { chooseScale, nearestScale, onScaleChosen } from './chosen-scale.js'

test('a choice is heard where one of its recordings is shown, until that ends', () => {
  const heard: [string, number][] = []
  const ends = [['a'], ['b', 'c'], [''], []].map((recordings) =>
    onScaleChosen(
      () => recordings,
      (cellSize) => heard.push([recordings[0], cellSize]),
    ),
  )
  chooseScale(['c', 'd'], 2)
  chooseScale(['', 'a'], 4)
  ends[0]()
  chooseScale(['a'], 8)
  expect(heard).toEqual([
    ['b', 2],
    ['a', 4],
  ])
  for (const end of ends) end()
})

test('the nearest scale is that of the smallest ratio', () => {
  expect(nearestScale([1, 2, 4, 8], 2.7)).toBe(1)
  expect(nearestScale([1, 2, 4, 8], 2.9)).toBe(2)
  expect(nearestScale([1, 2], 100)).toBe(1)
})
