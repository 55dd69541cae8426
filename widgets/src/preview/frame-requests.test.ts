import type { FrameRequest } from 'scalescope/protocol'
import { expect, test } from 'vitest'
import { FrameRequests } from './frame-requests.js'

function recorder() {
  const sent: FrameRequest[] = []
  return { sent, requests: new FrameRequests((request) => sent.push(request)) }
}
const replyTo = ({ sequence, frame }: FrameRequest) => ({ type: 'frame' as const, sequence, frame, time: 0 })

test('at most two requests are under way, and of those that wait the newest wins', () => {
  const { sent, requests } = recorder()
  for (const frame of [1, 2, 3, 4, 5]) requests.request(frame)
  expect(sent.map((r) => r.frame)).toEqual([1, 2])
  expect(requests.ready).toBe(false)
  expect(requests.settle(replyTo(sent[0]))).toBe(true)
  expect(sent.map((r) => r.frame)).toEqual([1, 2, 5])
})

test('an answer settles the older requests, whose late answers are dropped', () => {
  const { sent, requests } = recorder()
  requests.request(1)
  requests.request(2)
  expect(requests.settle(replyTo(sent[1]))).toBe(true)
  expect(requests.idle).toBe(true)
  expect(requests.settle(replyTo(sent[0]))).toBe(false)
})

test('answers to another page are not ours', () => {
  const { sent, requests } = recorder()
  requests.request(1)
  expect(requests.settle({ type: 'frame', sequence: sent[0].sequence + 1, frame: 9, time: 0 })).toBe(false)
  expect(requests.idle).toBe(false)
})
