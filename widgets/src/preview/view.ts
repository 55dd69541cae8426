import { DOMWidgetView } from '@jupyter-widgets/base'
import { element, menu } from '../dom.js'
import { type KeyAction, keyAction } from './keyboard.js'
import { cellSizeLabel, frameLabel, particlesLabel, timeLabel } from './labels.js'
import type { CoarseGrainPreviewModel } from './model.js'
import { type Colormap, colormaps, palette } from './palette.js'
import { Playback } from './playback.js'
import { ScaleTile } from './scale-tile.js'

/** Several scales of one frame side by side, with play, scrub, colour map and keyboard. */
export class CoarseGrainPreviewView extends DOMWidgetView {
  declare model: CoarseGrainPreviewModel

  private tiles: ScaleTile[] = []
  private readonly time = element('span', { class: 'scalescope-quiet' })
  private readonly scales = element('div', {
    class: 'scalescope-scales',
    role: 'radiogroup',
    'aria-label': 'Cell size',
  })
  private readonly playButton = element('button', { class: 'scalescope-button', type: 'button' })
  private readonly slider = element('input', { type: 'range', min: '0', step: '1', 'aria-label': 'Frame' })
  private readonly readout = element('output', { class: 'scalescope-readout' })
  private readonly colormap = menu(
    'Colour map',
    colormaps.map((name) => ({ value: name, label: name })),
    (name) => this.model.keep({ colormap: name as Colormap }),
  )
  private readonly playback = new Playback(
    () => this.playOn(),
    () => {
      this.updateControls()
      if (!this.playback.playing) this.saveSoon()
    },
  )
  private readonly resizes = new ResizeObserver((entries) => {
    for (const entry of entries)
      this.tiles.find(({ field }) => field.canvas === entry.target)?.field.resize(entry)
    this.paint()
  })
  private repaint = 0
  private saving = 0

  override render(): void {
    this.el.classList.add('scalescope', 'scalescope-preview')
    this.el.dataset.scalescope = 'preview'
    const problem = this.model.problem
    if (problem) {
      this.el.append(element('p', { class: 'scalescope-problem', role: 'alert' }, problem))
      return
    }
    const { model } = this
    this.el.setAttribute('role', 'group')
    this.el.setAttribute('aria-label', model.state('title'))
    // The lab would move between cells on the arrow keys that belong to the preview.
    this.el.dataset.lmSuppressShortcuts = 'true'
    const controls = element('div', { class: 'scalescope-controls' })
    if (!model.live) controls.append(this.playButton, this.slider, this.readout)
    controls.append(this.colormap)
    this.el.append(
      element('div', { class: 'scalescope-title' }, model.state('title'), this.time),
      this.scales,
      controls,
    )
    this.el.addEventListener('keydown', (event) => this.handleKey(event))
    this.playButton.addEventListener('click', () => this.playback.toggle())
    this.slider.addEventListener('input', () => this.seek(this.slider.valueAsNumber))

    this.listenTo(model, 'change:cell_sizes change:particles_per_cell change:length_unit', this.buildTiles)
    this.listenTo(model, 'change:colormap change:colour_ranges change:selected change:frame', this.changed)
    this.listenTo(model, 'change:frame_count comm_live_update', this.updateControls)
    this.listenTo(model, 'shown', this.changed)
    this.buildTiles()
    this.updateControls()
  }

  override remove(): void {
    this.playback.pause()
    clearTimeout(this.saving)
    this.resizes.disconnect()
    cancelAnimationFrame(this.repaint)
    super.remove()
  }

  private buildTiles(): void {
    const { model } = this
    const unit = model.state('length_unit')
    this.resizes.disconnect()
    this.tiles = model.state('cell_sizes').map((cellSize, index) => {
      const tile = new ScaleTile(
        cellSizeLabel(cellSize, unit),
        particlesLabel(model.state('particles_per_cell')[index]),
      )
      tile.el.addEventListener('click', () => this.select(index))
      this.resizes.observe(tile.field.canvas)
      return tile
    })
    this.scales.replaceChildren(...this.tiles.map((tile) => tile.el))
    this.scales.style.setProperty('--scalescope-scale-count', String(this.tiles.length))
    this.changed()
  }

  private changed(): void {
    this.updateControls()
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
    const { frame, time, fields } = model.shown
    const ranges = model.state('colour_ranges')
    this.tiles.forEach((tile, index) => {
      tile.field.paint(fields[index], ranges[index] ?? [0, 1], palette(model.state('colormap')))
      tile.selected = index === model.state('selected')
    })
    if (fields.length === 0) return
    this.time.textContent = `, ${timeLabel(time, model.state('frame_interval'), model.state('time_unit'))}`
    this.el.dataset.frame = String(frame)
  }

  private updateControls(): void {
    const { model, playback } = this
    const frame = model.state('frame')
    this.playButton.textContent = playback.playing ? '❚❚' : '▶'
    this.playButton.setAttribute('aria-label', playback.playing ? 'Pause' : 'Play')
    this.playButton.title = `${playback.playing ? 'Pause' : 'Play'} (space)`
    this.el.dataset.playing = String(playback.playing)
    const count = model.state('frame_count')
    this.slider.max = String(count - 1)
    this.slider.value = String(frame)
    this.slider.setAttribute('aria-valuetext', frameLabel(frame, count))
    this.readout.textContent = frameLabel(frame, count)
    this.readout.style.minWidth = `${frameLabel(count - 1, count).length}ch`
    this.colormap.value = model.state('colormap')
    const connected = model.comm_live
    for (const control of [this.playButton, this.slider]) {
      control.disabled = !connected
      if (!connected) control.title = 'Run the cell to play: this picture was saved with the notebook'
    }
  }

  private handleKey(event: KeyboardEvent): void {
    const { target } = event
    if (target instanceof HTMLSelectElement) return
    if (target instanceof HTMLButtonElement && event.key === ' ') return
    const action = keyAction(event)
    if (!action || !this.perform(action)) return
    event.preventDefault()
    event.stopPropagation()
  }

  /** False where the action makes no sense in this view. */
  private perform(action: KeyAction): boolean {
    const { model } = this
    const last = this.tiles.length - 1
    if (action.type === 'choose-scale') {
      if (action.index > last) return false
      this.select(action.index, { focus: true })
      return true
    }
    if (action.type === 'step-scale') {
      this.select(Math.max(0, Math.min(last, model.state('selected') + action.by)), { focus: true })
      return true
    }
    if (model.live || !model.comm_live) return false
    if (action.type === 'toggle-play') this.playback.toggle()
    else if (action.type === 'step') this.seek(model.state('frame') + action.frames)
    else this.seek(action.end === 'first' ? 0 : model.state('frame_count') - 1)
    return true
  }

  private select(index: number, { focus = false } = {}): void {
    this.model.keep({ selected: index })
    if (focus && this.scales.contains(document.activeElement)) this.tiles[index].el.focus()
  }

  private seek(frame: number): void {
    this.playback.pause()
    this.model.seek(frame)
    this.saveSoon()
  }

  /** One step of the playback; false at the end. */
  private playOn(): boolean {
    const { model } = this
    const last = model.state('frame_count') - 1
    if (!model.comm_live || model.state('frame') >= last) return false
    if (model.ready) model.seek(model.state('frame') + 1)
    return true
  }

  /** Saves the frame once it rests, so that a reload restores the view. */
  private saveSoon(): void {
    clearTimeout(this.saving)
    this.saving = window.setTimeout(() => this.model.keep({ frame: this.model.state('frame') }), 200)
  }
}
