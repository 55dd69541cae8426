import { afterAll, beforeAll, expect, test } from 'vitest'
import { KernelClient } from '../kernel/client.test.support.js'
import type { Message } from '../kernel/wire.js'

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
}, 60_000)
afterAll(() => kernel.close())

interface Comm {
  readonly comm_id: string
  readonly data: { readonly state?: Readonly<Record<string, unknown>> }
}
const comms = (type: 'comm_open' | 'comm_msg'): Comm[] =>
  kernel.published
    .filter((message: Message) => message.header.msg_type === type)
    .map(({ content }) => content as unknown as Comm)
const idOf = (model: string) =>
  comms('comm_open').findLast(({ data }) => data.state?._model_name === model)?.comm_id
const updates = (id: string | undefined) => comms('comm_msg').filter(({ comm_id }) => comm_id === id)

test('the dial under the finished plot adds the newest value that it was released at, and the kernel answers meanwhile', async () => {
  const run = await kernel.execute(`
    import { push, randomWalkers } from 'scalescope'
    await push(randomWalkers({ particles: 256 }), {
      dial: 'diffusivity', values: [2], cellSizes: [2], frames: 200, replicates: 2, folder: 'push',
    })`)
  expect(run.reply.content.status).toBe('ok')
  const [panel, plot] = ['ParameterPanelModel', 'AnalysisPlotModel'].map(idOf)
  expect(panel).toBeDefined()
  const before = updates(plot).length
  for (const value of [3, 4, 5])
    kernel.send('comm_msg', {
      comm_id: panel,
      data: { method: 'update', state: { values: { diffusivity: value } }, buffer_paths: [] },
    })
  expect((await kernel.execute('6 * 7')).result).toBe('42')
  await kernel.until(() => updates(plot)[before])
  const said = updates(panel)
    .map(({ data }) => String(data.state?.status))
    .filter((text) => text.startsWith('D = '))
  expect(said.length).toBeGreaterThan(0)
  for (const text of said) expect(text).toContain('D = 5 ℓ²/τ')
}, 300_000)
