import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { KernelClient } from '../kernel/client.test.support.js'
import { SETTINGS_TARGET, type SettingsReply } from '../protocol/index.js'
import { checkedSettings, settingsSchema } from './settings.js'

const defaults = { backend: 'auto', budget: 'auto', threads: 0, cacheFolder: '' }

test('what is wrong is named with its value and what was expected, the rest is taken', () => {
  expect(checkedSettings(undefined, {})).toEqual({ settings: defaults, problems: [] })
  const { settings, problems } = checkedSettings(
    { backend: 'cuda', budget: 'large', threads: 1.5, cacheFolder: 'here', colour: 1 },
    {},
  )
  expect(settings).toEqual({ ...defaults, budget: 'large' })
  expect(problems).toEqual([
    'colour: unknown, expected one of backend, budget, threads, cacheFolder',
    'backend: "cuda", expected one of "auto"|"tensorflow"|"webgpu"|"wasm"',
    'threads: 1.5, expected int, received number',
    'cacheFolder: "here", expected an absolute path, or nothing',
  ])
})

test('environment variables go before the settings of the lab', () => {
  const environment = { SCALESCOPE_THREADS: '3', SCALESCOPE_CACHE: '/scratch', SCALESCOPE_BUDGET: 'huge' }
  expect(checkedSettings({ threads: 1, backend: 'wasm' }, environment)).toEqual({
    settings: { ...defaults, threads: 3, backend: 'wasm', cacheFolder: '/scratch' },
    problems: ['SCALESCOPE_BUDGET: "huge", expected one of "auto"|"small"|"large"'],
  })
})

test("the lab's form of the settings is that of the kernel", () => {
  const file = new URL('../../../extension/schema/settings.json', import.meta.url)
  const { properties } = JSON.parse(readFileSync(file, 'utf8'))
  const expected = z.toJSONSchema(settingsSchema, { io: 'input' }).properties!
  expect(Object.keys(properties)).toEqual(Object.keys(expected))
  for (const [name, schema] of Object.entries(expected))
    expect(properties[name]).toMatchObject(schema as object)
})

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
}, 60_000)
afterAll(() => kernel.close())

test('a kernel takes them from the comm that the lab opens, and an explicit option goes before', async () => {
  const id = randomUUID()
  const reply = (problems: number) =>
    kernel.until(() => {
      const told = kernel.published.filter(
        (m) => m.content.comm_id === id && m.header.msg_type === 'comm_msg',
      )
      const data = told.at(-1)?.content.data as SettingsReply | undefined
      return data?.problems.length === problems ? data : undefined
    })
  kernel.send('comm_open', {
    comm_id: id,
    target_name: SETTINGS_TARGET,
    data: { backend: 'wasm', threads: 1 },
  })
  const code = `
    import { errorCurve, settings, translatingTexture } from 'scalescope'
    const runs = await translatingTexture().record({ frames: 60, seeds: [1, 2] })
    const size = runs[0].width / 4
    const by = async (more = {}) => {
      const { manifest: { spec } } = await errorCurve(runs, { cellSizes: [size], offset: 1, ...more })
      return [spec.backend, spec.budget].join()
    }
    console.log(JSON.stringify([settings().threads, await by(), await by({ backend: 'tensorflow' }).catch((e) => e.message)]))`
  const run = await kernel.execute(code)
  expect(run.traceback).toBe('')
  const printed = run.contents('stream').map(({ text }) => text)
  const [threads, ours, explicit] = JSON.parse(printed.join(''))
  expect([threads, ours]).toEqual([1, 'wasm,small'])
  expect(explicit).toMatch(/^tensorflow,small$|TensorFlow could not be loaded/)
  expect((await reply(0)).settings).toMatchObject({ backend: 'wasm', threads: 1 })

  kernel.send('comm_msg', { comm_id: id, data: { backend: 'abacus', budget: 'large' } })
  expect((await reply(1)).problems[0]).toMatch(/^backend: "abacus", expected one of/)
  const after = await kernel.execute('const { backend, budget } = settings(); [backend, budget].join()')
  expect(JSON.stringify(after.contents('execute_result'))).toContain('auto,large')
}, 120_000)
