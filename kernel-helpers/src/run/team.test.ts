import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { Team } from './team.js'

/** A helper that counts its rounds, and meets the leader before and after. */
async function start(team: Team) {
  const rounds = new Int32Array(new SharedArrayBuffer(4))
  const workerData = { state: team.state, rounds: rounds.buffer }
  const helper = new Worker(new URL('./team.test.helper.js', import.meta.url), { workerData })
  await once(helper, 'message')
  return { rounds, helper }
}

test('members meet at barriers: none is ahead of the others', async () => {
  const team = new Team()
  const { rounds, helper } = await start(team)
  expect(team.members).toBe(2)
  let shared = 0
  for (let round = 0; round < 5000; round++) {
    team.lead(() => {
      if (rounds[0] !== shared) throw new Error(`${rounds[0]} rounds, expected ${shared}`)
      team.barrier()
      team.barrier()
      shared += team.size - 1
      if (rounds[0] !== shared) throw new Error(`${rounds[0]} rounds, expected ${shared}`)
    })
  }
  expect(shared).toBeGreaterThan(10)
  team.disband()
  expect((await once(helper, 'exit'))[0]).toBe(0)
})

test.each([
  [1, 2],
  [2, 1],
])('of one and two members, what is faster than %i is preferred', async (slow, fast) => {
  const team = new Team()
  const { helper } = await start(team)
  const pause = new Int32Array(new SharedArrayBuffer(4))
  const sizes = Array.from({ length: 200 }, () => {
    team.lead(() => {
      team.barrier()
      if (team.size === slow) Atomics.wait(pause, 0, 0, 10)
      team.barrier()
    })
    return team.size
  })
  expect(new Set(sizes)).toEqual(new Set([1, 2]))
  expect(sizes.at(-1)).toBe(fast)
  team.disband()
  await once(helper, 'exit')
})

test('helpers that sleep are woken', async () => {
  const team = new Team()
  const { rounds, helper } = await start(team)
  for (let round = 0; round < 40; round++) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    team.lead(() => {
      team.barrier()
      team.barrier()
    })
  }
  expect(rounds[0]).toBeGreaterThan(0)
  team.disband()
  await once(helper, 'exit')
})

test('a leader without helpers waits for nobody', () => {
  const team = new Team()
  for (let round = 0; round < 3; round++) {
    team.lead(() => team.barrier())
    expect(team.size).toBe(1)
  }
})

test('waiting for a member that is gone ends when the checkpoint throws', () => {
  const leader = new Team(undefined, () => {
    throw new Error('asked to stop')
  })
  new Team(leader.state).join()
  expect(() => {
    for (let round = 0; round < 100; round++) leader.lead(() => leader.barrier())
  }).toThrow('asked to stop')
})
