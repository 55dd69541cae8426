import { DOMWidgetModel, type IBackboneModelOptions, type ISerializers } from '@jupyter-widgets/base'
import {
  type CoarseGrainPreviewState,
  decodeFields,
  type PreviewToBrowser,
  type PreviewToKernel,
  SCHEMA_VERSION,
  type ScaleField,
  WIDGET_MODULE,
  WIDGET_MODULE_VERSION,
} from 'scalescope/protocol'
import { type ArrowState, arrowSerializer } from '../arrow-state.js'
import { nearestScale, onScaleChosen } from '../chosen-scale.js'
import { versionProblem } from '../versions.js'
import { FrameRequests } from './frame-requests.js'

/** The state as the browser holds it: `fields` decoded on demand. */
type State = Omit<CoarseGrainPreviewState, 'fields'> & { fields: ArrowState<ScaleField[]> }

/** A frame to look at. */
export interface ShownFrame {
  /** Its place in the recording; in a live view, among those sent. */
  readonly frame: number
  readonly time: number
  /** One field for each cell size; empty before the first frame has come. */
  readonly fields: readonly ScaleField[]
}

/** Fetches the frames that its views show. Triggers `shown` when {@link shown} has changed. */
export class CoarseGrainPreviewModel extends DOMWidgetModel {
  static override serializers: ISerializers = {
    ...DOMWidgetModel.serializers,
    fields: arrowSerializer((bytes) => (bytes.length > 0 ? decodeFields(bytes) : [])),
  }

  declare shown: ShownFrame
  declare private requests: FrameRequests
  private unacknowledged: number[] = []

  override defaults() {
    const state: Omit<CoarseGrainPreviewState, 'fields'> = {
      schema_version: SCHEMA_VERSION,
      title: '',
      recording: '',
      frame_count: 0,
      frame_interval: 0,
      time_unit: '',
      length_unit: '',
      cell_sizes: [],
      particles_per_cell: [],
      frame: 0,
      selected: 0,
      colormap: 'magma',
      colour_ranges: [],
    }
    return {
      ...super.defaults(),
      ...state,
      _model_name: 'CoarseGrainPreviewModel',
      _model_module: WIDGET_MODULE,
      _model_module_version: WIDGET_MODULE_VERSION,
      _view_name: 'CoarseGrainPreviewView',
      _view_module: WIDGET_MODULE,
      _view_module_version: WIDGET_MODULE_VERSION,
    }
  }

  override initialize(attributes: Record<string, unknown>, options: IBackboneModelOptions): void {
    super.initialize(attributes, options)
    this.requests = new FrameRequests((request) => this.sendToKernel(request))
    this.shown = { frame: 0, time: 0, fields: [] }
    if (this.problem) return
    this.shown = this.savedFrame()
    const choose = (cellSize: number) =>
      this.keep({ selected: nearestScale(this.state('cell_sizes'), cellSize) })
    this.once(
      'destroy',
      onScaleChosen(() => [this.state('recording')], choose),
    )
    this.on('change', () => {
      if (this.hasChanged('fields') && this.requests.idle) this.show(this.savedFrame())
      else if (this.hasChanged('frame') && this.shown.frame !== this.state('frame')) {
        if (!this.live) this.requests.request(this.state('frame'))
      }
    })
    // The saved fields may be those of an earlier frame.
    if (this.comm_live && !this.live && this.shown.frame > 0) this.requests.request(this.shown.frame)
    this.on('msg:custom', (message: PreviewToBrowser, buffers: DataView[]) => {
      if (message.type === 'frame') this.receive(message, buffers[0])
    })
  }

  /** Why the state can't be shown, if so. */
  get problem(): string | undefined {
    return versionProblem(this.get('schema_version'))
  }

  state<Name extends keyof State>(name: Name): State[Name] {
    return this.get(name)
  }

  /** Frames come as the kernel makes them: nothing to play or scrub. */
  get live(): boolean {
    return this.state('frame_count') === 0
  }

  /** Whether a further frame would be fetched at once. */
  get ready(): boolean {
    return this.requests.ready
  }

  /** Moves to a frame, or to the end that it lies beyond; {@link keep} keeps it. */
  seek(frame: number): void {
    this.set('frame', Math.max(0, Math.min(this.state('frame_count') - 1, frame)))
  }

  /** Sets what a reload is to restore. */
  keep(patch: Partial<Pick<CoarseGrainPreviewState, 'frame' | 'selected' | 'colormap'>>): void {
    this.set(patch)
    this.save_changes()
  }

  /** To be called by a view when it has painted {@link shown}. */
  painted(): void {
    for (const sequence of this.unacknowledged.splice(0)) this.sendToKernel({ type: 'painted', sequence })
  }

  private receive(reply: PreviewToBrowser, buffer: DataView): void {
    if (this.live) this.unacknowledged.push(reply.sequence)
    else if (!this.requests.settle(reply)) return
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    const frame = this.live ? reply.sequence : reply.frame
    this.show({ frame, time: reply.time, fields: decodeFields(bytes) })
  }

  private savedFrame(): ShownFrame {
    const frame = this.state('frame')
    return { frame, time: frame * this.state('frame_interval'), fields: this.state('fields')?.value ?? [] }
  }

  private show(frame: ShownFrame): void {
    this.shown = frame
    this.trigger('shown')
  }

  private sendToKernel(message: PreviewToKernel): void {
    if (this.comm_live) this.send({ ...message })
  }
}
