import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'

const DELIMITER = Buffer.from('<IDS|MSG>')
export const PROTOCOL_VERSION = '5.5'
/** So many signatures are remembered, as by Jupyter's own Session. */
const REMEMBERED = 1 << 16

export interface Header {
  readonly msg_id: string
  readonly msg_type: string
  readonly session: string
  readonly username: string
  readonly date: string
  readonly version: string
}

export type Json = Record<string, unknown>

export interface Message {
  /** Routing prefix of the sender; a reply carries it back. */
  readonly identities: readonly Uint8Array[]
  readonly header: Header
  readonly parentHeader: Header | undefined
  readonly metadata: Json
  readonly content: Json
  readonly buffers: readonly Uint8Array[]
}

export interface Outgoing {
  /** A new one unless given. */
  readonly id?: string
  readonly type: string
  readonly content: object
  readonly parent?: Header | undefined
  readonly metadata?: object | undefined
  readonly buffers?: readonly ArrayBufferView[] | undefined
  readonly identities?: readonly (Uint8Array | string)[] | undefined
}

/** The Jupyter wire format: multipart messages, signed by HMAC over the four JSON parts. */
export class Wire {
  readonly #session = randomUUID()
  readonly #algorithm: string
  readonly #key: string
  readonly #seen = new Set<string>()

  constructor({ key, signature_scheme: scheme }: { key: string; signature_scheme: string }) {
    if (!scheme.startsWith('hmac-')) {
      throw new Error(`signature_scheme is ${scheme}, expected hmac-sha256 or another hmac-…`)
    }
    this.#algorithm = scheme.slice('hmac-'.length)
    this.#key = key
  }

  /**
   * Throws on a message that is unsigned, wrongly signed, malformed, or has been parsed before (somebody plays it back);
   * nothing is parsed before the signature has been checked.
   */
  parse(frames: readonly Uint8Array[]): Message {
    const [delimiter, end] = textParts(frames)
    if (end === 0 || frames.length < end) {
      throw new Error(`${frames.length} frames are no Jupyter message`)
    }
    const signature = Buffer.from(frames[delimiter + 1])
    const parts = frames.slice(delimiter + 2, end)
    if (this.#key !== '') {
      const expected = Buffer.from(this.#sign(parts))
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
        throw new Error('wrong HMAC signature')
      }
      this.#remember(signature.toString())
    }
    const [header, parentHeader, metadata, content] = parts.map(parseObject)
    if (!isHeader(header)) throw new Error('header without msg_id, msg_type and session')
    return {
      identities: frames.slice(0, delimiter),
      header,
      parentHeader: isHeader(parentHeader) ? parentHeader : undefined,
      metadata,
      content,
      buffers: frames.slice(end),
    }
  }

  /** Frames ready to send. Buffers are copied: the caller may go on writing to them. */
  serialise(message: Outgoing): Buffer[] {
    const header: Header = {
      msg_id: message.id ?? randomUUID(),
      msg_type: message.type,
      session: this.#session,
      username: 'kernel',
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    }
    const parts = [header, message.parent ?? {}, message.metadata ?? {}, message.content].map((part) =>
      Buffer.from(JSON.stringify(part)),
    )
    return [
      ...(message.identities ?? []).map((identity) => Buffer.from(identity as Uint8Array)),
      DELIMITER,
      Buffer.from(this.#key === '' ? '' : this.#sign(parts)),
      ...parts,
      ...(message.buffers ?? []).map(copy),
    ]
  }

  #remember(signature: string): void {
    if (this.#seen.has(signature)) throw new Error('a message that came before')
    this.#seen.add(signature)
    if (this.#seen.size <= REMEMBERED) return
    const [oldest] = this.#seen
    this.#seen.delete(oldest)
  }

  #sign(parts: readonly Uint8Array[]): string {
    const hmac = createHmac(this.#algorithm, this.#key)
    for (const part of parts) hmac.update(part)
    return hmac.digest('hex')
  }
}

/** Which frames of a message are text: from the first to before the second number. */
export function textParts(frames: readonly Uint8Array[]): [start: number, end: number] {
  const delimiter = frames.findIndex((frame) => DELIMITER.equals(frame))
  return delimiter < 0 ? [0, 0] : [delimiter, delimiter + 6]
}

function parseObject(part: Uint8Array): Json {
  const value: unknown = JSON.parse(Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString())
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('a message part is not a JSON object')
  }
  return value as Json
}

function isHeader(value: Json | Header): value is Header {
  return [value.msg_id, value.msg_type, value.session].every((field) => typeof field === 'string')
}

function copy(view: ArrayBufferView): Buffer {
  return Buffer.from(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
}
