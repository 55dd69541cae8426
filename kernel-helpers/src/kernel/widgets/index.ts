export { type Abbreviation, type Fixed, fixed, type ValueOf } from './abbreviation.js'
export {
  type Interactive,
  interact,
  interactive,
  interactiveOutput,
  interactManual,
} from './interact.js'
export type { TimeOfDay } from './kinds.js'
export { dlink, jsdlink, jslink, link, type TraitLink } from './link.js'
export * from './models.js'
export type { CellOutput } from './output.js'
export type { MultipleSelectionTraits, Options, RangeSelectionTraits, SelectionTraits } from './selection.js'
export type { Init, StandardWidget, TraitsOf } from './standard.js'
export type { UploadedFile } from './upload.js'
