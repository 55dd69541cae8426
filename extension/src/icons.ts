import { LabIcon } from '@jupyterlab/ui-components'
import arrowTable from '../style/icons/arrow-table.svg'
import gallery from '../style/icons/gallery.svg'
import recording from '../style/icons/recording.svg'
import scales from '../style/icons/scales.svg'

export const scalesIcon = new LabIcon({ name: 'scalescope:scales', svgstr: scales })
export const recordingIcon = new LabIcon({ name: 'scalescope:recording', svgstr: recording })
export const galleryIcon = new LabIcon({ name: 'scalescope:gallery', svgstr: gallery })
export const arrowTableIcon = new LabIcon({ name: 'scalescope:arrow-table', svgstr: arrowTable })
