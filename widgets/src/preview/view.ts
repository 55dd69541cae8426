import { DOMWidgetView } from '@jupyter-widgets/base'
import { element, labelGroup, showable } from '../dom.js'
import { CellChooser } from './cell-chooser.js'
import { coloursOf } from './colours.js'
import { PreviewControls } from './controls.js'
import { listenForGestures } from './gestures.js'
import { HistoryPlot } from './history-plot.js'
import { type KeyAction, keyAction } from './keyboard.js'
import { cellLabel, cellSizeLabel, particlesLabel, predictorLabel, timeLabel } from './labels.js'
import { Legend } from './legend.js'
import type { CoarseGrainPreviewModel } from './model.js'
import { moved, type Place, whole, zoomed } from './region.js'
import { ScaleTile } from './scale-tile.js'

/** Several scales of one frame side by side, with play, scrub, zoom, colours, the history of a cell, and keyboard. */
export class CoarseGrainPreviewView extends DOMWidgetView {
  declare model: CoarseGrainPreviewModel

  declare private controls: PreviewControls
  declare private history: HistoryPlot
  declare private legend: Legend
  declare private chooser: CellChooser
  private tiles: ScaleTile[] = []
  private readonly time = element('span', { class: 'scalescope-quiet' })
  private readonly scales = element('div', {
    class: 'scalescope-scales',
    role: 'radiogroup',
    'aria-label': 'Cell size',
  })
  private readonly resizes = new ResizeObserver((entries) => {
    for (const entry of entries)
      this.tiles.find(({ field }) => field.canvas === entry.target)?.field.resize(entry)
    this.paint()
    this.model.setPixels(
      this.cid,
      this.tiles.map(({ field: { canvas } }) => ({ width: canvas.width, height: canvas.height })),
    )
  })
  private repaint = 0

  override render(): void {
    this.el.classList.add('scalescope', 'scalescope-preview')
    this.el.dataset.scalescope = 'preview'
    const { model } = this
    if (!showable(this.el, model.problem)) return
    labelGroup(this.el, model.state('title'))
    // The lab would move between cells on the arrow keys that belong to the preview.
    this.el.dataset.lmSuppressShortcuts = 'true'
    this.controls = new PreviewControls(model, () => this.changed())
    this.legend = new Legend(model)
    this.chooser = new CellChooser(model, () => this.changed())
    this.history = new HistoryPlot(
      () => model.state('frame_count'),
      (frame) => this.controls.seek(frame),
      () => model.follower.follow(undefined),
    )
    this.el.append(
      element('div', { class: 'scalescope-title' }, model.state('title'), this.time),
      this.scales,
      this.legend.el,
      this.controls.el,
      this.history.el,
    )
    this.el.addEventListener('keydown', (event) => this.handleKey(event))

    this.listenTo(model, 'change:cell_sizes change:particles_per_cell change:length_unit', this.buildTiles)
    this.listenTo(
      model,
      'change:colormap change:colours change:colour_ranges change:selected change:frame change:content shown region',
      this.changed,
    )
    this.listenTo(model, 'change:frame_count change:saved_frames comm_live_update', this.changed)
    this.listenTo(model, 'history', this.showHistory)
    this.buildTiles()
    this.controls.update()
    this.showHistory()
  }

  override remove(): void {
    this.controls?.dispose()
    this.resizes.disconnect()
    cancelAnimationFrame(this.repaint)
    this.model.setPixels(this.cid, undefined)
    super.remove()
  }

  private buildTiles(): void {
    const { model } = this
    const unit = model.state('length_unit')
    this.resizes.disconnect()
    this.tiles = model.state('cell_sizes').map((cellSize, index) => {
      const tile = new ScaleTile(cellSizeLabel(cellSize, unit))
      tile.el.addEventListener('click', () => this.select(index))
      this.listen(tile, index)
      this.resizes.observe(tile.field.canvas)
      return tile
    })
    this.scales.replaceChildren(...this.tiles.map((tile) => tile.el))
    this.el.style.setProperty('--scalescope-scale-count', String(this.tiles.length))
    this.changed()
  }

  private listen(tile: ScaleTile, index: number): void {
    const { model } = this
    const zoom = (factor: number, place: Place) =>
      model.look(zoomed(model.region, factor, place, model.smallestRegion))
    listenForGestures(tile.picture, {
      click: (place) => this.chooser.click(index, place),
      doubleClick: (factor, place) => {
        this.chooser.undoClick()
        zoom(factor, place)
      },
      drag: (by) => model.look(moved(model.region, by)),
      wheel: zoom,
      get zooms() {
        return tile.el.contains(document.activeElement)
      },
    })
  }

  private changed(): void {
    this.controls.update()
    this.el.dataset.playing = String(this.controls.playing)
    this.el.dataset.savedBytes = String(this.model.state('saved_frames')?.bytes.byteLength ?? 0)
    // A burst of frames costs one painting.
    if (this.repaint) return
    this.repaint = requestAnimationFrame(() => {
      this.repaint = 0
      this.paint()
      this.model.painted()
    })
  }

  private paint(): void {
    const { model } = this
    const { frame, time, content, views } = model.shown
    const colours = coloursOf(model.attributes as never, content)
    const marked = this.chooser.mark ?? model.follower.cell
    this.tiles.forEach((tile, index) => {
      tile.describe(this.detail(index))
      tile.paint(views[index], model.region, colours, index)
      tile.point(marked?.scale === index ? marked : undefined, views[index], model.region)
      tile.selected = index === model.state('selected')
    })
    this.legend.update(colours, this.chooser.mark)
    this.history.mark(frame)
    if (views.length === 0) return
    this.time.textContent = `, ${timeLabel(time, model.state('frame_interval'), model.state('time_unit'))}`
    Object.assign(this.el.dataset, { frame: String(frame), content })
  }

  /** What stands under a cell size. */
  private detail(index: number): string {
    const { model } = this
    const { content, views } = model.shown
    if (content === 'recording') return particlesLabel(model.state('particles_per_cell')[index])
    const predictor = model.state('predictors')[index]
    if (!predictor) return 'no predictor'
    return views[index] ? predictorLabel(predictor) : `+${predictor.offset}: beyond the recording`
  }

  private showHistory(): void {
    const { model } = this
    const { cell, history, problem } = model.follower
    if (cell) {
      const size = cellSizeLabel(model.state('cell_sizes')[cell.scale], model.state('length_unit'))
      const note = problem || (history ? model.state('quantity') : 'reading …')
      this.history.show(`${size}, ${cellLabel(cell)}: ${note}`, history)
    } else this.history.hide()
    this.changed()
  }

  private handleKey(event: KeyboardEvent): void {
    const { target } = event
    if (target instanceof HTMLSelectElement) return
    if (target instanceof HTMLButtonElement && [' ', 'Enter'].includes(event.key)) return
    const action = keyAction(event, this.chooser.mark !== undefined)
    if (!action || !this.perform(action)) return
    event.preventDefault()
    event.stopPropagation()
  }

  /** False where the action makes no sense in this view. */
  private perform(action: KeyAction): boolean {
    const { model, controls } = this
    const last = this.tiles.length - 1
    switch (action.type) {
      case 'choose-scale':
        if (action.index > last) return false
        this.select(action.index, { focus: true })
        return true
      case 'step-scale':
        this.select(Math.max(0, Math.min(last, model.state('selected') + action.by)), { focus: true })
        return true
      case 'zoom':
        model.look(
          action.factor === 0
            ? whole
            : zoomed(model.region, action.factor, { x: 0.5, y: 0.5 }, model.smallestRegion),
        )
        return true
      case 'choose-cell':
        return this.chooser.enter()
      case 'move-cell':
        return this.chooser.move(action.rows, action.columns)
      case 'leave':
        return this.chooser.leave()
    }
    if (!controls.usable) return false
    if (action.type === 'toggle-play') controls.toggle()
    else if (action.type === 'step') controls.step(action.frames)
    else controls.goToEnd(action.end)
    return true
  }

  private select(index: number, { focus = false } = {}): void {
    this.chooser.clear()
    this.model.keep({ selected: index })
    if (focus && this.scales.contains(document.activeElement)) this.tiles[index].el.focus()
  }
}
