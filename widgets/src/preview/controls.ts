import type { CoarseGrainPreviewState, PreviewContent } from 'scalescope/protocol'
import { element, menu } from '../dom.js'
import { frameLabel, savedLabel } from './labels.js'
import type { CoarseGrainPreviewModel } from './model.js'
import { type Colormap, colormaps } from './palette.js'
import { PERIOD, Playback, SAVED_PERIOD } from './playback.js'

const contents: readonly PreviewContent[] = ['recording', 'prediction', 'truth', 'residual']

/** Milliseconds on one frame after which it is kept. */
const REST = 200

/** Play, scrub, and the choices of what is shown in which colours. */
export class PreviewControls {
  private readonly playButton = element('button', { class: 'scalescope-button', type: 'button' })
  private readonly slider = element('input', { type: 'range', min: '0', step: '1', 'aria-label': 'Frame' })
  private readonly readout = element('output', { class: 'scalescope-readout' })
  private readonly content = menu(
    'What is shown',
    contents.map((name) => ({ value: name, label: name })),
    (name) => this.model.keep({ content: name as PreviewContent }),
  )
  private readonly colours = menu(
    'Colour ranges',
    [
      { value: 'own', label: 'own colours' },
      { value: 'shared', label: 'shared colours' },
    ],
    (name) => this.model.keep({ colours: name as CoarseGrainPreviewState['colours'] }),
  )
  private readonly colormap = menu(
    'Colour map',
    colormaps.map((name) => ({ value: name, label: name })),
    (name) => this.model.keep({ colormap: name as Colormap }),
  )
  private readonly playback = new Playback(
    () => this.playOn(),
    () => {
      this.onPlaying()
      if (!this.playback.playing) this.keepSoon()
    },
  )
  private keeping = 0
  readonly el: HTMLElement

  /** @param onPlaying called when the playback starts or ends */
  constructor(
    private readonly model: CoarseGrainPreviewModel,
    private readonly onPlaying: () => void,
  ) {
    this.playButton.addEventListener('click', () => this.toggle())
    this.slider.addEventListener('input', () => this.goTo(this.slider.valueAsNumber))
    const playing = model.live ? [] : [this.playButton, this.slider, this.readout]
    const menus = element('span', { class: 'scalescope-menus' }, this.colours, this.colormap)
    if (model.state('predictors').length > 0) menus.prepend(this.content)
    this.el = element('div', { class: 'scalescope-controls' }, ...playing, menus)
  }

  get playing(): boolean {
    return this.playback.playing
  }

  /** Whether there is something to play. */
  get usable(): boolean {
    return !this.model.live && this.model.stops.count > 1
  }

  toggle(): void {
    this.playback.toggle(this.model.stops.saved ? SAVED_PERIOD : PERIOD)
  }

  /** Steps over frames, or over those that there are. */
  step(by: number): void {
    const { stops } = this.model
    this.goTo(stops.place(this.model.state('frame')) + by)
  }

  goToEnd(end: 'first' | 'last'): void {
    this.goTo(end === 'first' ? 0 : this.model.stops.count - 1)
  }

  seek(frame: number): void {
    this.goTo(this.model.stops.place(frame))
  }

  update(): void {
    const { model, playing } = this
    const { stops } = model
    const frame = model.state('frame')
    this.playButton.textContent = playing ? '❚❚' : '▶'
    this.playButton.setAttribute('aria-label', playing ? 'Pause' : 'Play')
    this.playButton.title = `${playing ? 'Pause' : 'Play'} (space)`
    this.slider.title = ''
    const last = Math.max(0, stops.count - 1)
    const label = (place: number) =>
      stops.saved && stops.count > 0
        ? savedLabel(place, stops.count)
        : frameLabel(stops.saved ? frame : place, model.state('frame_count'))
    const place = stops.count > 0 ? stops.place(frame) : 0
    this.slider.max = String(last)
    this.slider.value = String(place)
    this.slider.setAttribute('aria-valuetext', label(place))
    this.readout.textContent = label(place)
    this.readout.style.minWidth = `${label(last).length}ch`
    this.content.value = model.state('content')
    this.content.disabled = !model.comm_live
    this.colours.value = model.state('colours')
    this.colours.disabled = model.state('content') === 'residual'
    this.colormap.value = model.state('colormap')
    this.colormap.disabled = model.state('content') === 'residual'
    for (const control of [this.playButton, this.slider]) {
      control.disabled = !this.usable
      if (stops.count === 0) control.title = 'Run the cell to play: this picture was saved with the notebook'
    }
  }

  dispose(): void {
    this.playback.pause()
    clearTimeout(this.keeping)
  }

  private goTo(place: number): void {
    this.playback.pause()
    this.moveTo(place)
    this.keepSoon()
  }

  private moveTo(place: number): void {
    const { stops } = this.model
    this.model.seek(stops.frame(Math.max(0, Math.min(stops.count - 1, place))))
  }

  /** One step of the playback; false at the end. */
  private playOn(): boolean {
    const { model } = this
    const place = model.stops.place(model.state('frame'))
    if (place >= model.stops.count - 1) return false
    if (model.ready) this.moveTo(place + 1)
    return true
  }

  /** Keeps the frame once it rests, so that a reload restores the view. */
  private keepSoon(): void {
    clearTimeout(this.keeping)
    this.keeping = window.setTimeout(() => this.model.keep({ frame: this.model.state('frame') }), REST)
  }
}
