import { currentSession, display } from '../kernel/index.js'
import { VBox } from '../kernel/widgets/index.js'
import { encodeViews, type PreviewToKernel } from '../protocol/index.js'
import { openShared } from '../recording/shared.js'
import { WorkerPool } from '../run/pool.js'
import type { Parameter, System } from '../systems/index.js'
import { LiveControls, type LiveProgress, type LiveTask } from '../systems/live.js'
import { sharedFrames } from '../systems/record.js'
import { workerFile } from '../workers.js'
import { frameMessages } from './frameMessages.js'
import { type ParameterPanel, parameterPanel } from './parameterPanel.js'
import { pictures, previewWidget } from './preview.js'
import { colourRanges, previewState, stateViews } from './previewState.js'
import type { SimulatedSystem } from './simulated.js'

/** Milliseconds without a further change after which the simulation starts anew. */
const SETTLE = 200

let current: LiveSimulation | undefined

/**
 * Runs a system live under its parameters. Those that can change in flight do; the others start the simulation anew.
 * One system is live at a time.
 */
export function explore(simulated: SimulatedSystem): void {
  if (!currentSession()) throw new Error('explore: needs a notebook with the Scalescope kernel')
  current?.end()
  current = new LiveSimulation(simulated)
  current.show()
}

class LiveSimulation {
  readonly #pool = new WorkerPool(workerFile, 1)
  readonly #system: System
  readonly #channels: readonly string[]
  readonly #panel: ParameterPanel
  #stop = new AbortController()
  #controls: LiveControls
  #settling: NodeJS.Timeout | undefined
  #widget: ReturnType<typeof previewWidget> | undefined

  constructor({ system, parameters }: SimulatedSystem) {
    this.#system = system
    this.#controls = new LiveControls(Object.keys(parameters).length)
    this.#channels = system.observable(parameters).channels ?? []
    this.#panel = parameterPanel(
      this.#channels.length > 1
        ? { ...system.parameters, channel: channelChoice(this.#channels) }
        : system.parameters,
      {
        title: `Parameters of ${system.title}`,
        values: parameters,
        presets: system.presets ?? {},
        onChange: (_values, changed) => this.#change(changed),
      },
    )
    this.#panel.observe('running', ({ new: running }) => {
      // The browser's Stop and Start; what the simulation itself tells is so already.
      if (running === this.#running) return
      if (running) this.#start()
      else this.#halt('stopped: Start goes on with these parameters, from a new beginning')
    })
  }

  show(): void {
    const recording = openShared(sharedFrames(this.#system, this.#parameters, 1, 1))
    this.#system.simulate(this.#parameters, 1).observe(frameOf(recording))
    const prepared = previewState(recording, undefined, { live: true })
    this.#widget = previewWidget(prepared.state)
    this.#widget.onMessage((content) => {
      const message = content as PreviewToKernel
      if (message.type === 'painted') this.#controls.painted(message.sequence)
    })
    display(new VBox({ children: [this.#widget, this.#panel] }), pictures(recording, prepared))
    this.#start()
  }

  end(): void {
    this.#halt('another simulation is live now')
    clearTimeout(this.#settling)
    void this.#pool.close()
  }

  get #parameters(): Readonly<Record<string, number>> {
    const { channel: _, ...parameters } = this.#panel.values
    return parameters
  }

  get #channel(): string | undefined {
    return this.#channels[this.#panel.values.channel]
  }

  get #running(): boolean {
    return !this.#stop.signal.aborted
  }

  /** By the user: a change waits for Start. After an error, a change tries again. */
  get #stopped(): boolean {
    return !this.#running && this.#panel.get('problem') === ''
  }

  #change(changed: readonly string[]): void {
    const { parameters } = this.#system
    if (this.#stopped) return
    if (this.#running && changed.every((name) => parameters[name]?.live)) {
      for (const name of changed)
        this.#controls.setParameter(Object.keys(parameters).indexOf(name), this.#panel.values[name])
      return
    }
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      if (this.#stopped) return
      this.#start()
      this.#panel.set({ status: `started anew for ${changed.join(', ')}` })
    }, SETTLE)
  }

  #start(): void {
    this.#stop.abort(new Error('started anew'))
    this.#stop = new AbortController()
    const { signal } = this.#stop
    this.#panel.set({ running: true, status: '', problem: '' })
    this.#simulate(signal).catch((error: Error) => {
      if (signal.aborted) return
      this.#halt('')
      this.#panel.set({ problem: error.message })
    })
  }

  async #simulate(signal: AbortSignal): Promise<void> {
    const channel = this.#channel
    const parameters = this.#parameters
    const shared = sharedFrames(this.#system, parameters, 1, 1, { channel })
    const prepared = previewState(openShared(shared), undefined, { live: true })
    const { pyramid } = prepared
    this.#controls = new LiveControls(Object.keys(parameters).length)
    for (const [i, value] of Object.values(parameters).entries()) this.#controls.setParameter(i, value)
    const { particles_per_cell, cell_sizes, quantity } = prepared.state
    const selected = Math.min(this.#widget!.get('selected'), cell_sizes.length - 1)
    this.#widget!.set({ particles_per_cell, cell_sizes, quantity, selected })
    const task: LiveTask = {
      kind: 'live',
      system: this.#system.name,
      parameters,
      seed: 1,
      frame: 'positions' in shared ? shared.positions : shared.pixels,
      channel,
      weights: 'weights' in shared ? shared.weights : null,
      controls: this.#controls.memory,
    }
    await this.#pool.run<void, LiveProgress>(task, {
      signal,
      onProgress: ({ sequence, time }) => {
        // At frames 1, 2, 4, 8, …: colours settle as the system does.
        if (Number.isInteger(Math.log2(sequence))) this.#widget!.set({ colour_ranges: colourRanges(pyramid) })
        const reply = { sequence, frame: 0, time, content: 'recording' } as const
        for (const [message, part] of frameMessages(reply, encodeViews(stateViews(pyramid), 16)))
          this.#widget!.send(message, [part])
      },
    })
  }

  #halt(why: string): void {
    this.#stop.abort(new Error(why))
    this.#panel.set({ running: false, status: why })
  }
}

/** What is shown, beside the parameters. */
function channelChoice(choices: readonly string[]): Parameter {
  const description = 'What is shown of the simulation'
  return { symbol: '', unit: '', description, default: 0, min: 0, max: choices.length - 1, choices }
}

function frameOf(recording: ReturnType<typeof openShared>): Float32Array {
  return 'positions' in recording
    ? (recording.positions as Float32Array)
    : (recording as unknown as { pixels: Float32Array }).pixels
}
