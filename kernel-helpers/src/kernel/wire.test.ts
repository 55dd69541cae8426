import { describe, expect, test } from 'vitest'
import { withOwnText } from './outbox.js'
import { Wire } from './wire.js'

const wire = new Wire({ key: 'secret', signature_scheme: 'hmac-sha256' })

describe('the wire format', () => {
  test('carries JSON, routing prefix and buffers', () => {
    const values = new Float32Array([1, 2, 3, 4]).subarray(1, 3)
    const frames = wire.serialise({
      type: 'comm_msg',
      content: { a: 'π' },
      buffers: [values],
      identities: ['id'],
    })
    const message = wire.parse(frames)
    expect(message.header.msg_type).toBe('comm_msg')
    expect(message.content).toEqual({ a: 'π' })
    expect(message.identities.map(String)).toEqual(['id'])
    const bytes = new Uint8Array(message.buffers[0])
    expect([...new Float32Array(bytes.buffer)]).toEqual([2, 3])
  })

  test('copies buffers, so that the sender may go on writing', () => {
    const values = new Uint8Array([1])
    const frames = wire.serialise({ type: 'comm_msg', content: {}, buffers: [values] })
    values[0] = 9
    expect([...wire.parse(frames).buffers[0]]).toEqual([1])
  })

  test('takes buffers of shared memory', () => {
    const values = new Uint8Array(new SharedArrayBuffer(2)).fill(7)
    expect([...wire.serialise({ type: 'comm_msg', content: {}, buffers: [values] }).at(-1)!]).toEqual([7, 7])
  })

  test('does not sign buffers', () => {
    const frames = wire.serialise({ type: 'comm_msg', content: {}, buffers: [new Uint8Array([1])] })
    frames[frames.length - 1] = Buffer.from([2])
    expect([...wire.parse(frames).buffers[0]]).toEqual([2])
  })

  test('refuses a changed part before parsing it', () => {
    const frames = wire.serialise({ type: 'execute_request', content: { code: '1' } })
    frames[5] = Buffer.from('{ not JSON')
    expect(() => wire.parse(frames)).toThrow('wrong HMAC signature')
  })

  test('refuses another key, no signature, and too few frames', () => {
    const other = new Wire({ key: 'other', signature_scheme: 'hmac-sha256' })
    const frames = other.serialise({ type: 'execute_request', content: {} })
    expect(() => wire.parse(frames)).toThrow('wrong HMAC signature')
    frames[1] = Buffer.alloc(0)
    expect(() => wire.parse(frames)).toThrow('wrong HMAC signature')
    expect(() => wire.parse(frames.slice(0, 4))).toThrow('4 frames are no Jupyter message')
    expect(() => wire.parse([])).toThrow('0 frames are no Jupyter message')
  })

  test('refuses signed nonsense', () => {
    const signed = (content: unknown): Buffer[] =>
      wire.serialise({ type: 'execute_request', content: content as object })
    expect(() => wire.parse(signed([1]))).toThrow('not a JSON object')
    const unnamed = wire.serialise({ type: undefined as unknown as string, content: {} })
    expect(() => wire.parse(unnamed)).toThrow('header without msg_id, msg_type and session')
  })

  test('refuses a message that comes again, until 65 536 others have come', () => {
    const messages = Array.from({ length: 65_537 }, (_, i) => wire.serialise({ type: 'm', content: { i } }))
    const receiver = new Wire({ key: 'secret', signature_scheme: 'hmac-sha256' })
    receiver.parse(messages[0])
    expect(() => receiver.parse(messages[0])).toThrow('a message that came before')
    for (const message of messages.slice(1)) receiver.parse(message)
    expect(() => receiver.parse(messages[1])).toThrow('a message that came before')
    expect(receiver.parse(messages[0]).content).toEqual({ i: 0 })
  })

  test('long text can be sent as strings, binary parts and routing prefixes stay', () => {
    const bytes = new Uint8Array(300).fill(0xff)
    const frames = wire.serialise({
      type: 'comm_msg',
      content: { text: 'π'.repeat(200) },
      identities: [bytes],
      buffers: [bytes],
    })
    const sent = withOwnText(frames)
    expect(sent.map((frame) => typeof frame === 'string')).toEqual(
      frames.map((frame, index) => frame.length > 128 && index > 0 && index < frames.length - 1),
    )
    expect(sent.map((frame) => Buffer.from(frame as string))).toEqual(frames)
  })

  test('names a signature scheme that it does not know', () => {
    expect(() => new Wire({ key: '', signature_scheme: 'rsa' })).toThrow('signature_scheme is rsa')
  })
})
