/** A file that the user has chosen in a `FileUpload`. */
export interface UploadedFile {
  readonly name: string
  readonly type: string
  /** In bytes. */
  readonly size: number
  /** Milliseconds since 1970. */
  readonly last_modified: number
  readonly content: DataView
}
