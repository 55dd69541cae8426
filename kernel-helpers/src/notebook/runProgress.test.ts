import { expect, test } from 'vitest'
import { FrontEnd, sent } from '../kernel/front-end.test.support.js'
import type { RunProgressState } from '../protocol/index.js'
import { RunProgress } from './runProgress.js'

const page = new FrontEnd()
const row = (label: string, fraction: number) => ({
  ...{ label, fraction, text: `loss ${fraction}`, status: 'running' as const },
  loss: [1, 0.5],
})
const shown = (run: RunProgress) => page.state(run.widget!) as unknown as RunProgressState

test('of many updates few are sent, and the newest always', async () => {
  const run = new RunProgress('a run', undefined)
  const started = performance.now()
  for (let i = 1; i <= 1000; i++)
    run.update({ headline: `step ${i}`, rows: [row('a', i / 1000), row('b', 0)], secondsLeft: 1000 - i })
  await sent()
  const elapsed = performance.now() - started
  expect(page.updates(run.widget!).length).toBeLessThanOrEqual(2 + elapsed / 150)
  await new Promise((resolve) => setTimeout(resolve, 150))
  await sent()
  expect(shown(run)).toMatchObject({
    headline: 'step 1000',
    fraction: 0.5,
    seconds_left: 0,
    status: 'running',
  })
  expect(shown(run).rows[0]).toEqual(row('a', 1))
  run.update({ headline: 'last', rows: [row('a', 1)] })
  run.end('finished', 'done', ['a thing'])
  run.update({ headline: 'too late', rows: [] })
  await sent()
  expect(shown(run)).toMatchObject({
    status: 'finished',
    headline: 'done',
    problems: ['a thing'],
    seconds_left: null,
  })
  expect(shown(run).rows).toHaveLength(1)
})

test('Stop in the browser, an interrupt and the caller all abort the run, and its end says so', async () => {
  const run = new RunProgress('a run', undefined)
  page.message(run.widget!, { type: 'something else' })
  expect(run.signal.aborted).toBe(false)
  page.message(run.widget!, { type: 'stop' })
  expect(run.signal.aborted).toBe(true)
  run.endWithout('No runs', run.signal.reason)
  await sent()
  expect(shown(run)).toMatchObject({ status: 'stopped', headline: 'No runs: stopped' })

  const own = new AbortController()
  const other = new RunProgress('another', own.signal)
  own.abort()
  expect(other.signal.aborted).toBe(true)

  const failing = new RunProgress('a third', undefined)
  failing.endWithout('No runs', new Error('disk full'))
  await sent()
  expect(shown(failing)).toMatchObject({ status: 'failed', headline: 'No runs: disk full' })
})
