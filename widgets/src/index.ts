export { AnalysisPlotModel } from './plot/model.js'
export { AnalysisPlotView } from './plot/view.js'
export { CoarseGrainPreviewModel } from './preview/model.js'
export { CoarseGrainPreviewView } from './preview/view.js'
