// Written by `npm run widgets` from ipywidgets' schema of its models: don't edit.
import type { Widget } from '../widget.js'
import { BrowserLink } from './browser-link.js'
import { Clickable } from './clickable.js'
import type { TimeOfDay } from './kinds.js'
import { type CellOutput, OutputArea } from './output.js'
import { allowedTags, border, ensuredOption, firstPage, ordered, pages, withinBounds } from './rules.js'
import {
  type MultipleSelectionTraits,
  type RangeSelectionTraits,
  type SelectionTraits,
  selection,
} from './selection.js'
import { define, type Init, type StandardWidget } from './standard.js'
import type { UploadedFile } from './upload.js'

/** What all visible widgets have. */
export interface DOMTraits {
  /** CSS of the widget's box. */
  get layout(): Layout
  set layout(layout: Layout | Init<LayoutTraits>)
  /** Shown while the pointer rests on the widget. */
  tooltip: string | null
  /** Whether the keyboard's Tab reaches the widget. */
  tabbable: boolean | null
}

/** What controls have. */
export interface DescriptionTraits extends DOMTraits {
  /** Shown beside the control. */
  description: string
  /** Takes `description` as HTML: escape what comes from elsewhere. */
  description_allow_html: boolean
}

export interface LayoutTraits {
  /** Short for the four sides. */
  border: string | null
  align_content:
    | 'flex-start'
    | 'flex-end'
    | 'center'
    | 'space-between'
    | 'space-around'
    | 'space-evenly'
    | 'stretch'
    | 'inherit'
    | 'initial'
    | 'unset'
    | null
  align_items:
    | 'flex-start'
    | 'flex-end'
    | 'center'
    | 'baseline'
    | 'stretch'
    | 'inherit'
    | 'initial'
    | 'unset'
    | null
  align_self:
    | 'auto'
    | 'flex-start'
    | 'flex-end'
    | 'center'
    | 'baseline'
    | 'stretch'
    | 'inherit'
    | 'initial'
    | 'unset'
    | null
  border_bottom: string | null
  border_left: string | null
  border_right: string | null
  border_top: string | null
  bottom: string | null
  display: string | null
  flex: string | null
  flex_flow: string | null
  grid_area: string | null
  grid_auto_columns: string | null
  grid_auto_flow: 'column' | 'row' | 'row dense' | 'column dense' | 'inherit' | 'initial' | 'unset' | null
  grid_auto_rows: string | null
  grid_column: string | null
  grid_gap: string | null
  grid_row: string | null
  grid_template_areas: string | null
  grid_template_columns: string | null
  grid_template_rows: string | null
  height: string | null
  justify_content:
    | 'flex-start'
    | 'flex-end'
    | 'center'
    | 'space-between'
    | 'space-around'
    | 'inherit'
    | 'initial'
    | 'unset'
    | null
  justify_items: 'flex-start' | 'flex-end' | 'center' | 'inherit' | 'initial' | 'unset' | null
  left: string | null
  margin: string | null
  max_height: string | null
  max_width: string | null
  min_height: string | null
  min_width: string | null
  object_fit: 'contain' | 'cover' | 'fill' | 'scale-down' | 'none' | null
  object_position: string | null
  order: string | null
  overflow: string | null
  padding: string | null
  right: string | null
  top: string | null
  visibility: 'visible' | 'hidden' | 'inherit' | 'initial' | 'unset' | null
  width: string | null
}
export interface Layout extends StandardWidget<LayoutTraits>, LayoutTraits {}
export const Layout = define<new (init?: Init<LayoutTraits>) => Layout>(
  {
    name: 'Layout',
    names: {
      model: 'LayoutModel',
      view: 'LayoutView',
      module: '@jupyter-widgets/base',
      moduleVersion: '2.0.0',
    },
    defaults: {
      align_content: null,
      align_items: null,
      align_self: null,
      border_bottom: null,
      border_left: null,
      border_right: null,
      border_top: null,
      bottom: null,
      display: null,
      flex: null,
      flex_flow: null,
      grid_area: null,
      grid_auto_columns: null,
      grid_auto_flow: null,
      grid_auto_rows: null,
      grid_column: null,
      grid_gap: null,
      grid_row: null,
      grid_template_areas: null,
      grid_template_columns: null,
      grid_template_rows: null,
      height: null,
      justify_content: null,
      justify_items: null,
      left: null,
      margin: null,
      max_height: null,
      max_width: null,
      min_height: null,
      min_width: null,
      object_fit: null,
      object_position: null,
      order: null,
      overflow: null,
      padding: null,
      right: null,
      top: null,
      visibility: null,
      width: null,
    },
    kinds: {},
    parts: {},
  },
  { rules: [border], local: { border: null } },
)

export interface AccordionTraits extends DOMTraits {
  box_style: 'success' | 'info' | 'warning' | 'danger' | ''
  children: readonly Widget[]
  /** The child that is shown; null for none. */
  selected_index: number | null
  /** One for each child. */
  titles: readonly string[]
}
export interface Accordion extends StandardWidget<AccordionTraits>, AccordionTraits {}
export const Accordion = define<new (init?: Init<AccordionTraits>) => Accordion>(
  {
    name: 'Accordion',
    names: {
      model: 'AccordionModel',
      view: 'AccordionView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      box_style: '',
      children: [],
      selected_index: null,
      tabbable: null,
      titles: [],
      tooltip: null,
    },
    kinds: { children: 'widgets', selected_index: 'int' },
    parts: { layout: 'Layout' },
  },
  { rules: [pages] },
)

export interface AudioTraits extends DOMTraits {
  /** Start as soon as it is shown. */
  autoplay: boolean
  /** Show play, pause and the like. */
  controls: boolean
  /** Such as `mp3`, or `url`. */
  format: string
  /** Begin again at the end. */
  loop: boolean
  value: ArrayBufferView
}
export interface Audio extends StandardWidget<AudioTraits>, AudioTraits {}
export const Audio = define<new (init?: Init<AudioTraits>) => Audio>({
  name: 'Audio',
  names: {
    model: 'AudioModel',
    view: 'AudioView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    autoplay: true,
    controls: true,
    format: 'mp3',
    loop: true,
    tabbable: null,
    tooltip: null,
    value: new Uint8Array(),
  },
  kinds: {},
  parts: { layout: 'Layout' },
})

export interface BoundedFloatTextTraits extends DescriptionTraits {
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  max: number
  min: number
  step: number | null
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  value: number
}
export interface BoundedFloatText extends StandardWidget<BoundedFloatTextTraits>, BoundedFloatTextTraits {}
export const BoundedFloatText = define<new (init?: Init<BoundedFloatTextTraits>) => BoundedFloatText>(
  {
    name: 'BoundedFloatText',
    names: {
      model: 'BoundedFloatTextModel',
      view: 'FloatTextView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      continuous_update: false,
      description: '',
      description_allow_html: false,
      disabled: false,
      max: 100,
      min: 0,
      step: null,
      tabbable: null,
      tooltip: null,
      value: 0,
    },
    kinds: { max: 'float', min: 'float', step: 'float', value: 'float' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [withinBounds] },
)

export interface BoundedIntTextTraits extends DescriptionTraits {
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  max: number
  min: number
  step: number
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  value: number
}
export interface BoundedIntText extends StandardWidget<BoundedIntTextTraits>, BoundedIntTextTraits {}
export const BoundedIntText = define<new (init?: Init<BoundedIntTextTraits>) => BoundedIntText>(
  {
    name: 'BoundedIntText',
    names: {
      model: 'BoundedIntTextModel',
      view: 'IntTextView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      continuous_update: false,
      description: '',
      description_allow_html: false,
      disabled: false,
      max: 100,
      min: 0,
      step: 1,
      tabbable: null,
      tooltip: null,
      value: 0,
    },
    kinds: { max: 'int', min: 'int', step: 'int', value: 'int' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [withinBounds] },
)

export interface BoxTraits extends DOMTraits {
  box_style: 'success' | 'info' | 'warning' | 'danger' | ''
  children: readonly Widget[]
}
export interface Box extends StandardWidget<BoxTraits>, BoxTraits {}
export const Box = define<new (init?: Init<BoxTraits>) => Box>({
  name: 'Box',
  names: { model: 'BoxModel', view: 'BoxView', module: '@jupyter-widgets/controls', moduleVersion: '2.0.0' },
  defaults: { _dom_classes: [], box_style: '', children: [], tabbable: null, tooltip: null },
  kinds: { children: 'widgets' },
  parts: { layout: 'Layout' },
})

export interface ButtonTraits extends DOMTraits {
  button_style: 'primary' | 'success' | 'info' | 'warning' | 'danger' | ''
  description: string
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Font Awesome name, without `fa-`. */
  icon: string
  get style(): ButtonStyle
  set style(style: ButtonStyle | Init<ButtonStyleTraits>)
}
export interface Button extends Clickable<ButtonTraits>, ButtonTraits {}
export const Button = define<new (init?: Init<ButtonTraits>) => Button>(
  {
    name: 'Button',
    names: {
      model: 'ButtonModel',
      view: 'ButtonView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      button_style: '',
      description: '',
      disabled: false,
      icon: '',
      tabbable: null,
      tooltip: null,
    },
    kinds: {},
    parts: { layout: 'Layout', style: 'ButtonStyle' },
  },
  { base: Clickable as never },
)

export interface ButtonStyleTraits {
  /** CSS colour. */
  button_color: string | null
  font_family: string | null
  font_size: string | null
  font_style: string | null
  font_variant: string | null
  font_weight: string | null
  text_color: string | null
  text_decoration: string | null
}
export interface ButtonStyle extends StandardWidget<ButtonStyleTraits>, ButtonStyleTraits {}
export const ButtonStyle = define<new (init?: Init<ButtonStyleTraits>) => ButtonStyle>({
  name: 'ButtonStyle',
  names: {
    model: 'ButtonStyleModel',
    view: 'StyleView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
    viewModule: '@jupyter-widgets/base',
  },
  defaults: {
    button_color: null,
    font_family: null,
    font_size: null,
    font_style: null,
    font_variant: null,
    font_weight: null,
    text_color: null,
    text_decoration: null,
  },
  kinds: {},
  parts: {},
})

export interface CheckboxTraits extends DescriptionTraits {
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Line up with controls that have a description. */
  indent: boolean
  get style(): CheckboxStyle
  set style(style: CheckboxStyle | Init<CheckboxStyleTraits>)
  value: boolean
}
export interface Checkbox extends StandardWidget<CheckboxTraits>, CheckboxTraits {}
export const Checkbox = define<new (init?: Init<CheckboxTraits>) => Checkbox>({
  name: 'Checkbox',
  names: {
    model: 'CheckboxModel',
    view: 'CheckboxView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    description: '',
    description_allow_html: false,
    disabled: false,
    indent: true,
    tabbable: null,
    tooltip: null,
    value: false,
  },
  kinds: {},
  parts: { layout: 'Layout', style: 'CheckboxStyle' },
})

export interface CheckboxStyleTraits {
  background: string | null
  /** CSS width of the description, such as `initial`. */
  description_width: string
}
export interface CheckboxStyle extends StandardWidget<CheckboxStyleTraits>, CheckboxStyleTraits {}
export const CheckboxStyle = define<new (init?: Init<CheckboxStyleTraits>) => CheckboxStyle>({
  name: 'CheckboxStyle',
  names: {
    model: 'CheckboxStyleModel',
    view: 'StyleView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
    viewModule: '@jupyter-widgets/base',
  },
  defaults: { background: null, description_width: '' },
  kinds: {},
  parts: {},
})

export interface ColorPickerTraits extends DescriptionTraits {
  /** Only the colour, without its name. */
  concise: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  value: string
}
export interface ColorPicker extends StandardWidget<ColorPickerTraits>, ColorPickerTraits {}
export const ColorPicker = define<new (init?: Init<ColorPickerTraits>) => ColorPicker>({
  name: 'ColorPicker',
  names: {
    model: 'ColorPickerModel',
    view: 'ColorPickerView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    concise: false,
    description: '',
    description_allow_html: false,
    disabled: false,
    tabbable: null,
    tooltip: null,
    value: 'black',
  },
  kinds: {},
  parts: { layout: 'Layout', style: 'DescriptionStyle' },
})

export interface ColorsInputTraits extends DescriptionTraits {
  /** Whether a tag may come twice. */
  allow_duplicates: boolean
  /** If not empty, no others are taken. */
  allowed_tags: readonly string[]
  /** Shown while it is empty. */
  placeholder: string
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  value: readonly string[]
}
export interface ColorsInput extends StandardWidget<ColorsInputTraits>, ColorsInputTraits {}
export const ColorsInput = define<new (init?: Init<ColorsInputTraits>) => ColorsInput>(
  {
    name: 'ColorsInput',
    names: {
      model: 'ColorsInputModel',
      view: 'ColorsInputView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      allow_duplicates: true,
      allowed_tags: [],
      description: '',
      description_allow_html: false,
      placeholder: '\u200b',
      tabbable: null,
      tooltip: null,
      value: [],
    },
    kinds: {},
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [allowedTags] },
)

export interface ComboboxTraits extends DescriptionTraits {
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Take nothing but the options. */
  ensure_option: boolean
  options: readonly string[]
  /** Shown while it is empty. */
  placeholder: string
  get style(): TextStyle
  set style(style: TextStyle | Init<TextStyleTraits>)
  value: string
}
export interface Combobox extends StandardWidget<ComboboxTraits>, ComboboxTraits {}
export const Combobox = define<new (init?: Init<ComboboxTraits>) => Combobox>(
  {
    name: 'Combobox',
    names: {
      model: 'ComboboxModel',
      view: 'ComboboxView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      continuous_update: true,
      description: '',
      description_allow_html: false,
      disabled: false,
      ensure_option: false,
      options: [],
      placeholder: '\u200b',
      tabbable: null,
      tooltip: null,
      value: '',
    },
    kinds: {},
    parts: { layout: 'Layout', style: 'TextStyle' },
  },
  { rules: [ensuredOption] },
)

export interface ControllerAxisTraits extends DOMTraits {
  value: number
}
export interface ControllerAxis extends StandardWidget<ControllerAxisTraits>, ControllerAxisTraits {}
export const ControllerAxis = define<new (init?: Init<ControllerAxisTraits>) => ControllerAxis>({
  name: 'ControllerAxis',
  names: {
    model: 'ControllerAxisModel',
    view: 'ControllerAxisView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: { _dom_classes: [], tabbable: null, tooltip: null, value: 0 },
  kinds: { value: 'float' },
  parts: { layout: 'Layout' },
})

export interface ControllerButtonTraits extends DOMTraits {
  pressed: boolean
  value: number
}
export interface ControllerButton extends StandardWidget<ControllerButtonTraits>, ControllerButtonTraits {}
export const ControllerButton = define<new (init?: Init<ControllerButtonTraits>) => ControllerButton>({
  name: 'ControllerButton',
  names: {
    model: 'ControllerButtonModel',
    view: 'ControllerButtonView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: { _dom_classes: [], pressed: false, tabbable: null, tooltip: null, value: 0 },
  kinds: { value: 'float' },
  parts: { layout: 'Layout' },
})

export interface ControllerTraits extends DOMTraits {
  axes: readonly ControllerAxis[]
  buttons: readonly ControllerButton[]
  connected: boolean
  /** Which gamepad. */
  index: number
  mapping: string
  name: string
  timestamp: number
}
export interface Controller extends StandardWidget<ControllerTraits>, ControllerTraits {}
export const Controller = define<new (init?: Init<ControllerTraits>) => Controller>({
  name: 'Controller',
  names: {
    model: 'ControllerModel',
    view: 'ControllerView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    axes: [],
    buttons: [],
    connected: false,
    index: 0,
    mapping: '',
    name: '',
    tabbable: null,
    timestamp: 0,
    tooltip: null,
  },
  kinds: { axes: 'widgets', buttons: 'widgets', index: 'int', timestamp: 'float' },
  parts: { layout: 'Layout' },
})

export interface DatePickerTraits extends DescriptionTraits {
  /** Whether the user is kept from changing it. */
  disabled: boolean
  max: Date | null
  min: Date | null
  /** In days. */
  step: number | 'any'
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  /** The UTC day of a Date. */
  value: Date | null
}
export interface DatePicker extends StandardWidget<DatePickerTraits>, DatePickerTraits {}
export const DatePicker = define<new (init?: Init<DatePickerTraits>) => DatePicker>(
  {
    name: 'DatePicker',
    names: {
      model: 'DatePickerModel',
      view: 'DatePickerView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      description: '',
      description_allow_html: false,
      disabled: false,
      max: null,
      min: null,
      step: 1,
      tabbable: null,
      tooltip: null,
      value: null,
    },
    kinds: { max: 'date', min: 'date', step: 'int', value: 'date' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [withinBounds] },
)

export interface DatetimePickerTraits extends DescriptionTraits {
  /** Whether the user is kept from changing it. */
  disabled: boolean
  max: Date | null
  min: Date | null
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  /** An instant. */
  value: Date | null
}
export interface DatetimePicker extends StandardWidget<DatetimePickerTraits>, DatetimePickerTraits {}
export const DatetimePicker = define<new (init?: Init<DatetimePickerTraits>) => DatetimePicker>(
  {
    name: 'DatetimePicker',
    names: {
      model: 'DatetimeModel',
      view: 'DatetimeView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      description: '',
      description_allow_html: false,
      disabled: false,
      max: null,
      min: null,
      tabbable: null,
      tooltip: null,
      value: null,
    },
    kinds: { max: 'datetime', min: 'datetime', value: 'datetime' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [withinBounds] },
)

export interface DescriptionStyleTraits {
  /** CSS width of the description, such as `initial`. */
  description_width: string
}
export interface DescriptionStyle extends StandardWidget<DescriptionStyleTraits>, DescriptionStyleTraits {}
export const DescriptionStyle = define<new (init?: Init<DescriptionStyleTraits>) => DescriptionStyle>({
  name: 'DescriptionStyle',
  names: {
    model: 'DescriptionStyleModel',
    view: 'StyleView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
    viewModule: '@jupyter-widgets/base',
  },
  defaults: { description_width: '' },
  kinds: {},
  parts: {},
})

export interface DirectionalLinkTraits {
  source: readonly [Widget, string] | readonly []
  target: readonly [Widget, string] | readonly []
}
export interface DirectionalLink extends BrowserLink<DirectionalLinkTraits>, DirectionalLinkTraits {}
export const DirectionalLink = define<new (init?: Init<DirectionalLinkTraits>) => DirectionalLink>(
  {
    name: 'DirectionalLink',
    names: {
      model: 'DirectionalLinkModel',
      view: null,
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: { source: [], target: [] },
    kinds: {},
    parts: {},
  },
  { base: BrowserLink as never },
)

export interface DropdownTraits<T = string> extends DescriptionTraits, SelectionTraits<T> {
  /** Whether the user is kept from changing it. */
  disabled: boolean
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
}
export interface Dropdown<T = string> extends StandardWidget<DropdownTraits<T>>, DropdownTraits<T> {}
export const Dropdown = define<{
  new <T>(init: Init<DropdownTraits<T>> & { options: readonly (readonly [string, T])[] }): Dropdown<T>
  new <T = string>(init?: Init<DropdownTraits<T>>): Dropdown<T>
}>(
  {
    name: 'Dropdown',
    names: {
      model: 'DropdownModel',
      view: 'DropdownView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      _options_labels: [],
      description: '',
      description_allow_html: false,
      disabled: false,
      index: null,
      tabbable: null,
      tooltip: null,
    },
    kinds: { index: 'int' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [selection], local: { options: [], value: null, label: null } },
)

export interface FileUploadTraits extends DescriptionTraits {
  /** Kinds of files, such as `.csv,image/*`. */
  accept: string
  button_style: 'primary' | 'success' | 'info' | 'warning' | 'danger' | ''
  /** Whether the user is kept from changing it. */
  disabled: boolean
  error: string
  /** Font Awesome name, without `fa-`. */
  icon: string
  /** Whether several files may be chosen. */
  multiple: boolean
  get style(): ButtonStyle
  set style(style: ButtonStyle | Init<ButtonStyleTraits>)
  value: readonly UploadedFile[]
}
export interface FileUpload extends StandardWidget<FileUploadTraits>, FileUploadTraits {}
export const FileUpload = define<new (init?: Init<FileUploadTraits>) => FileUpload>(
  {
    name: 'FileUpload',
    names: {
      model: 'FileUploadModel',
      view: 'FileUploadView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      accept: '',
      button_style: '',
      description: '',
      description_allow_html: false,
      disabled: false,
      error: '',
      icon: 'upload',
      multiple: false,
      tabbable: null,
      tooltip: null,
      value: [],
    },
    kinds: {},
    parts: { layout: 'Layout', style: 'ButtonStyle' },
  },
  { unechoed: ['value'] },
)

export interface FloatLogSliderTraits extends DescriptionTraits {
  /** Of the logarithm. */
  base: number
  /** How the pointer moves the handle. */
  behavior: 'drag-tap' | 'drag-snap' | 'tap' | 'drag' | 'snap'
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** As an exponent of `base`. */
  max: number
  /** As an exponent of `base`. */
  min: number
  orientation: 'horizontal' | 'vertical'
  /** Show the value beside it. */
  readout: boolean
  /** d3 format of the value beside it. */
  readout_format: string
  /** Of the exponent. */
  step: number | null
  get style(): SliderStyle
  set style(style: SliderStyle | Init<SliderStyleTraits>)
  value: number
}
export interface FloatLogSlider extends StandardWidget<FloatLogSliderTraits>, FloatLogSliderTraits {}
export const FloatLogSlider = define<new (init?: Init<FloatLogSliderTraits>) => FloatLogSlider>(
  {
    name: 'FloatLogSlider',
    names: {
      model: 'FloatLogSliderModel',
      view: 'FloatLogSliderView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      base: 10,
      behavior: 'drag-tap',
      continuous_update: true,
      description: '',
      description_allow_html: false,
      disabled: false,
      max: 4,
      min: 0,
      orientation: 'horizontal',
      readout: true,
      readout_format: '.3g',
      step: 0.1,
      tabbable: null,
      tooltip: null,
      value: 1,
    },
    kinds: { base: 'float', max: 'float', min: 'float', step: 'float', value: 'float' },
    parts: { layout: 'Layout', style: 'SliderStyle' },
  },
  { rules: [withinBounds] },
)

export interface FloatProgressTraits extends DescriptionTraits {
  bar_style: 'success' | 'info' | 'warning' | 'danger' | '' | null
  max: number
  min: number
  orientation: 'horizontal' | 'vertical'
  get style(): ProgressStyle
  set style(style: ProgressStyle | Init<ProgressStyleTraits>)
  value: number
}
export interface FloatProgress extends StandardWidget<FloatProgressTraits>, FloatProgressTraits {}
export const FloatProgress = define<new (init?: Init<FloatProgressTraits>) => FloatProgress>(
  {
    name: 'FloatProgress',
    names: {
      model: 'FloatProgressModel',
      view: 'ProgressView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      bar_style: '',
      description: '',
      description_allow_html: false,
      max: 100,
      min: 0,
      orientation: 'horizontal',
      tabbable: null,
      tooltip: null,
      value: 0,
    },
    kinds: { max: 'float', min: 'float', value: 'float' },
    parts: { layout: 'Layout', style: 'ProgressStyle' },
  },
  { rules: [withinBounds] },
)

export interface FloatRangeSliderTraits extends DescriptionTraits {
  /** How the pointer moves the handle. */
  behavior: 'drag-tap' | 'drag-snap' | 'tap' | 'drag' | 'snap'
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  max: number
  min: number
  orientation: 'horizontal' | 'vertical'
  /** Show the value beside it. */
  readout: boolean
  /** d3 format of the value beside it. */
  readout_format: string
  step: number | null
  get style(): SliderStyle
  set style(style: SliderStyle | Init<SliderStyleTraits>)
  value: readonly [number, number]
}
export interface FloatRangeSlider extends StandardWidget<FloatRangeSliderTraits>, FloatRangeSliderTraits {}
export const FloatRangeSlider = define<new (init?: Init<FloatRangeSliderTraits>) => FloatRangeSlider>(
  {
    name: 'FloatRangeSlider',
    names: {
      model: 'FloatRangeSliderModel',
      view: 'FloatRangeSliderView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      behavior: 'drag-tap',
      continuous_update: true,
      description: '',
      description_allow_html: false,
      disabled: false,
      max: 100,
      min: 0,
      orientation: 'horizontal',
      readout: true,
      readout_format: '.2f',
      step: 0.1,
      tabbable: null,
      tooltip: null,
      value: [0, 1],
    },
    kinds: { max: 'float', min: 'float', step: 'float', value: 'floats' },
    parts: { layout: 'Layout', style: 'SliderStyle' },
  },
  { rules: [ordered, withinBounds] },
)

export interface FloatSliderTraits extends DescriptionTraits {
  /** How the pointer moves the handle. */
  behavior: 'drag-tap' | 'drag-snap' | 'tap' | 'drag' | 'snap'
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  max: number
  min: number
  orientation: 'horizontal' | 'vertical'
  /** Show the value beside it. */
  readout: boolean
  /** d3 format of the value beside it. */
  readout_format: string
  step: number | null
  get style(): SliderStyle
  set style(style: SliderStyle | Init<SliderStyleTraits>)
  value: number
}
export interface FloatSlider extends StandardWidget<FloatSliderTraits>, FloatSliderTraits {}
export const FloatSlider = define<new (init?: Init<FloatSliderTraits>) => FloatSlider>(
  {
    name: 'FloatSlider',
    names: {
      model: 'FloatSliderModel',
      view: 'FloatSliderView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      behavior: 'drag-tap',
      continuous_update: true,
      description: '',
      description_allow_html: false,
      disabled: false,
      max: 100,
      min: 0,
      orientation: 'horizontal',
      readout: true,
      readout_format: '.2f',
      step: 0.1,
      tabbable: null,
      tooltip: null,
      value: 0,
    },
    kinds: { max: 'float', min: 'float', step: 'float', value: 'float' },
    parts: { layout: 'Layout', style: 'SliderStyle' },
  },
  { rules: [withinBounds] },
)

export interface FloatTextTraits extends DescriptionTraits {
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  step: number | null
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  value: number
}
export interface FloatText extends StandardWidget<FloatTextTraits>, FloatTextTraits {}
export const FloatText = define<new (init?: Init<FloatTextTraits>) => FloatText>({
  name: 'FloatText',
  names: {
    model: 'FloatTextModel',
    view: 'FloatTextView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    continuous_update: false,
    description: '',
    description_allow_html: false,
    disabled: false,
    step: null,
    tabbable: null,
    tooltip: null,
    value: 0,
  },
  kinds: { step: 'float', value: 'float' },
  parts: { layout: 'Layout', style: 'DescriptionStyle' },
})

export interface FloatsInputTraits extends DescriptionTraits {
  /** Whether a tag may come twice. */
  allow_duplicates: boolean
  /** If not empty, no others are taken. */
  allowed_tags: readonly number[]
  /** d3 format of the numbers. */
  format: string
  max: number | null
  min: number | null
  /** Shown while it is empty. */
  placeholder: string
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  tag_style: 'primary' | 'success' | 'info' | 'warning' | 'danger' | ''
  value: readonly number[]
}
export interface FloatsInput extends StandardWidget<FloatsInputTraits>, FloatsInputTraits {}
export const FloatsInput = define<new (init?: Init<FloatsInputTraits>) => FloatsInput>(
  {
    name: 'FloatsInput',
    names: {
      model: 'FloatsInputModel',
      view: 'FloatsInputView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      allow_duplicates: true,
      allowed_tags: [],
      description: '',
      description_allow_html: false,
      format: '.1f',
      max: null,
      min: null,
      placeholder: '\u200b',
      tabbable: null,
      tag_style: '',
      tooltip: null,
      value: [],
    },
    kinds: { allowed_tags: 'floats', max: 'float', min: 'float', value: 'floats' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [withinBounds, allowedTags] },
)

export interface GridBoxTraits extends DOMTraits {
  box_style: 'success' | 'info' | 'warning' | 'danger' | ''
  children: readonly Widget[]
}
export interface GridBox extends StandardWidget<GridBoxTraits>, GridBoxTraits {}
export const GridBox = define<new (init?: Init<GridBoxTraits>) => GridBox>({
  name: 'GridBox',
  names: {
    model: 'GridBoxModel',
    view: 'GridBoxView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: { _dom_classes: [], box_style: '', children: [], tabbable: null, tooltip: null },
  kinds: { children: 'widgets' },
  parts: { layout: 'Layout' },
})

export interface HBoxTraits extends DOMTraits {
  box_style: 'success' | 'info' | 'warning' | 'danger' | ''
  children: readonly Widget[]
}
export interface HBox extends StandardWidget<HBoxTraits>, HBoxTraits {}
export const HBox = define<new (init?: Init<HBoxTraits>) => HBox>({
  name: 'HBox',
  names: {
    model: 'HBoxModel',
    view: 'HBoxView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: { _dom_classes: [], box_style: '', children: [], tabbable: null, tooltip: null },
  kinds: { children: 'widgets' },
  parts: { layout: 'Layout' },
})

export interface HTMLMathTraits extends DescriptionTraits {
  /** Shown while it is empty. */
  placeholder: string
  get style(): HTMLMathStyle
  set style(style: HTMLMathStyle | Init<HTMLMathStyleTraits>)
  /** HTML with LaTeX: escape what comes from elsewhere. */
  value: string
}
export interface HTMLMath extends StandardWidget<HTMLMathTraits>, HTMLMathTraits {}
export const HTMLMath = define<new (init?: Init<HTMLMathTraits>) => HTMLMath>({
  name: 'HTMLMath',
  names: {
    model: 'HTMLMathModel',
    view: 'HTMLMathView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    description: '',
    description_allow_html: false,
    placeholder: '\u200b',
    tabbable: null,
    tooltip: null,
    value: '',
  },
  kinds: {},
  parts: { layout: 'Layout', style: 'HTMLMathStyle' },
})

export interface HTMLMathStyleTraits {
  background: string | null
  /** CSS width of the description, such as `initial`. */
  description_width: string
  font_size: string | null
  text_color: string | null
}
export interface HTMLMathStyle extends StandardWidget<HTMLMathStyleTraits>, HTMLMathStyleTraits {}
export const HTMLMathStyle = define<new (init?: Init<HTMLMathStyleTraits>) => HTMLMathStyle>({
  name: 'HTMLMathStyle',
  names: {
    model: 'HTMLMathStyleModel',
    view: 'StyleView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
    viewModule: '@jupyter-widgets/base',
  },
  defaults: { background: null, description_width: '', font_size: null, text_color: null },
  kinds: {},
  parts: {},
})

export interface HTMLTraits extends DescriptionTraits {
  /** Shown while it is empty. */
  placeholder: string
  get style(): HTMLStyle
  set style(style: HTMLStyle | Init<HTMLStyleTraits>)
  /** HTML: escape what comes from elsewhere. */
  value: string
}
export interface HTML extends StandardWidget<HTMLTraits>, HTMLTraits {}
export const HTML = define<new (init?: Init<HTMLTraits>) => HTML>({
  name: 'HTML',
  names: {
    model: 'HTMLModel',
    view: 'HTMLView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    description: '',
    description_allow_html: false,
    placeholder: '\u200b',
    tabbable: null,
    tooltip: null,
    value: '',
  },
  kinds: {},
  parts: { layout: 'Layout', style: 'HTMLStyle' },
})

export interface HTMLStyleTraits {
  background: string | null
  /** CSS width of the description, such as `initial`. */
  description_width: string
  font_size: string | null
  text_color: string | null
}
export interface HTMLStyle extends StandardWidget<HTMLStyleTraits>, HTMLStyleTraits {}
export const HTMLStyle = define<new (init?: Init<HTMLStyleTraits>) => HTMLStyle>({
  name: 'HTMLStyle',
  names: {
    model: 'HTMLStyleModel',
    view: 'StyleView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
    viewModule: '@jupyter-widgets/base',
  },
  defaults: { background: null, description_width: '', font_size: null, text_color: null },
  kinds: {},
  parts: {},
})

export interface ImageTraits extends DOMTraits {
  /** Such as `png`, or `url`. */
  format: string
  height: string
  value: ArrayBufferView
  width: string
}
export interface Image extends StandardWidget<ImageTraits>, ImageTraits {}
export const Image = define<new (init?: Init<ImageTraits>) => Image>({
  name: 'Image',
  names: {
    model: 'ImageModel',
    view: 'ImageView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    format: 'png',
    height: '',
    tabbable: null,
    tooltip: null,
    value: new Uint8Array(),
    width: '',
  },
  kinds: {},
  parts: { layout: 'Layout' },
})

export interface IntProgressTraits extends DescriptionTraits {
  bar_style: 'success' | 'info' | 'warning' | 'danger' | ''
  max: number
  min: number
  orientation: 'horizontal' | 'vertical'
  get style(): ProgressStyle
  set style(style: ProgressStyle | Init<ProgressStyleTraits>)
  value: number
}
export interface IntProgress extends StandardWidget<IntProgressTraits>, IntProgressTraits {}
export const IntProgress = define<new (init?: Init<IntProgressTraits>) => IntProgress>(
  {
    name: 'IntProgress',
    names: {
      model: 'IntProgressModel',
      view: 'ProgressView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      bar_style: '',
      description: '',
      description_allow_html: false,
      max: 100,
      min: 0,
      orientation: 'horizontal',
      tabbable: null,
      tooltip: null,
      value: 0,
    },
    kinds: { max: 'int', min: 'int', value: 'int' },
    parts: { layout: 'Layout', style: 'ProgressStyle' },
  },
  { rules: [withinBounds] },
)

export interface IntRangeSliderTraits extends DescriptionTraits {
  /** How the pointer moves the handle. */
  behavior: 'drag-tap' | 'drag-snap' | 'tap' | 'drag' | 'snap'
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  max: number
  min: number
  orientation: 'horizontal' | 'vertical'
  /** Show the value beside it. */
  readout: boolean
  /** d3 format of the value beside it. */
  readout_format: string
  step: number
  get style(): SliderStyle
  set style(style: SliderStyle | Init<SliderStyleTraits>)
  value: readonly [number, number]
}
export interface IntRangeSlider extends StandardWidget<IntRangeSliderTraits>, IntRangeSliderTraits {}
export const IntRangeSlider = define<new (init?: Init<IntRangeSliderTraits>) => IntRangeSlider>(
  {
    name: 'IntRangeSlider',
    names: {
      model: 'IntRangeSliderModel',
      view: 'IntRangeSliderView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      behavior: 'drag-tap',
      continuous_update: true,
      description: '',
      description_allow_html: false,
      disabled: false,
      max: 100,
      min: 0,
      orientation: 'horizontal',
      readout: true,
      readout_format: 'd',
      step: 1,
      tabbable: null,
      tooltip: null,
      value: [0, 1],
    },
    kinds: { max: 'int', min: 'int', step: 'int', value: 'ints' },
    parts: { layout: 'Layout', style: 'SliderStyle' },
  },
  { rules: [ordered, withinBounds] },
)

export interface IntSliderTraits extends DescriptionTraits {
  /** How the pointer moves the handle. */
  behavior: 'drag-tap' | 'drag-snap' | 'tap' | 'drag' | 'snap'
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  max: number
  min: number
  orientation: 'horizontal' | 'vertical'
  /** Show the value beside it. */
  readout: boolean
  /** d3 format of the value beside it. */
  readout_format: string
  step: number
  get style(): SliderStyle
  set style(style: SliderStyle | Init<SliderStyleTraits>)
  value: number
}
export interface IntSlider extends StandardWidget<IntSliderTraits>, IntSliderTraits {}
export const IntSlider = define<new (init?: Init<IntSliderTraits>) => IntSlider>(
  {
    name: 'IntSlider',
    names: {
      model: 'IntSliderModel',
      view: 'IntSliderView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      behavior: 'drag-tap',
      continuous_update: true,
      description: '',
      description_allow_html: false,
      disabled: false,
      max: 100,
      min: 0,
      orientation: 'horizontal',
      readout: true,
      readout_format: 'd',
      step: 1,
      tabbable: null,
      tooltip: null,
      value: 0,
    },
    kinds: { max: 'int', min: 'int', step: 'int', value: 'int' },
    parts: { layout: 'Layout', style: 'SliderStyle' },
  },
  { rules: [withinBounds] },
)

export interface IntTextTraits extends DescriptionTraits {
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  step: number
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  value: number
}
export interface IntText extends StandardWidget<IntTextTraits>, IntTextTraits {}
export const IntText = define<new (init?: Init<IntTextTraits>) => IntText>({
  name: 'IntText',
  names: {
    model: 'IntTextModel',
    view: 'IntTextView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    continuous_update: false,
    description: '',
    description_allow_html: false,
    disabled: false,
    step: 1,
    tabbable: null,
    tooltip: null,
    value: 0,
  },
  kinds: { step: 'int', value: 'int' },
  parts: { layout: 'Layout', style: 'DescriptionStyle' },
})

export interface IntsInputTraits extends DescriptionTraits {
  /** Whether a tag may come twice. */
  allow_duplicates: boolean
  /** If not empty, no others are taken. */
  allowed_tags: readonly number[]
  /** d3 format of the numbers. */
  format: string
  max: number | null
  min: number | null
  /** Shown while it is empty. */
  placeholder: string
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  tag_style: 'primary' | 'success' | 'info' | 'warning' | 'danger' | ''
  value: readonly number[]
}
export interface IntsInput extends StandardWidget<IntsInputTraits>, IntsInputTraits {}
export const IntsInput = define<new (init?: Init<IntsInputTraits>) => IntsInput>(
  {
    name: 'IntsInput',
    names: {
      model: 'IntsInputModel',
      view: 'IntsInputView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      allow_duplicates: true,
      allowed_tags: [],
      description: '',
      description_allow_html: false,
      format: 'd',
      max: null,
      min: null,
      placeholder: '\u200b',
      tabbable: null,
      tag_style: '',
      tooltip: null,
      value: [],
    },
    kinds: { allowed_tags: 'ints', max: 'int', min: 'int', value: 'ints' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [withinBounds, allowedTags] },
)

export interface LabelTraits extends DescriptionTraits {
  /** Shown while it is empty. */
  placeholder: string
  get style(): LabelStyle
  set style(style: LabelStyle | Init<LabelStyleTraits>)
  /** Text with LaTeX. */
  value: string
}
export interface Label extends StandardWidget<LabelTraits>, LabelTraits {}
export const Label = define<new (init?: Init<LabelTraits>) => Label>({
  name: 'Label',
  names: {
    model: 'LabelModel',
    view: 'LabelView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    description: '',
    description_allow_html: false,
    placeholder: '\u200b',
    tabbable: null,
    tooltip: null,
    value: '',
  },
  kinds: {},
  parts: { layout: 'Layout', style: 'LabelStyle' },
})

export interface LabelStyleTraits {
  background: string | null
  /** CSS width of the description, such as `initial`. */
  description_width: string
  font_family: string | null
  font_size: string | null
  font_style: string | null
  font_variant: string | null
  font_weight: string | null
  text_color: string | null
  text_decoration: string | null
}
export interface LabelStyle extends StandardWidget<LabelStyleTraits>, LabelStyleTraits {}
export const LabelStyle = define<new (init?: Init<LabelStyleTraits>) => LabelStyle>({
  name: 'LabelStyle',
  names: {
    model: 'LabelStyleModel',
    view: 'StyleView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
    viewModule: '@jupyter-widgets/base',
  },
  defaults: {
    background: null,
    description_width: '',
    font_family: null,
    font_size: null,
    font_style: null,
    font_variant: null,
    font_weight: null,
    text_color: null,
    text_decoration: null,
  },
  kinds: {},
  parts: {},
})

export interface LinkTraits {
  source: readonly [Widget, string] | readonly []
  target: readonly [Widget, string] | readonly []
}
export interface Link extends BrowserLink<LinkTraits>, LinkTraits {}
export const Link = define<new (init?: Init<LinkTraits>) => Link>(
  {
    name: 'Link',
    names: { model: 'LinkModel', view: null, module: '@jupyter-widgets/controls', moduleVersion: '2.0.0' },
    defaults: { source: [], target: [] },
    kinds: {},
    parts: {},
  },
  { base: BrowserLink as never },
)

export interface NaiveDatetimePickerTraits extends DescriptionTraits {
  /** Whether the user is kept from changing it. */
  disabled: boolean
  max: Date | null
  min: Date | null
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  /** The local time of a Date. */
  value: Date | null
}
export interface NaiveDatetimePicker
  extends StandardWidget<NaiveDatetimePickerTraits>,
    NaiveDatetimePickerTraits {}
export const NaiveDatetimePicker = define<
  new (
    init?: Init<NaiveDatetimePickerTraits>,
  ) => NaiveDatetimePicker
>(
  {
    name: 'NaiveDatetimePicker',
    names: {
      model: 'NaiveDatetimeModel',
      view: 'DatetimeView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      description: '',
      description_allow_html: false,
      disabled: false,
      max: null,
      min: null,
      tabbable: null,
      tooltip: null,
      value: null,
    },
    kinds: { max: 'naive', min: 'naive', value: 'naive' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [withinBounds] },
)

export interface PasswordTraits extends DescriptionTraits {
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Shown while it is empty. */
  placeholder: string
  get style(): TextStyle
  set style(style: TextStyle | Init<TextStyleTraits>)
  value: string
}
export interface Password extends StandardWidget<PasswordTraits>, PasswordTraits {}
export const Password = define<new (init?: Init<PasswordTraits>) => Password>({
  name: 'Password',
  names: {
    model: 'PasswordModel',
    view: 'PasswordView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    continuous_update: true,
    description: '',
    description_allow_html: false,
    disabled: false,
    placeholder: '\u200b',
    tabbable: null,
    tooltip: null,
    value: '',
  },
  kinds: {},
  parts: { layout: 'Layout', style: 'TextStyle' },
})

export interface PlayTraits extends DescriptionTraits {
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Milliseconds from one step to the next. */
  interval: number
  max: number
  min: number
  playing: boolean
  /** Begin again at the end. */
  repeat: boolean
  /** Show the button for `repeat`. */
  show_repeat: boolean
  step: number
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  value: number
}
export interface Play extends StandardWidget<PlayTraits>, PlayTraits {}
export const Play = define<new (init?: Init<PlayTraits>) => Play>(
  {
    name: 'Play',
    names: {
      model: 'PlayModel',
      view: 'PlayView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      description: '',
      description_allow_html: false,
      disabled: false,
      interval: 100,
      max: 100,
      min: 0,
      playing: false,
      repeat: false,
      show_repeat: true,
      step: 1,
      tabbable: null,
      tooltip: null,
      value: 0,
    },
    kinds: { interval: 'int', max: 'int', min: 'int', step: 'int', value: 'int' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [withinBounds] },
)

export interface ProgressStyleTraits {
  /** CSS colour. */
  bar_color: string | null
  /** CSS width of the description, such as `initial`. */
  description_width: string
}
export interface ProgressStyle extends StandardWidget<ProgressStyleTraits>, ProgressStyleTraits {}
export const ProgressStyle = define<new (init?: Init<ProgressStyleTraits>) => ProgressStyle>({
  name: 'ProgressStyle',
  names: {
    model: 'ProgressStyleModel',
    view: 'StyleView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
    viewModule: '@jupyter-widgets/base',
  },
  defaults: { bar_color: null, description_width: '' },
  kinds: {},
  parts: {},
})

export interface RadioButtonsTraits<T = string> extends DescriptionTraits, SelectionTraits<T> {
  /** Whether the user is kept from changing it. */
  disabled: boolean
  orientation: 'horizontal' | 'vertical'
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
}
export interface RadioButtons<T = string>
  extends StandardWidget<RadioButtonsTraits<T>>,
    RadioButtonsTraits<T> {}
export const RadioButtons = define<{
  new <T>(init: Init<RadioButtonsTraits<T>> & { options: readonly (readonly [string, T])[] }): RadioButtons<T>
  new <T = string>(init?: Init<RadioButtonsTraits<T>>): RadioButtons<T>
}>(
  {
    name: 'RadioButtons',
    names: {
      model: 'RadioButtonsModel',
      view: 'RadioButtonsView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      _options_labels: [],
      description: '',
      description_allow_html: false,
      disabled: false,
      index: null,
      orientation: 'vertical',
      tabbable: null,
      tooltip: null,
    },
    kinds: { index: 'int' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [selection], local: { options: [], value: null, label: null } },
)

export interface SelectTraits<T = string> extends DescriptionTraits, SelectionTraits<T> {
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Lines shown. */
  rows: number
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
}
export interface Select<T = string> extends StandardWidget<SelectTraits<T>>, SelectTraits<T> {}
export const Select = define<{
  new <T>(init: Init<SelectTraits<T>> & { options: readonly (readonly [string, T])[] }): Select<T>
  new <T = string>(init?: Init<SelectTraits<T>>): Select<T>
}>(
  {
    name: 'Select',
    names: {
      model: 'SelectModel',
      view: 'SelectView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      _options_labels: [],
      description: '',
      description_allow_html: false,
      disabled: false,
      index: null,
      rows: 5,
      tabbable: null,
      tooltip: null,
    },
    kinds: { index: 'int', rows: 'int' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [selection], local: { options: [], value: null, label: null } },
)

export interface SelectMultipleTraits<T = string> extends DescriptionTraits, MultipleSelectionTraits<T> {
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Lines shown. */
  rows: number
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
}
export interface SelectMultiple<T = string>
  extends StandardWidget<SelectMultipleTraits<T>>,
    SelectMultipleTraits<T> {}
export const SelectMultiple = define<{
  new <T>(
    init: Init<SelectMultipleTraits<T>> & { options: readonly (readonly [string, T])[] },
  ): SelectMultiple<T>
  new <T = string>(init?: Init<SelectMultipleTraits<T>>): SelectMultiple<T>
}>(
  {
    name: 'SelectMultiple',
    names: {
      model: 'SelectMultipleModel',
      view: 'SelectMultipleView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      _options_labels: [],
      description: '',
      description_allow_html: false,
      disabled: false,
      index: [],
      rows: 5,
      tabbable: null,
      tooltip: null,
    },
    kinds: { rows: 'int' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [selection], local: { options: [], value: [], label: [] } },
)

export interface SelectionRangeSliderTraits<T = string> extends DescriptionTraits, RangeSelectionTraits<T> {
  /** How the pointer moves the handle. */
  behavior: 'drag-tap' | 'drag-snap' | 'tap' | 'drag' | 'snap'
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  orientation: 'horizontal' | 'vertical'
  /** Show the value beside it. */
  readout: boolean
  get style(): SliderStyle
  set style(style: SliderStyle | Init<SliderStyleTraits>)
}
export interface SelectionRangeSlider<T = string>
  extends StandardWidget<SelectionRangeSliderTraits<T>>,
    SelectionRangeSliderTraits<T> {}
export const SelectionRangeSlider = define<{
  new <T>(
    init: Init<SelectionRangeSliderTraits<T>> & { options: readonly (readonly [string, T])[] },
  ): SelectionRangeSlider<T>
  new <T = string>(init?: Init<SelectionRangeSliderTraits<T>>): SelectionRangeSlider<T>
}>(
  {
    name: 'SelectionRangeSlider',
    names: {
      model: 'SelectionRangeSliderModel',
      view: 'SelectionRangeSliderView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      _options_labels: [],
      behavior: 'drag-tap',
      continuous_update: true,
      description: '',
      description_allow_html: false,
      disabled: false,
      index: [0, 0],
      orientation: 'horizontal',
      readout: true,
      tabbable: null,
      tooltip: null,
    },
    kinds: {},
    parts: { layout: 'Layout', style: 'SliderStyle' },
  },
  { rules: [selection], local: { options: [], value: [], label: [] } },
)

export interface SelectionSliderTraits<T = string> extends DescriptionTraits, SelectionTraits<T> {
  /** How the pointer moves the handle. */
  behavior: 'drag-tap' | 'drag-snap' | 'tap' | 'drag' | 'snap'
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  orientation: 'horizontal' | 'vertical'
  /** Show the value beside it. */
  readout: boolean
  get style(): SliderStyle
  set style(style: SliderStyle | Init<SliderStyleTraits>)
}
export interface SelectionSlider<T = string>
  extends StandardWidget<SelectionSliderTraits<T>>,
    SelectionSliderTraits<T> {}
export const SelectionSlider = define<{
  new <T>(
    init: Init<SelectionSliderTraits<T>> & { options: readonly (readonly [string, T])[] },
  ): SelectionSlider<T>
  new <T = string>(init?: Init<SelectionSliderTraits<T>>): SelectionSlider<T>
}>(
  {
    name: 'SelectionSlider',
    names: {
      model: 'SelectionSliderModel',
      view: 'SelectionSliderView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      _options_labels: [],
      behavior: 'drag-tap',
      continuous_update: true,
      description: '',
      description_allow_html: false,
      disabled: false,
      index: 0,
      orientation: 'horizontal',
      readout: true,
      tabbable: null,
      tooltip: null,
    },
    kinds: { index: 'int' },
    parts: { layout: 'Layout', style: 'SliderStyle' },
  },
  { rules: [selection], local: { options: [], value: null, label: null } },
)

export interface SliderStyleTraits {
  /** CSS width of the description, such as `initial`. */
  description_width: string
  /** CSS colour. */
  handle_color: string | null
}
export interface SliderStyle extends StandardWidget<SliderStyleTraits>, SliderStyleTraits {}
export const SliderStyle = define<new (init?: Init<SliderStyleTraits>) => SliderStyle>({
  name: 'SliderStyle',
  names: {
    model: 'SliderStyleModel',
    view: 'StyleView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
    viewModule: '@jupyter-widgets/base',
  },
  defaults: { description_width: '', handle_color: null },
  kinds: {},
  parts: {},
})

export interface StackTraits extends DOMTraits {
  box_style: 'success' | 'info' | 'warning' | 'danger' | ''
  children: readonly Widget[]
  /** The child that is shown; null for none. */
  selected_index: number | null
  /** One for each child. */
  titles: readonly string[]
}
export interface Stack extends StandardWidget<StackTraits>, StackTraits {}
export const Stack = define<new (init?: Init<StackTraits>) => Stack>(
  {
    name: 'Stack',
    names: {
      model: 'StackModel',
      view: 'StackView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      box_style: '',
      children: [],
      selected_index: null,
      tabbable: null,
      titles: [],
      tooltip: null,
    },
    kinds: { children: 'widgets', selected_index: 'int' },
    parts: { layout: 'Layout' },
  },
  { rules: [pages] },
)

export interface TabTraits extends DOMTraits {
  box_style: 'success' | 'info' | 'warning' | 'danger' | ''
  children: readonly Widget[]
  /** The child that is shown; null for none. */
  selected_index: number | null
  /** One for each child. */
  titles: readonly string[]
}
export interface Tab extends StandardWidget<TabTraits>, TabTraits {}
export const Tab = define<new (init?: Init<TabTraits>) => Tab>(
  {
    name: 'Tab',
    names: {
      model: 'TabModel',
      view: 'TabView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      box_style: '',
      children: [],
      selected_index: null,
      tabbable: null,
      titles: [],
      tooltip: null,
    },
    kinds: { children: 'widgets', selected_index: 'int' },
    parts: { layout: 'Layout' },
  },
  { rules: [firstPage, pages] },
)

export interface TagsInputTraits extends DescriptionTraits {
  /** Whether a tag may come twice. */
  allow_duplicates: boolean
  /** If not empty, no others are taken. */
  allowed_tags: readonly string[]
  /** Shown while it is empty. */
  placeholder: string
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  tag_style: 'primary' | 'success' | 'info' | 'warning' | 'danger' | ''
  value: readonly string[]
}
export interface TagsInput extends StandardWidget<TagsInputTraits>, TagsInputTraits {}
export const TagsInput = define<new (init?: Init<TagsInputTraits>) => TagsInput>(
  {
    name: 'TagsInput',
    names: {
      model: 'TagsInputModel',
      view: 'TagsInputView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      allow_duplicates: true,
      allowed_tags: [],
      description: '',
      description_allow_html: false,
      placeholder: '\u200b',
      tabbable: null,
      tag_style: '',
      tooltip: null,
      value: [],
    },
    kinds: {},
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [allowedTags] },
)

export interface TextTraits extends DescriptionTraits {
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Shown while it is empty. */
  placeholder: string
  get style(): TextStyle
  set style(style: TextStyle | Init<TextStyleTraits>)
  value: string
}
export interface Text extends StandardWidget<TextTraits>, TextTraits {}
export const Text = define<new (init?: Init<TextTraits>) => Text>({
  name: 'Text',
  names: {
    model: 'TextModel',
    view: 'TextView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    continuous_update: true,
    description: '',
    description_allow_html: false,
    disabled: false,
    placeholder: '\u200b',
    tabbable: null,
    tooltip: null,
    value: '',
  },
  kinds: {},
  parts: { layout: 'Layout', style: 'TextStyle' },
})

export interface TextStyleTraits {
  background: string | null
  /** CSS width of the description, such as `initial`. */
  description_width: string
  font_size: string | null
  text_color: string | null
}
export interface TextStyle extends StandardWidget<TextStyleTraits>, TextStyleTraits {}
export const TextStyle = define<new (init?: Init<TextStyleTraits>) => TextStyle>({
  name: 'TextStyle',
  names: {
    model: 'TextStyleModel',
    view: 'StyleView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
    viewModule: '@jupyter-widgets/base',
  },
  defaults: { background: null, description_width: '', font_size: null, text_color: null },
  kinds: {},
  parts: {},
})

export interface TextareaTraits extends DescriptionTraits {
  /** Tell of changes while the user drags or types, not only at the end. */
  continuous_update: boolean
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Shown while it is empty. */
  placeholder: string
  /** Lines shown. */
  rows: number | null
  get style(): TextStyle
  set style(style: TextStyle | Init<TextStyleTraits>)
  value: string
}
export interface Textarea extends StandardWidget<TextareaTraits>, TextareaTraits {}
export const Textarea = define<new (init?: Init<TextareaTraits>) => Textarea>({
  name: 'Textarea',
  names: {
    model: 'TextareaModel',
    view: 'TextareaView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    continuous_update: true,
    description: '',
    description_allow_html: false,
    disabled: false,
    placeholder: '\u200b',
    rows: null,
    tabbable: null,
    tooltip: null,
    value: '',
  },
  kinds: { rows: 'int' },
  parts: { layout: 'Layout', style: 'TextStyle' },
})

export interface TimePickerTraits extends DescriptionTraits {
  /** Whether the user is kept from changing it. */
  disabled: boolean
  max: TimeOfDay | null
  min: TimeOfDay | null
  /** In seconds. */
  step: number | 'any'
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  value: TimeOfDay | null
}
export interface TimePicker extends StandardWidget<TimePickerTraits>, TimePickerTraits {}
export const TimePicker = define<new (init?: Init<TimePickerTraits>) => TimePicker>(
  {
    name: 'TimePicker',
    names: {
      model: 'TimeModel',
      view: 'TimeView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      description: '',
      description_allow_html: false,
      disabled: false,
      max: null,
      min: null,
      step: 60,
      tabbable: null,
      tooltip: null,
      value: null,
    },
    kinds: { max: 'time', min: 'time', step: 'float', value: 'time' },
    parts: { layout: 'Layout', style: 'DescriptionStyle' },
  },
  { rules: [withinBounds] },
)

export interface ToggleButtonTraits extends DescriptionTraits {
  button_style: 'primary' | 'success' | 'info' | 'warning' | 'danger' | ''
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Font Awesome name, without `fa-`. */
  icon: string
  get style(): ToggleButtonStyle
  set style(style: ToggleButtonStyle | Init<ToggleButtonStyleTraits>)
  value: boolean
}
export interface ToggleButton extends StandardWidget<ToggleButtonTraits>, ToggleButtonTraits {}
export const ToggleButton = define<new (init?: Init<ToggleButtonTraits>) => ToggleButton>({
  name: 'ToggleButton',
  names: {
    model: 'ToggleButtonModel',
    view: 'ToggleButtonView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    button_style: '',
    description: '',
    description_allow_html: false,
    disabled: false,
    icon: '',
    tabbable: null,
    tooltip: null,
    value: false,
  },
  kinds: {},
  parts: { layout: 'Layout', style: 'ToggleButtonStyle' },
})

export interface ToggleButtonStyleTraits {
  /** CSS width of the description, such as `initial`. */
  description_width: string
  font_family: string | null
  font_size: string | null
  font_style: string | null
  font_variant: string | null
  font_weight: string | null
  text_color: string | null
  text_decoration: string | null
}
export interface ToggleButtonStyle extends StandardWidget<ToggleButtonStyleTraits>, ToggleButtonStyleTraits {}
export const ToggleButtonStyle = define<new (init?: Init<ToggleButtonStyleTraits>) => ToggleButtonStyle>({
  name: 'ToggleButtonStyle',
  names: {
    model: 'ToggleButtonStyleModel',
    view: 'StyleView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
    viewModule: '@jupyter-widgets/base',
  },
  defaults: {
    description_width: '',
    font_family: null,
    font_size: null,
    font_style: null,
    font_variant: null,
    font_weight: null,
    text_color: null,
    text_decoration: null,
  },
  kinds: {},
  parts: {},
})

export interface ToggleButtonsTraits<T = string> extends DescriptionTraits, SelectionTraits<T> {
  button_style: 'primary' | 'success' | 'info' | 'warning' | 'danger' | '' | null
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Font Awesome names, one for each button. */
  icons: readonly string[]
  get style(): ToggleButtonsStyle
  set style(style: ToggleButtonsStyle | Init<ToggleButtonsStyleTraits>)
  /** One for each button. */
  tooltips: readonly string[]
}
export interface ToggleButtons<T = string>
  extends StandardWidget<ToggleButtonsTraits<T>>,
    ToggleButtonsTraits<T> {}
export const ToggleButtons = define<{
  new <T>(
    init: Init<ToggleButtonsTraits<T>> & { options: readonly (readonly [string, T])[] },
  ): ToggleButtons<T>
  new <T = string>(init?: Init<ToggleButtonsTraits<T>>): ToggleButtons<T>
}>(
  {
    name: 'ToggleButtons',
    names: {
      model: 'ToggleButtonsModel',
      view: 'ToggleButtonsView',
      module: '@jupyter-widgets/controls',
      moduleVersion: '2.0.0',
    },
    defaults: {
      _dom_classes: [],
      _options_labels: [],
      button_style: '',
      description: '',
      description_allow_html: false,
      disabled: false,
      icons: [],
      index: null,
      tabbable: null,
      tooltip: null,
      tooltips: [],
    },
    kinds: { index: 'int' },
    parts: { layout: 'Layout', style: 'ToggleButtonsStyle' },
  },
  { rules: [selection], local: { options: [], value: null, label: null } },
)

export interface ToggleButtonsStyleTraits {
  button_width: string
  /** CSS width of the description, such as `initial`. */
  description_width: string
  font_weight: string
}
export interface ToggleButtonsStyle
  extends StandardWidget<ToggleButtonsStyleTraits>,
    ToggleButtonsStyleTraits {}
export const ToggleButtonsStyle = define<new (init?: Init<ToggleButtonsStyleTraits>) => ToggleButtonsStyle>({
  name: 'ToggleButtonsStyle',
  names: {
    model: 'ToggleButtonsStyleModel',
    view: 'StyleView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
    viewModule: '@jupyter-widgets/base',
  },
  defaults: { button_width: '', description_width: '', font_weight: '' },
  kinds: {},
  parts: {},
})

export interface VBoxTraits extends DOMTraits {
  box_style: 'success' | 'info' | 'warning' | 'danger' | ''
  children: readonly Widget[]
}
export interface VBox extends StandardWidget<VBoxTraits>, VBoxTraits {}
export const VBox = define<new (init?: Init<VBoxTraits>) => VBox>({
  name: 'VBox',
  names: {
    model: 'VBoxModel',
    view: 'VBoxView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: { _dom_classes: [], box_style: '', children: [], tabbable: null, tooltip: null },
  kinds: { children: 'widgets' },
  parts: { layout: 'Layout' },
})

export interface ValidTraits extends DescriptionTraits {
  /** Whether the user is kept from changing it. */
  disabled: boolean
  /** Shown while the value is false. */
  readout: string
  get style(): DescriptionStyle
  set style(style: DescriptionStyle | Init<DescriptionStyleTraits>)
  value: boolean
}
export interface Valid extends StandardWidget<ValidTraits>, ValidTraits {}
export const Valid = define<new (init?: Init<ValidTraits>) => Valid>({
  name: 'Valid',
  names: {
    model: 'ValidModel',
    view: 'ValidView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    description: '',
    description_allow_html: false,
    disabled: false,
    readout: 'Invalid',
    tabbable: null,
    tooltip: null,
    value: false,
  },
  kinds: {},
  parts: { layout: 'Layout', style: 'DescriptionStyle' },
})

export interface VideoTraits extends DOMTraits {
  /** Start as soon as it is shown. */
  autoplay: boolean
  /** Show play, pause and the like. */
  controls: boolean
  /** Such as `mp4`, or `url`. */
  format: string
  height: string
  /** Begin again at the end. */
  loop: boolean
  value: ArrayBufferView
  width: string
}
export interface Video extends StandardWidget<VideoTraits>, VideoTraits {}
export const Video = define<new (init?: Init<VideoTraits>) => Video>({
  name: 'Video',
  names: {
    model: 'VideoModel',
    view: 'VideoView',
    module: '@jupyter-widgets/controls',
    moduleVersion: '2.0.0',
  },
  defaults: {
    _dom_classes: [],
    autoplay: true,
    controls: true,
    format: 'mp4',
    height: '',
    loop: true,
    tabbable: null,
    tooltip: null,
    value: new Uint8Array(),
    width: '',
  },
  kinds: {},
  parts: { layout: 'Layout' },
})

export interface OutputTraits extends DOMTraits {
  /** Request whose outputs the browser is to catch; unused here, see `capture`. */
  msg_id: string
  /** As notebooks store them. */
  outputs: readonly CellOutput[]
}
export interface Output extends OutputArea<OutputTraits>, OutputTraits {}
export const Output = define<new (init?: Init<OutputTraits>) => Output>(
  {
    name: 'Output',
    names: {
      model: 'OutputModel',
      view: 'OutputView',
      module: '@jupyter-widgets/output',
      moduleVersion: '1.0.0',
    },
    defaults: { _dom_classes: [], msg_id: '', outputs: [], tabbable: null, tooltip: null },
    kinds: {},
    parts: { layout: 'Layout' },
  },
  { base: OutputArea as never },
)
