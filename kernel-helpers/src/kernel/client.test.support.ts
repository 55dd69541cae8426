import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Dealer, Request, Subscriber } from 'zeromq'
import { address, type Channel, type Connection } from './connection.js'
import { IMMEDIATE } from './outbox.js'
import { type Json, type Message, Wire } from './wire.js'

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url))

export interface Sending {
  channel?: 'shell' | 'control' | 'stdin'
  buffers?: ArrayBufferView[]
  wire?: Wire
}

/** A kernel in its own process, and a front end that talks to it. */
export class KernelClient {
  readonly connection: Connection
  readonly folder: string
  /** Everything published so far. */
  readonly published: Message[] = []
  readonly replies: Message[] = []
  /** What the kernel asks on the stdin channel. */
  readonly questions: Message[] = []
  readonly process: ChildProcess
  stderr = ''
  readonly #wire: Wire
  /** A front end has one name on all channels. */
  readonly #name = randomUUID()
  readonly #shell = new Dealer({ ...IMMEDIATE, linger: 0, routingId: this.#name })
  readonly #stdin = new Dealer({ ...IMMEDIATE, linger: 0, routingId: this.#name })
  readonly #control = new Dealer({ ...IMMEDIATE, linger: 0, routingId: this.#name })
  readonly #iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 })
  readonly #watchers = new Set<() => void>()

  private constructor(connection: Connection, folder: string, kernel: ChildProcess) {
    this.connection = connection
    this.folder = folder
    this.#wire = new Wire(connection)
    this.process = kernel
    kernel.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text
      this.#notify()
    })
    for (const [socket, channel] of [
      [this.#shell, 'shell'],
      [this.#control, 'control'],
      [this.#stdin, 'stdin'],
      [this.#iopub, 'iopub'],
    ] as const) {
      socket.connect(address(connection, channel))
    }
    this.#iopub.subscribe()
    void this.#receive(this.#iopub, this.published)
    void this.#receive(this.#shell, this.replies)
    void this.#receive(this.#control, this.replies)
    void this.#receive(this.#stdin, this.questions)
  }

  /** Starts a kernel in an empty folder. */
  static async start(environment: NodeJS.ProcessEnv = {}): Promise<KernelClient> {
    const channels: Channel[] = ['shell', 'iopub', 'stdin', 'control', 'hb']
    const ports = await freePorts(channels.length)
    const connection = {
      transport: 'tcp',
      ip: '127.0.0.1',
      key: 'a key for tests',
      signature_scheme: 'hmac-sha256',
      ...Object.fromEntries(channels.map((channel, index) => [`${channel}_port`, ports[index]])),
    } as unknown as Connection
    const folder = mkdtempSync(join(tmpdir(), 'scalescope-kernel-'))
    const file = join(folder, 'connection.json')
    writeFileSync(file, JSON.stringify(connection))
    const kernel = spawn(process.execPath, [MAIN, file], {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'inherit', 'pipe'],
    })
    return new KernelClient(connection, folder, kernel).#welcomed()
  }

  /** Another front end of the same kernel. */
  join(): Promise<KernelClient> {
    return new KernelClient(this.connection, this.folder, this.process).#welcomed()
  }

  async #welcomed(): Promise<this> {
    const leave = (): void => this.#notify()
    this.process.on('exit', leave)
    await this.until(() => this.process.exitCode ?? this.published[0])
    this.process.off('exit', leave)
    if (this.process.exitCode !== null) throw new Error(`the kernel did not start: ${this.stderr}`)
    return this
  }

  /** Sends a request and returns its id. */
  send(
    type: string,
    content: object,
    { channel = 'shell', buffers, wire = this.#wire }: Sending = {},
  ): string {
    const frames = wire.serialise({ type, content, buffers })
    this.sendFrames(frames, channel)
    return wire.parse(frames).header.msg_id
  }

  sendFrames(frames: Buffer[], channel: Sending['channel'] = 'shell'): void {
    const socket = { shell: this.#shell, control: this.#control, stdin: this.#stdin }[channel]
    void socket.send(frames)
  }

  /** Answers the next question. */
  async answer(value: string): Promise<Message> {
    const question = await this.until(() => this.questions.shift())
    this.reply(question, value)
    return question
  }

  reply({ header: parent }: Message, value: unknown): void {
    this.sendFrames(this.#wire.serialise({ type: 'input_reply', content: { value }, parent }), 'stdin')
  }

  /** Sends a request and resolves to its reply. */
  async request(type: string, content: object, sending?: Sending): Promise<Message> {
    const id = this.send(type, content, sending)
    return this.until(() => this.replies.find((reply) => reply.parentHeader?.msg_id === id))
  }

  /** Runs a cell to its end. */
  async execute(code: string, options: Json = {}): Promise<CellRun> {
    return this.finished(this.send('execute_request', { code, silent: false, ...options }))
  }

  /** Resolves when the request has been answered and its status is idle. */
  async finished(id: string): Promise<CellRun> {
    const mine = (message: Message): boolean => message.parentHeader?.msg_id === id
    const idle = (): Message | undefined =>
      this.published.find((message) => mine(message) && message.content.execution_state === 'idle')
    await this.until(idle)
    const reply = await this.until(() => this.replies.find(mine))
    return new CellRun(reply, this.published.filter(mine))
  }

  /** Resolves to the first defined value that `find` returns, looking again whenever something arrives. */
  until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = find()
        if (found === undefined) return
        this.#watchers.delete(look)
        resolve(found)
      }
      this.#watchers.add(look)
      look()
    })
  }

  async beat(): Promise<string> {
    const socket = new Request({ linger: 0 })
    socket.connect(address(this.connection, 'hb'))
    await socket.send('ping')
    const [pong] = await socket.receive()
    socket.close()
    return pong.toString()
  }

  async close(): Promise<void> {
    const running = this.process.exitCode === null && this.process.signalCode === null
    if (running) {
      const exit = once(this.process, 'exit')
      this.process.kill('SIGKILL')
      await exit
    }
    this.leave()
    rmSync(this.folder, { recursive: true })
  }

  /** Goes, and leaves the kernel to others. */
  leave(): void {
    for (const socket of [this.#shell, this.#control, this.#stdin, this.#iopub]) socket.close()
  }

  async #receive(socket: Dealer | Subscriber, into: Message[]): Promise<void> {
    for await (const frames of socket) {
      into.push(this.#wire.parse(frames))
      this.#notify()
    }
  }

  #notify(): void {
    for (const look of [...this.#watchers]) look()
  }
}

/** What a front end hears of one request. */
export class CellRun {
  readonly reply: Message
  readonly messages: readonly Message[]

  constructor(reply: Message, messages: readonly Message[]) {
    this.reply = reply
    this.messages = messages
  }

  /** Message types in order; a status is told by its state. */
  get types(): string[] {
    return this.messages.map(({ header, content }) =>
      header.msg_type === 'status' ? String(content.execution_state) : header.msg_type,
    )
  }

  contents(type: string): Json[] {
    return this.messages.filter(({ header }) => header.msg_type === type).map(({ content }) => content)
  }

  text(name: 'stdout' | 'stderr' = 'stdout'): string {
    return this.contents('stream')
      .filter((stream) => stream.name === name)
      .map((stream) => stream.text)
      .join('')
  }

  /** text/plain of the result. */
  get result(): unknown {
    return (this.contents('execute_result')[0]?.data as Json | undefined)?.['text/plain']
  }

  get traceback(): string {
    return ((this.contents('error')[0]?.traceback as string[] | undefined) ?? []).join('\n')
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}
