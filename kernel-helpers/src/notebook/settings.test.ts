import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { KernelClient } from '../kernel/client.test.support.js'
import { type KernelSession, startSession } from '../kernel/session.js'
import { SETTINGS_TARGET, type SettingsReply } from '../protocol/index.js'
import { errorCurveAnalysis } from '../theory/errorCurve/errorCurve.js'
import { isingFlowAnalysis } from '../theory/isingFlow/isingFlow.js'
import { checkedSettings, settingsSchema, withSettings } from './settings.js'

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

test('a request takes from them what it leaves open and its analysis knows', () => {
  startSession({ settings: { backend: 'wasm', budget: 'large' } } as unknown as KernelSession)
  const open = withSettings(errorCurveAnalysis.options, { seed: 2 })
  expect(open).toEqual({ seed: 2, backend: 'wasm', budget: 'large' })
  const explicit = { backend: 'tensorflow', budget: 'small' }
  expect(withSettings(errorCurveAnalysis.options, explicit)).toEqual(explicit)
  expect(withSettings(isingFlowAnalysis.options, {})).toEqual({})
})

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
}, 60_000)
afterAll(() => kernel.close())

test('a kernel takes them from the comm that the lab opens, and says what is wrong', async () => {
  const id = randomUUID()
  const reply = (count: number) =>
    kernel.until(() => {
      const told = kernel.published.filter(
        ({ content, header }) => content.comm_id === id && header.msg_type === 'comm_msg',
      )
      return told[count - 1]?.content.data as SettingsReply | undefined
    })
  const show = "import { settings } from 'scalescope'; console.log(JSON.stringify(settings()))"
  const shown = async () => JSON.parse(String((await kernel.execute(show)).contents('stream')[0].text))

  kernel.send('comm_open', { comm_id: id, target_name: SETTINGS_TARGET, data: { threads: 1 } })
  expect(await shown()).toMatchObject({ threads: 1, backend: 'auto' })
  expect(await reply(1)).toMatchObject({ settings: { threads: 1 }, problems: [] })

  kernel.send('comm_msg', { comm_id: id, data: { backend: 'abacus', budget: 'large' } })
  expect((await reply(2)).problems).toEqual([expect.stringMatching(/^backend: "abacus", expected one of/)])
  expect(await shown()).toMatchObject({ threads: 0, backend: 'auto', budget: 'large' })
})
