import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { Team } from './team.js'

/** Each helper adds its number to every one of `rounds` sums, and waits for the others between two. */
function start(team: Team, rounds: number) {
  const sums = new Int32Array(new SharedArrayBuffer(4 * rounds))
  const helper = new Worker(new URL('./team.test.helper.js', import.meta.url), {
    workerData: { state: team.state, sums: sums.buffer },
  })
  return { sums, helper }
}

test('members meet at barriers: none is ahead of the others', async () => {
  const team = new Team()
  const { sums, helper } = start(team, 2000)
  await once(helper, 'message')
  for (let round = 0; round < sums.length; round++) {
    team.begin()
    expect(team.size).toBe(2)
    team.barrier()
    expect(sums[round]).toBe(1)
    if (round + 1 < sums.length) expect(sums[round + 1]).toBe(0)
    team.barrier()
  }
  team.disband()
  expect((await once(helper, 'exit'))[0]).toBe(0)
})

test('helpers that sleep are woken', async () => {
  const team = new Team()
  const { sums, helper } = start(team, 3)
  await once(helper, 'message')
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setTimeout(resolve, 60))
    team.begin()
    team.barrier()
    team.barrier()
  }
  expect([...sums]).toEqual([1, 1, 1])
  team.disband()
  await once(helper, 'exit')
})

test('a leader without helpers waits for nobody', () => {
  const team = new Team()
  for (let round = 0; round < 3; round++) {
    team.begin()
    expect(team.size).toBe(1)
    team.barrier()
  }
})

test('waiting for a member that is gone ends when the checkpoint throws', () => {
  const leader = new Team(undefined, () => {
    throw new Error('asked to stop')
  })
  new Team(leader.state).join()
  leader.begin()
  expect(() => leader.barrier()).toThrow('asked to stop')
})
