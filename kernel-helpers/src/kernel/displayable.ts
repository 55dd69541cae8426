/** Representations of one value by MIME type: strings for text and base64, objects for JSON types. */
export interface MimeBundle {
  readonly [mimeType: string]: unknown
}

/** An object with a method of this name is shown by it when it ends a cell. */
export const mimeBundle: unique symbol = Symbol.for('scalescope.mimeBundle') as never

export interface Displayable {
  [mimeBundle](): MimeBundle
}

export function isDisplayable(value: unknown): value is Displayable {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Displayable>)[mimeBundle] === 'function'
  )
}
