import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KernelClient } from './client.test.support.js'

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
  await kernel.execute("import { clearOutput, input, password } from 'scalescope'")
}, 60_000)
afterAll(() => kernel.close())

const ask = (code: string): string => kernel.send('execute_request', { code, allow_stdin: true })

describe('input', () => {
  test('asks the front end that runs the cell, and nobody else', async () => {
    const other = await kernel.join()
    const id = ask("const name = await input('Name: ')\nname")
    const question = await kernel.answer('Ada')
    expect(question.content).toEqual({ prompt: 'Name: ', password: false })
    expect(question.header.msg_type).toBe('input_request')
    expect(question.parentHeader?.msg_id).toBe(id)
    expect((await kernel.finished(id)).result).toBe("'Ada'")
    expect(other.questions).toEqual([])
    other.leave()
  })

  test('hides a password', async () => {
    const id = ask("(await password('Key: ')).length")
    expect((await kernel.answer('hush')).content).toEqual({ prompt: 'Key: ', password: true })
    expect((await kernel.finished(id)).result).toBe('4')
  })

  test('puts one question at a time', async () => {
    const id = ask("await Promise.all([input('a'), input('b')])")
    expect((await kernel.answer('1')).content.prompt).toBe('a')
    expect(kernel.questions).toEqual([])
    expect((await kernel.answer('2')).content.prompt).toBe('b')
    expect((await kernel.finished(id)).result).toBe("[ '1', '2' ]")
  })

  test('what was printed before it is seen while it waits', async () => {
    const id = ask("for (let i = 0; i < 30; i++) console.log(i)\nawait input('?')")
    const printed = (): string =>
      kernel.published
        .filter((m) => m.parentHeader?.msg_id === id && m.header.msg_type === 'stream')
        .map(({ content }) => content.text)
        .join('')
    await kernel.until(() => (printed().endsWith('29\n') ? true : undefined))
    await kernel.answer('')
    expect((await kernel.finished(id)).reply.content.status).toBe('ok')
  })

  test.each([{ allow_stdin: false }, {}])('says where nobody can be asked: %o', async (content) => {
    const run = await kernel.execute("await input('Name: ')", content)
    expect(run.contents('error')[0].evalue).toMatch(/allow_stdin .* is (false|undefined), expected true/)
    expect(kernel.questions).toEqual([])
  })

  test('is given up when the cell is interrupted; the late answer is nobody else’s', async () => {
    const id = ask("await input('first')")
    const question = await kernel.until(() => kernel.questions.shift())
    await kernel.request('interrupt_request', {}, { channel: 'control' })
    expect((await kernel.finished(id)).contents('error')[0].ename).toBe('Interrupted')
    const next = ask("await input('second')")
    const second = await kernel.until(() => kernel.questions[0])
    kernel.reply(question, 'too late')
    await kernel.answer('in time')
    expect(second.content.prompt).toBe('second')
    expect((await kernel.finished(next)).result).toBe("'in time'")
  })
})

describe('clear_output', () => {
  test('at once, or with the next output', async () => {
    const run = await kernel.execute(
      "console.log('a'); clearOutput(); console.log('b'); clearOutput({ wait: true })",
    )
    expect(run.types).toEqual([
      ...['busy', 'execute_input', 'stream', 'clear_output', 'stream', 'clear_output'],
      'idle',
    ])
    expect(run.contents('clear_output')).toEqual([{ wait: false }, { wait: true }])
  })
})
