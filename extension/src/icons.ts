import { LabIcon } from '@jupyterlab/ui-components'
import arrowTable from '../style/icons/arrow-table.svg'
import scales from '../style/icons/scales.svg'

export const scalesIcon = new LabIcon({ name: 'scalescope:scales', svgstr: scales })
export const arrowTableIcon = new LabIcon({ name: 'scalescope:arrow-table', svgstr: arrowTable })
