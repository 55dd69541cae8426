import type { FrameRequest } from 'scalescope/protocol'
import { expect, test } from 'vitest'
import { FrameRequests } from './frame-requests.js'

function recorder() {
  const sent: FrameRequest[] = []
  return { sent, requests: new FrameRequests((request) => sent.push(request)) }
}
const wish = (frame: number) => ({ frame, content: 'recording' as const, views: [] })

test('at most two requests are under way, and of those that wait the newest wins', () => {
  const { sent, requests } = recorder()
  for (const frame of [1, 2, 3, 4, 5]) requests.request(wish(frame))
  expect(sent.map((r) => r.frame)).toEqual([1, 2])
  expect(requests.ready).toBe(false)
  expect(requests.settle(sent[0].sequence)).toBe(true)
  expect(sent.map((r) => r.frame)).toEqual([1, 2, 5])
})

test('an answer settles the older requests, whose late answers are dropped', () => {
  const { sent, requests } = recorder()
  requests.request(wish(1))
  requests.request(wish(2))
  expect(requests.settle(sent[1].sequence)).toBe(true)
  expect(requests.idle).toBe(true)
  expect(requests.settle(sent[0].sequence)).toBe(false)
})

test('answers to another page are not ours', () => {
  const { sent, requests } = recorder()
  requests.request(wish(1))
  expect(requests.settle(sent[0].sequence + 1)).toBe(false)
  expect(requests.idle).toBe(false)
})

test('a request that the kernel drops leaves room for the next, and the older one under way', () => {
  const { sent, requests } = recorder()
  for (const frame of [1, 2, 3]) requests.request(wish(frame))
  expect(requests.drop(sent[1].sequence)).toBe(true)
  expect(sent.map((r) => r.frame)).toEqual([1, 2, 3])
  expect(requests.settle(sent[0].sequence)).toBe(true)
  expect(requests.drop(sent[0].sequence)).toBe(false)
  expect(requests.idle).toBe(false)
  requests.clear()
  expect(requests.settle(sent[2].sequence)).toBe(false)
  expect(requests.ready).toBe(true)
})
