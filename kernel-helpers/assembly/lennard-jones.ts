export * from './lennard-jones/access'
export { drift, energies, kick } from './lennard-jones/dynamics'
export { create, firstRow } from './lennard-jones/fluid'
export { count, listPartners, place, settle, sort } from './lennard-jones/neighbours'
