import type { Kernel } from '@jupyterlab/services'

const CONTROL = 'jupyter.widget.control'
const PATIENCE = 4000

interface Buffer {
  readonly encoding: 'base64'
  /** Where in the state it belongs. */
  readonly path: readonly (string | number)[]
  readonly data: string
}

interface WidgetState {
  readonly model_name: string
  readonly model_module: string
  readonly model_module_version: string
  readonly state: object
  buffers?: readonly Buffer[]
}

export type WidgetStates = Record<string, WidgetState>

interface Reply {
  readonly method: string
  readonly states: WidgetStates
  /** Model, `state`, and the path in it. */
  readonly buffer_paths: (string | number)[][]
}

/** The states of a kernel's widgets by their models, as a notebook's metadata hold them; none if the kernel doesn't answer. */
export async function widgetStates(kernel: Kernel.IKernelConnection): Promise<WidgetStates> {
  const comm = kernel.createComm(CONTROL)
  const reply = new Promise<WidgetStates>((resolve) => {
    comm.onMsg = ({ content, buffers = [] }) => {
      const data = content.data as unknown as Reply
      if (data.method === 'update_states') resolve(withBuffers(data, buffers))
    }
    comm.onClose = () => resolve({})
    setTimeout(() => resolve({}), PATIENCE)
  })
  comm.open({}, { version: '1.0.0' })
  comm.send({ method: 'request_states' })
  const states = await reply
  if (!comm.isDisposed) comm.close()
  return states
}

function withBuffers({ states, buffer_paths }: Reply, buffers: readonly (ArrayBuffer | ArrayBufferView)[]) {
  buffer_paths.forEach(([model, , ...path], i) => {
    const { buffers: others = [] } = states[model]
    states[model].buffers = [...others, { encoding: 'base64', path, data: base64(buffers[i]) }]
  })
  return states
}

const PIECE = 2 ** 15

function base64(buffer: ArrayBuffer | ArrayBufferView): string {
  const bytes = ArrayBuffer.isView(buffer)
    ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new Uint8Array(buffer)
  let text = ''
  for (let i = 0; i < bytes.length; i += PIECE) text += String.fromCharCode(...bytes.subarray(i, i + PIECE))
  return btoa(text)
}
