import { analyses } from './analyses.js'
import { arrowViewer } from './arrow-viewer.js'
import { exportHtml } from './exportHtml.js'
import { gallery } from './gallery.js'
import { runCell } from './run-cell.js'
import { running } from './running.js'
import { settings } from './settings.js'
import { widgets } from './widgets.js'

export default [widgets, analyses, arrowViewer, exportHtml, gallery, runCell, running, settings]
