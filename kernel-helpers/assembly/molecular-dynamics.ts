export * from './molecular-dynamics/access'
export { drift, energies, kick } from './molecular-dynamics/dynamics'
export { create, firstLayer, setPair, setSpecies } from './molecular-dynamics/fluid'
export { count, listPartners, place, settle, sort } from './molecular-dynamics/neighbours'
