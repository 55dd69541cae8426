export { ErrorScalePlotModel } from './plot/model.js'
export { ErrorScalePlotView } from './plot/view.js'
export { CoarseGrainPreviewModel } from './preview/model.js'
export { CoarseGrainPreviewView } from './preview/view.js'
