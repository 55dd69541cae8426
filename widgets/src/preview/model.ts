import { DOMWidgetModel, type IBackboneModelOptions, type ISerializers } from '@jupyter-widgets/base'
import {
  type CoarseGrainPreviewState,
  decodeViews,
  type FieldView,
  type PreviewContent,
  type PreviewToBrowser,
  type PreviewToKernel,
  SCHEMA_VERSION,
} from 'scalescope/protocol'
import { type ArrowState, arrowSerializer } from '../arrow-state.js'
import { nearestScale, onScaleChosen } from '../chosen-scale.js'
import { ScalescopeModel } from '../scalescope-model.js'
import { FrameParts } from './frame-parts.js'
import { FrameRequests, type Wish } from './frame-requests.js'
import { CellFollower } from './history.js'
import { type Region, smallestRegion, whole } from './region.js'
import { everyFrame, SavedFrames, type Stops } from './stops.js'
import { fulfils, type Size, viewsWanted } from './wishes.js'

/** The state as the browser holds it: what is binary is decoded on demand. */
type State = Omit<CoarseGrainPreviewState, 'fields' | 'saved_frames'> & {
  fields: ArrowState<FieldView[]>
  saved_frames: ArrowState<SavedFrames>
}

/** How a preview is drawn, and what a reload is to restore. */
type Kept = Partial<Pick<CoarseGrainPreviewState, 'frame' | 'selected' | 'content' | 'colormap' | 'colours'>>

/** A frame to look at. */
export interface ShownFrame {
  /** Its place in the recording; in a live view, among those sent. */
  readonly frame: number
  readonly time: number
  readonly content: PreviewContent
  /** One view for each cell size, undefined where there is none. */
  readonly views: readonly (FieldView | undefined)[]
}

/**
 * Fetches what its views show, no more of it than they have pixels for. Triggers `shown` when {@link shown}, `region` when
 * {@link region} and `history` when {@link follower} has changed.
 */
export class CoarseGrainPreviewModel extends ScalescopeModel<State> {
  static override serializers: ISerializers = {
    ...DOMWidgetModel.serializers,
    fields: arrowSerializer((bytes) => (bytes.length > 0 ? decodeViews(bytes) : [])),
    saved_frames: arrowSerializer((bytes) => new SavedFrames(bytes.length > 0 ? decodeViews(bytes) : [])),
  }

  declare shown: ShownFrame
  declare region: Region
  /** Why the frame asked for can't be shown, if so. */
  declare failure: string
  declare readonly follower: CellFollower
  declare private requests: FrameRequests
  private readonly parts = new FrameParts()
  private readonly pixels = new Map<string, readonly Size[]>()
  private unacknowledged: number[] = []

  override defaults() {
    const state: Omit<CoarseGrainPreviewState, 'fields' | 'saved_frames'> = {
      schema_version: SCHEMA_VERSION,
      title: '',
      recording: '',
      frame_count: 0,
      frame_interval: 0,
      time_unit: '',
      length_unit: '',
      quantity: '',
      cell_sizes: [],
      particles_per_cell: [],
      predictors: [],
      learned_from: '',
      frame: 0,
      selected: 0,
      content: 'recording',
      colormap: 'magma',
      colours: 'own',
      colour_ranges: [],
    }
    return this.defaultsOf('CoarseGrainPreview', state)
  }

  override initialize(attributes: Record<string, unknown>, options: IBackboneModelOptions): void {
    super.initialize(attributes, options)
    this.requests = new FrameRequests((request) => this.sendToKernel(request))
    const follower = new CellFollower(
      (request) => this.sendToKernel(request),
      () => this.trigger('history'),
    )
    Object.assign(this, { follower, region: whole, failure: '' })
    this.shown = { frame: 0, time: 0, content: 'recording', views: [] }
    if (this.problem) return
    this.shown = this.stateFrame()
    const choose = (cellSize: number) =>
      this.keep({ selected: nearestScale(this.state('cell_sizes'), cellSize) })
    this.once(
      'destroy',
      onScaleChosen(() => [this.state('recording')], choose),
    )
    this.on('change', () => {
      if (this.hasChanged('fields') && this.requests.idle && this.shown.views.length === 0)
        this.show(this.stateFrame())
      if (this.hasChanged('frame') || this.hasChanged('content')) this.refresh()
    })
    this.on('comm_live_update', () => {
      this.requests.clear()
      this.refresh()
    })
    this.on('msg:custom', (message: PreviewToBrowser, buffers: DataView[]) => this.hear(message, buffers[0]))
  }

  /** Frames come as the kernel makes them: nothing to play or scrub. */
  get live(): boolean {
    return this.state('frame_count') === 0
  }

  /** All frames; without a kernel, those that were saved. */
  get stops(): Stops {
    return this.comm_live ? everyFrame(this.state('frame_count')) : this.savedFrames
  }

  /** Whether a further frame would be fetched at once. */
  get ready(): boolean {
    return !this.comm_live || this.requests.ready
  }

  /** Whether what is shown is not yet what was asked for. */
  get waiting(): boolean {
    return !this.requests.idle
  }

  /** Moves to a frame, or to the end that it lies beyond; {@link keep} keeps it. */
  seek(frame: number): void {
    this.set('frame', Math.max(0, Math.min(this.state('frame_count') - 1, frame)))
  }

  /** Sets what a reload is to restore. */
  keep(patch: Kept): void {
    this.set(patch)
    this.save_changes()
  }

  /** Shows another part of the fields. */
  look(region: Region): void {
    this.region = region
    this.trigger('region')
    this.refresh()
  }

  /** The smallest part of the fields that can be looked at. */
  get smallestRegion(): number {
    const cells = this.shown.views.map((view) => (view ? Math.min(view.fieldHeight, view.fieldWidth) : 1))
    return smallestRegion(Math.max(1, ...cells))
  }

  /** Tells how many pixels a view has for each scale; none when it is gone. */
  setPixels(view: string, pixels: readonly Size[] | undefined): void {
    if (pixels) this.pixels.set(view, pixels)
    else this.pixels.delete(view)
    this.refresh()
  }

  /** To be called by a view when it has painted {@link shown}. */
  painted(): void {
    for (const sequence of this.unacknowledged.splice(0)) this.sendToKernel({ type: 'painted', sequence })
  }

  /** Gets what is to be seen, unless it is. */
  private refresh(): void {
    if (this.live || this.shown.views.length === 0) return
    if (!this.comm_live) {
      this.showSaved()
      return
    }
    const wish = this.wish()
    if (wish && !fulfils(this.shown, wish)) this.requests.request(wish)
  }

  /** Undefined as long as no view has a size. */
  private wish(): Wish | undefined {
    if (this.pixels.size === 0) return undefined
    const views = viewsWanted(this.stateFrame().views, this.region, [...this.pixels.values()])
    return { frame: this.state('frame'), content: this.state('content'), views }
  }

  private hear(message: PreviewToBrowser, bytes: DataView): void {
    if (message.type === 'history') this.follower.receive(message, bytes)
    else if (message.type === 'dropped') {
      this.follower.drop(message)
      if (!this.requests.drop(message.sequence) || message.message === null) return
      this.failure = message.message
      this.trigger('shown')
    } else {
      const stream = this.parts.add(message, bytes)
      if (!stream) return
      if (this.live) this.unacknowledged.push(message.sequence)
      else if (!this.requests.settle(message.sequence)) return
      const { time, content } = message
      const frame = this.live ? message.sequence : message.frame
      this.show({ frame, time, content, views: this.byScale(decodeViews(stream)) })
    }
  }

  private byScale(views: readonly FieldView[]): (FieldView | undefined)[] {
    return this.state('cell_sizes').map((_, scale) => views.find((view) => view.scale === scale))
  }

  private stateFrame(): ShownFrame {
    const views = this.state('fields')?.value ?? []
    const frame = views[0]?.frame ?? 0
    return this.frameOf(frame, views)
  }

  private get savedFrames(): SavedFrames {
    return this.state('saved_frames')?.value ?? new SavedFrames([])
  }

  private showSaved(): void {
    const { savedFrames, shown } = this
    const asked = this.state('frame')
    if (savedFrames.count === 0 || (shown.frame === asked && shown.content === 'recording')) return
    const frame = savedFrames.frame(savedFrames.place(asked))
    this.show(this.frameOf(frame, savedFrames.views(frame)))
  }

  private frameOf(frame: number, views: readonly FieldView[]): ShownFrame {
    const time = frame * this.state('frame_interval')
    return { frame, time, content: 'recording', views: views.length > 0 ? this.byScale(views) : [] }
  }

  private show(frame: ShownFrame): void {
    this.failure = ''
    this.shown = frame
    this.trigger('shown')
  }

  private sendToKernel(message: PreviewToKernel): void {
    if (this.comm_live) this.send({ ...message } as never)
  }
}
