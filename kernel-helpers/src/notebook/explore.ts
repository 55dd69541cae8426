import { currentSession, display, type Widget } from '../kernel/index.js'
import {
  Button,
  Dropdown,
  FloatLogSlider,
  FloatSlider,
  HBox,
  IntSlider,
  Label,
  VBox,
} from '../kernel/widgets/index.js'
import { encodeViews, type PreviewToKernel } from '../protocol/index.js'
import { openShared } from '../recording/shared.js'
import { WorkerPool } from '../run/pool.js'
import { type Parameter, resolveParameters, type System } from '../systems/index.js'
import { LiveControls, type LiveProgress, type LiveTask } from '../systems/live.js'
import { sharedFrames } from '../systems/record.js'
import { workerFile } from '../workers.js'
import { frameMessages } from './frameMessages.js'
import { pictures, previewWidget } from './preview.js'
import { colourRanges, previewState, stateViews } from './previewState.js'
import type { SimulatedSystem } from './simulated.js'

const SETTLE = 200
const KIND = { layout: { width: '330px' }, style: { description_width: '110px' } }

let current: LiveSimulation | undefined

/**
 * Runs a system live under sliders. Parameters that can change in flight do; the others start the
 * simulation anew. One system is live at a time.
 */
export function explore(simulated: SimulatedSystem): void {
  if (!currentSession()) throw new Error('explore: needs a notebook with the Scalescope kernel')
  current?.end()
  current = new LiveSimulation(simulated.system, { ...simulated.parameters })
  current.show()
}

class LiveSimulation {
  readonly #pool = new WorkerPool(workerFile, 1)
  readonly #status = new Label()
  #stop = new AbortController()
  #controls: LiveControls
  #running = false
  #settling: NodeJS.Timeout | undefined
  #channel: string | undefined
  /** What shows a parameter's value, by the parameter's name. */
  readonly #setters = new Map<string, (value: number) => void>()
  #widget: ReturnType<typeof previewWidget> | undefined
  readonly #pause = new Button({ description: 'Stop', layout: { width: '72px' } })

  constructor(
    private readonly system: System,
    private readonly parameters: Record<string, number>,
  ) {
    this.#controls = new LiveControls(Object.keys(parameters).length)
    this.#pause.onClick(() => (this.#running ? this.#halt('stopped') : this.#start()))
  }

  show(): void {
    const recording = openShared(sharedFrames(this.system, this.parameters, 1, 1))
    this.system.simulate(this.parameters, 1).observe(frameOf(recording))
    const prepared = previewState(recording, undefined, { live: true })
    this.#widget = previewWidget(prepared.state)
    this.#widget.onMessage((content) => {
      const message = content as PreviewToKernel
      if (message.type === 'painted') this.#controls.painted(message.sequence)
    })
    const controls = Object.entries(this.system.parameters).map(([name, parameter]) =>
      this.#control(name, parameter),
    )
    const kinds = [...this.#presets(), ...this.#channels()]
    const status = new HBox({ children: [this.#pause, this.#status] })
    const view = new VBox({
      children: [this.#widget, new HBox({ children: kinds }), ...controls, status],
    })
    display(view, pictures(recording, prepared))
    this.#start()
  }

  end(): void {
    this.#halt('another simulation is live now')
    clearTimeout(this.#settling)
    void this.#pool.close()
  }

  /** Shows all parameters of a preset and starts with them. */
  #presets(): Widget[] {
    const { presets = {}, parameters } = this.system
    const names = Object.keys(presets)
    if (names.length === 0) return []
    const chooser = new Dropdown({
      options: ['defaults', ...names],
      index: null,
      description: 'preset',
      ...KIND,
    })
    chooser.observe('index', ({ new: index }) => {
      if (index === null) return
      Object.assign(this.parameters, resolveParameters(this.system, presets[names[index - 1]]))
      for (const name of Object.keys(parameters)) this.#setters.get(name)?.(this.parameters[name])
      this.#restart(index === 0 ? 'defaults' : names[index - 1])
    })
    return [chooser]
  }

  #channels(): Widget[] {
    const { channels = [] } = this.system.observable(this.parameters)
    if (channels.length < 2) return []
    const chooser = new Dropdown({ options: [...channels], description: 'channel', ...KIND })
    chooser.observe('index', ({ new: index }) => {
      this.#channel = index === null ? undefined : channels[index]
      this.#restart(`showing ${this.#channel}`)
    })
    return [chooser]
  }

  #control(name: string, parameter: Parameter): Widget {
    if (!parameter.choices) return this.#slider(name, parameter)
    const chooser = new Dropdown({
      options: [...parameter.choices],
      index: this.parameters[name] - parameter.min,
      description: parameter.symbol,
      tooltip: parameter.description,
      ...KIND,
    })
    chooser.observe('index', ({ new: index }) => {
      const value = parameter.min + (index ?? 0)
      if (value !== this.parameters[name]) this.#change(name, parameter, value)
    })
    this.#setters.set(name, (value) => {
      chooser.index = value - parameter.min
    })
    return chooser
  }

  #slider(name: string, parameter: Parameter): Widget {
    const { min, max, integer, scale, symbol, unit, description } = parameter
    const common = {
      value: this.parameters[name],
      description: `${symbol}${unit && ` (${unit})`}`,
      tooltip: description,
      readout_format: integer ? 'd' : '.3~g',
      layout: { width: '560px' },
      style: { description_width: '110px' },
    }
    const place = scale === 'log' ? Math.log10 : (value: number) => value
    const step = stepOf(parameter, place)
    const slider =
      scale === 'log'
        ? new FloatLogSlider({
            ...common,
            min: place(min),
            max: place(max),
            step,
            ...(integer ? { readout_format: '.0f' } : {}),
          })
        : new (integer ? IntSlider : FloatSlider)({ ...common, min, max, step })
    slider.observe('value', ({ new: value }) => {
      // As soon as it is shown, a slider reports the step that is nearest to the value it was given.
      if (Math.abs(place(value) - place(this.parameters[name])) < 0.51 * step) return
      const whole = integer ? Math.round(value) : value
      this.#change(name, parameter, Math.min(Math.max(whole, min), max))
    })
    this.#setters.set(name, (value) => {
      slider.value = value
    })
    return slider
  }

  #change(name: string, parameter: Parameter, value: number): void {
    this.parameters[name] = value
    const index = Object.keys(this.system.parameters).indexOf(name)
    if (parameter.live && this.#running) {
      this.#controls.setParameter(index, value)
      return
    }
    this.#restart(`${parameter.symbol} starts the simulation anew`)
  }

  #restart(reason: string): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      this.#halt(reason)
      this.#start()
    }, SETTLE)
  }

  #start(): void {
    const channel = this.#channel
    const shared = sharedFrames(this.system, this.parameters, 1, 1, { channel })
    const recording = openShared(shared)
    const prepared = previewState(recording, undefined, { live: true })
    const { pyramid } = prepared
    this.#controls = new LiveControls(Object.keys(this.parameters).length)
    for (const [i, value] of Object.values(this.parameters).entries()) this.#controls.setParameter(i, value)
    const { particles_per_cell, cell_sizes, quantity } = prepared.state
    const selected = Math.min(this.#widget!.get('selected'), cell_sizes.length - 1)
    this.#widget!.set({ particles_per_cell, cell_sizes, quantity, selected })
    this.#stop = new AbortController()
    this.#running = true
    this.#pause.description = 'Stop'
    const task: LiveTask = {
      kind: 'live',
      system: this.system.name,
      parameters: this.parameters,
      seed: 1,
      frame: 'positions' in shared ? shared.positions : shared.pixels,
      channel,
      weights: 'weights' in shared ? shared.weights : null,
      controls: this.#controls.memory,
    }
    const { signal } = this.#stop
    this.#pool
      .run<void, LiveProgress>(task, {
        signal,
        onProgress: ({ sequence, time }) => {
          // At frames 1, 2, 4, 8, …: colours settle as the system does.
          if (Number.isInteger(Math.log2(sequence)))
            this.#widget!.set({ colour_ranges: colourRanges(pyramid) })
          const reply = { sequence, frame: 0, time, content: 'recording' } as const
          for (const [message, part] of frameMessages(reply, encodeViews(stateViews(pyramid), 16)))
            this.#widget!.send(message, [part])
        },
      })
      .catch((error: Error) => {
        if (signal.aborted) return
        this.#running = false
        this.#pause.description = 'Start'
        this.#status.value = error.message
      })
  }

  #halt(reason: string): void {
    this.#running = false
    this.#stop.abort(new Error(reason))
    this.#pause.description = 'Start'
    this.#status.value = reason
  }
}

/** A fine step of a slider, on whose grid the default lies. */
function stepOf({ min, max, integer, scale, default: value }: Parameter, place: (value: number) => number) {
  if (integer && scale !== 'log') return 1
  const fine = scale === 'log' ? 0.002 : 10 ** Math.floor(Math.log10((max - min) / 100))
  const distance = place(value) - place(min)
  return distance > 0 ? distance / Math.max(1, Math.round(distance / fine)) : fine
}

function frameOf(recording: ReturnType<typeof openShared>): Float32Array {
  return 'positions' in recording
    ? (recording.positions as Float32Array)
    : (recording as unknown as { pixels: Float32Array }).pixels
}
