import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodePlottedTable } from '../protocol/index.js'

const program = fileURLToPath(new URL('../../bin/scalescope.js', import.meta.url))
const KILLS = 4

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scalescope-resume-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function start(out: string) {
  const request = [
    ...['curve', '--system', 'white-noise', '--param', 'size=64', '--frames', '200'],
    ...['--replicates', '2', '--cell-sizes', '1,2,4'],
  ]
  return spawn(process.execPath, [program, ...request, '--out', out], { stdio: 'ignore' })
}

const partsIn = async (out: string) =>
  existsSync(join(out, 'parts')) ? (await readdir(join(out, 'parts'))).filter((n) => n.endsWith('.json')) : []

test('a process killed again and again, each time with more of its parts finished, ends with the same curve', async () => {
  const whole = join(folder, 'whole')
  expect((await once(start(whole), 'exit'))[0]).toBe(0)
  const total = (await partsIn(whole)).length
  expect(total).toBe(6)

  const killed = join(folder, 'killed')
  const finished: number[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const child = start(killed)
    const exit = once(child, 'exit')
    const before = finished.at(-1) ?? 0
    // The first one dies before it has anything; the others soon after another part is there, at no chosen moment.
    for (let waited = 0; waited < 60_000 && child.exitCode === null; waited += 25) {
      await new Promise((resolve) => setTimeout(resolve, 25))
      if (kill === 0 ? waited >= 400 : (await partsIn(killed)).length > before) break
    }
    child.kill('SIGKILL')
    await exit
    finished.push((await partsIn(killed)).length)
  }
  expect(finished[0]).toBe(0)
  expect(finished.some((parts) => parts > 0 && parts < total)).toBe(true)
  expect((await once(start(killed), 'exit'))[0]).toBe(0)
  for (const file of ['curve.json', 'curve.svg'])
    expect(await readFile(join(killed, file)), file).toEqual(await readFile(join(whole, file)))
  const tableOf = async (out: string) => {
    const { table, description } = decodePlottedTable(await readFile(join(out, 'curve.arrow')))
    // But for the times in the manifest.
    return { rows: table.toArray().map((row) => row.toJSON()), ...description, manifest: null }
  }
  expect(await tableOf(killed)).toEqual(await tableOf(whole))
}, 300_000)
