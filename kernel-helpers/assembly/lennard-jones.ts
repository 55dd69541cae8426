export { drift, energies, forces } from './lennard-jones/dynamics'
export { create, firstRow, growLists, rowStart } from './lennard-jones/fluid'
export { count, listPartners, place, settle, sort } from './lennard-jones/neighbours'
