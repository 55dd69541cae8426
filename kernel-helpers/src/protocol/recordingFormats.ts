/** File formats of recordings that can be read, with their extensions: with the dot, lower case. */
export const recordingFormats = {
  TIFF: ['.tif', '.tiff', '.ome.tif', '.ome.tiff', '.btf', '.tf8'],
  Arrow: ['.arrow'],
} as const

/** Whether a file's name is that of a recording. */
export function isRecordingName(name: string): boolean {
  const extensions: readonly string[] = Object.values(recordingFormats).flat()
  return extensions.some((extension) => name.toLowerCase().endsWith(extension))
}
