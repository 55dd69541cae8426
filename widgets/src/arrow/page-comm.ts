import type { ICallbacks, IClassicComm } from '@jupyter-widgets/base'

type Send = (content: object, buffer: Uint8Array) => void

/** A comm that ends in the page: `answer` gets the custom messages that would go to a kernel. */
export class PageComm implements IClassicComm {
  readonly comm_id = crypto.randomUUID()
  readonly target_name = 'scalescope.page'
  private receive: (message: object) => void = () => {}

  constructor(private readonly answer: (content: never, send: Send) => void) {}

  open(): string {
    return ''
  }

  send(data: unknown, callbacks?: ICallbacks): string {
    const { method, content } = data as { method: string; content?: never }
    queueMicrotask(() => {
      callbacks?.iopub?.status?.({ content: { execution_state: 'idle' } } as never)
      if (method !== 'custom' || !content) return
      this.answer(content, (reply, { buffer, byteOffset, byteLength }) =>
        this.receive({
          content: { data: { method: 'custom', content: reply } },
          buffers: [new DataView(buffer as ArrayBuffer, byteOffset, byteLength)],
        }),
      )
    })
    return ''
  }

  close(): string {
    return ''
  }

  on_msg(callback: (message: object) => void): void {
    this.receive = callback
  }

  on_close(): void {}
}
