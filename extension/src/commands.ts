/** In the launcher and the command palette. */
export const CATEGORY = 'Scalescope'

export const commands = {
  newAnalysis: 'scalescope:new-analysis',
  analyseRecording: 'scalescope:analyse-recording',
  openRecording: 'scalescope:open-recording',
  openGallery: 'scalescope:open-gallery',
} as const
