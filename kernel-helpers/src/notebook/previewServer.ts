import { setImmediate } from 'node:timers/promises'
import type { HistoryTask } from '../learning/cellHistory.js'
import type { ViewsTask } from '../learning/frameViews.js'
import type { Predictor } from '../learning/predictor.js'
import { wholeViews } from '../protocol/fieldView.js'
import type { FrameRequest, HistoryRequest, PreviewToBrowser, PreviewToKernel } from '../protocol/index.js'
import type { Pyramid } from '../recording/pyramid.js'
import type { FieldShape, SharedRecording } from '../recording/recording.js'
import { viewPool } from '../workers.js'
import { frameMessages } from './frameMessages.js'
import { LastAsked } from './lastAsked.js'
import type { PreviewWidget } from './preview.js'
import { dataView, STATE_RESOLUTION } from './previewState.js'
import { savedFrames } from './savedFrames.js'

/** Milliseconds on one frame after which a saved notebook will show it. */
const REST = 400

/**
 * Answers what the views of a preview ask for. All is computed in worker threads. Of the requests that come while a frame
 * is being made, the newest wins; a frame that is begun is finished, so that a steady drag of the slider shows some.
 */
export class PreviewServer {
  readonly #pool = viewPool()
  readonly #recording: SharedRecording
  readonly #shapes: readonly FieldShape[]
  readonly #frames = new LastAsked<FrameRequest>(
    (request) => this.#attempt(request, () => this.#answer(request)),
    (request) => this.#drop(request, null),
  )
  readonly #histories = new LastAsked<HistoryRequest>(
    (request) => this.#attempt(request, () => this.#tell(request)),
    (request) => this.#drop(request, null),
  )
  readonly #resting = new LastAsked<number>((frame) => this.#keep(frame))

  constructor(
    private readonly widget: PreviewWidget,
    private readonly pyramid: Pyramid,
    private readonly predictors: readonly (Predictor | null)[],
  ) {
    this.#recording = pyramid.recording.share()
    this.#shapes = pyramid.cellSizes.map((cellSize) => pyramid.recording.shape(cellSize))
    widget.onMessage((content) => {
      const message = content as PreviewToKernel
      if (message.type === 'request-frame') this.#frames.ask(message)
      else if (message.type === 'request-history') this.#histories.ask(message)
    })
    let timer: NodeJS.Timeout | undefined
    widget.observe('frame', ({ new: frame }) => {
      clearTimeout(timer)
      timer = setTimeout(() => this.#resting.ask(frame), REST).unref()
    })
    setTimeout(() => void this.#save(), REST).unref()
  }

  async #answer(request: FrameRequest): Promise<void> {
    const { sequence, content, views } = request
    const frame = this.#within(request.frame)
    const bytes = await this.#views({ frames: [frame], content, views, bits: 16 })
    const reply = { sequence, frame, time: frame * this.#recording.frameInterval, content }
    for (const [message, part] of frameMessages(reply, bytes)) {
      if (message.part > 0) await setImmediate()
      this.#send(message, part)
    }
  }

  async #tell({ sequence, scale, row, column }: HistoryRequest): Promise<void> {
    const { cellSizes } = this.pyramid
    const task: HistoryTask = {
      ...{ kind: 'history', recording: this.#recording, cellSize: cellSizes[scale] },
      ...{ row, column, predictor: this.predictors[scale] ?? null },
    }
    const bytes = await this.#pool.run<Uint8Array>(task)
    this.#send({ type: 'history', sequence, scale, row, column }, bytes)
  }

  /** Puts the frame on show into the state. */
  async #keep(asked: number): Promise<void> {
    const frame = this.#within(asked)
    const views = wholeViews(this.#shapes, STATE_RESOLUTION)
    const bytes = await this.#views({ frames: [frame], content: 'recording', views, bits: 16 }).catch(
      () => undefined,
    )
    // What can't be had now is no loss: a page that asks for it is told why.
    if (bytes && this.widget.get('frame') === asked) this.widget.set({ fields: dataView(bytes) })
  }

  /** Puts into the state what can be played without a kernel. */
  async #save(): Promise<void> {
    const saved = savedFrames(this.#recording.frames, this.#shapes)
    const bytes = await this.#views({ ...saved, content: 'recording', bits: 8 }).catch(() => undefined)
    if (bytes) this.widget.set({ saved_frames: dataView(bytes) })
  }

  #views(what: Pick<ViewsTask, 'frames' | 'content' | 'views' | 'bits'>): Promise<Uint8Array> {
    const { cellSizes } = this.pyramid
    const predictors = what.content === 'recording' ? [] : this.predictors
    const task: ViewsTask = { ...what, kind: 'views', recording: this.#recording, cellSizes, predictors }
    return this.#pool.run(task)
  }

  async #attempt(request: FrameRequest | HistoryRequest, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#drop(request, error instanceof Error ? error.message : String(error))
    }
  }

  #drop({ sequence }: FrameRequest | HistoryRequest, message: string | null): void {
    this.#send({ type: 'dropped', sequence, message })
  }

  #send(message: PreviewToBrowser, bytes?: Uint8Array): void {
    this.widget.send(message, bytes && [bytes])
  }

  #within(frame: number): number {
    return Math.min(Math.max(Math.round(frame), 0), this.#recording.frames - 1)
  }
}
