import { describe, expect, test } from 'vitest'
import { disjointSplit, FOLDS, largestReplicateCount, type Segment, split, spread } from './split.js'

const parts = (frames: number[], replicate: number) => {
  const { train, validation, test } = split(frames, replicate)
  return [train, validation, test]
}

const frames = (segments: readonly Segment[]) =>
  segments.flatMap(({ recording, start, end }) =>
    Array.from({ length: end - start }, (_, i) => `${recording}:${start + i}`),
  )

describe.each([[[600, 600, 600]], [[600, 400]], [[240]], [[21]]])('recordings of %j frames', (recordings) => {
  const replicates = Array.from({ length: largestReplicateCount(recordings.length) }, (_, i) => i)

  test('training, validation and test share no frame', () => {
    for (const replicate of replicates) {
      const all = parts(recordings, replicate).flatMap(frames)
      expect(new Set(all).size).toBe(all.length)
    }
  })

  test('every replicate is tested on other frames', () => {
    const tested = replicates.flatMap((replicate) => frames(split(recordings, replicate).test))
    expect(new Set(tested).size).toBe(tested.length)
  })

  test('no window leaves its part', () => {
    for (const replicate of replicates)
      for (const part of parts(recordings, replicate)) {
        const own = new Set(frames(part))
        for (const { recording, frame } of spread(part, 1, 50))
          for (const t of [frame - 1, frame, frame + 1]) expect(own.has(`${recording}:${t}`)).toBe(true)
      }
  })
})

test('several runs: the held-out run is never learned from', () => {
  for (const replicate of [0, 1, 2]) {
    const { train, test } = split([100, 100, 100], replicate)
    expect(test.map((segment) => segment.recording)).toEqual([replicate])
    expect(train.map((segment) => segment.recording)).not.toContain(replicate)
  }
})

test('one recording: a fifth is for the test, a fifth for validation', () => {
  const { train, validation, test } = split([100], 0)
  expect([train, validation, test].map((part) => frames(part).length)).toEqual([60, 20, 20])
  expect(FOLDS).toBe(5)
})

test('chosen frames are spread evenly over all windows, or all of them', () => {
  const segment = { recording: 0, start: 10, end: 30 }
  expect(spread([segment], 5, 1000).map((chosen) => chosen.frame)).toEqual([
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
  ])
  expect(spread([segment], 5, 2).map((chosen) => chosen.frame)).toEqual([17, 22])
  expect(spread([segment], 10, 5)).toEqual([])
})

test.each([[[100, 90, 80]], [[300]]])(
  'disjoint splits of recordings of %j frames: replicates share neither training nor test frames',
  (recordings) => {
    const replicates = [0, 1, 2].map((replicate) => disjointSplit(recordings, replicate, 3))
    for (const part of ['train', 'test'] as const) {
      const all = replicates.flatMap((one) => frames(one[part]))
      expect(new Set(all).size).toBe(all.length)
      expect(all.length).toBeGreaterThan(100)
    }
    for (const { train, validation, test } of replicates) {
      const all = frames([...train, ...validation, ...test])
      expect(new Set(all).size).toBe(all.length)
    }
  },
)
