import { insertBuffers, splitBuffers } from './binary-state.js'
import type { Comms } from './comms.js'
import type { Comm } from './session.js'
import { TARGET, Widget, type WidgetMessage } from './widget.js'

const CONTROL_TARGET = 'jupyter.widget.control'

type Maker = (comm: Comm, state: Record<string, unknown>) => void

const makers = new Map<string, Maker>()

/** `make` is called for models of this name that the browser makes by itself, such as the buttons of a gamepad. */
export function adoptModels(model: string, make: Maker): void {
  makers.set(model, make)
}

/** Gives the state of all widgets to a page that has been reloaded, and adopts models that the browser makes. */
export function answerStateRequests(comms: Comms): void {
  comms.register(TARGET, (comm, data, buffers) => {
    const { state = {}, buffer_paths: paths = [] } = data as WidgetMessage
    const make = makers.get(String(state._model_name))
    if (make) make(comm, insertBuffers(state, paths, buffers))
    else comm.close()
  })
  comms.register(CONTROL_TARGET, (comm) => {
    comm.onMessage((data) => {
      if ((data as WidgetMessage).method !== 'request_states') return
      const { state: states, bufferPaths, buffers } = splitBuffers(Widget.describeAll())
      comm.send({ method: 'update_states', states, buffer_paths: bufferPaths }, buffers)
    })
  })
}
