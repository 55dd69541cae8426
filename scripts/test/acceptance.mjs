import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {{ cellSize: number, replicate: number | 'mean', fvu: number, skill: number, ridge: number, persistence: number }} Row
 * @typedef {{ kind: string, quantity: string, cellSize: number, low: number, high: number, particlesPerCell: number }} NaturalScale
 * @typedef {{ rows: Row[], naturalScales: NaturalScale[], verdict: string }} Curve
 * @typedef {{ value: number, low: number, high: number }} Estimate
 * @typedef {Estimate & { rule: string, temperature: number, block: number, coupling: string }} Coupling
 * @typedef {{ couplings: Coupling[], nu: Estimate | null, eta: Estimate | null, verdict: string }} Flow
 */

/**
 * Checks what the notebooks have measured against what the method must give.
 * @param {string} folder where the notebooks kept their results
 */
export function checkResults(folder) {
  const manifests = readdirSync(folder).map((name) => ({
    name,
    manifest: read(join(folder, name, 'manifest.json')),
  }))
  /** @param {string} analysis */
  const resultsOf = (analysis) =>
    manifests
      .filter(({ manifest }) => manifest.analysis === analysis)
      .map(({ name, manifest }) => ({ manifest, result: read(join(folder, name, `${analysis}.json`)) }))
  const counts = { passed: 0, failed: 0, skipped: 0 }
  /**
   * @template Result
   * @param {string} what
   * @param {Result & { verdict: string } | undefined} found
   * @param {Record<string, (result: Result) => boolean>} checks
   */
  const check = (what, found, checks) => {
    console.log(`\n${what}: ${found ? found.verdict : 'not measured'}`)
    for (const [name, holds] of Object.entries(checks)) {
      const held = found !== undefined && holds(found)
      counts[held ? 'passed' : 'failed']++
      console.log(`  ${held ? 'holds' : 'FAILS'}: ${name}`)
    }
  }
  const curves = resultsOf('curve').filter(({ manifest }) => manifest.spec.refits.length === 0)
  for (const [system, checks] of Object.entries(criteria)) {
    const ofSystem = curves.filter(({ manifest }) => manifest.inputs[0].provenance.source.system === system)
    const measured = ofSystem.map(({ result }) => /** @type {Curve} */ (result))
    check(system, mostThorough(measured), checks)
  }
  const flows = resultsOf('ising-flow').map(({ result }) => /** @type {Flow} */ (result))
  check(
    'flow of a magnet',
    flows.find(({ nu }) => nu),
    magnetCriteria,
  )
  return counts
}

/**
 * Several notebooks may measure a system; the criteria are for the one that does it at most cell sizes and in most runs.
 * @param {readonly Curve[]} curves
 * @returns {Curve | undefined}
 */
function mostThorough(curves) {
  return [...curves].sort((a, b) => b.rows.length - a.rows.length)[0]
}

/** @type {Record<string, Record<string, (curve: Curve) => boolean>>} */
const criteria = {
  'lennard-jones': {
    'one interior peak of the FVU, none of its valleys': (curve) =>
      peaks(curve).length === 1 && peaks(curve)[0].kind === 'peak',
    'between 0.25 and 1.5 particles per cell': (curve) =>
      peaks(curve).every(({ particlesPerCell }) => particlesPerCell > 0.25 && particlesPerCell < 1.5),
    'at least 15 % above both ends': (curve) => {
      const fvu = means(curve).map((row) => row.fvu)
      return Math.max(...fvu) > 1.15 * Math.max(fvu[0], fvu[fvu.length - 1])
    },
    'nine cell sizes, three runs': (curve) => means(curve).length === 9 && curve.rows.length === 36,
    'the network beats ridge where it matters': (curve) =>
      means(curve)
        .filter((row) => row.cellSize < 2)
        .every((row) => row.fvu < row.ridge),
  },
  'hard-disks': {
    'no peak of the FVU': (curve) => peaks(curve).length === 0,
    'a peak of the skill between 0.4 and 1.2 disks per cell': (curve) =>
      curve.naturalScales.some(
        ({ quantity, kind, particlesPerCell }) =>
          quantity === 'skill' && kind === 'peak' && particlesPerCell > 0.4 && particlesPerCell < 1.2,
      ),
    'nine cell sizes, three runs': (curve) => means(curve).length === 9 && curve.rows.length === 36,
  },
  'white-noise': {
    'FVU is 1.00 ± 0.02 at every scale': (curve) => means(curve).every((row) => Math.abs(row.fvu - 1) < 0.02),
    'persistence is twice as bad': (curve) =>
      means(curve).every((row) => Math.abs(row.persistence - 2) < 0.1),
    'no natural scale': (curve) => curve.naturalScales.length === 0,
  },
  'random-walkers': {
    'no natural scale': (curve) => curve.naturalScales.length === 0,
  },
  'translating-texture': {
    'FVU is below 0.01 at every scale': (curve) => means(curve).every((row) => row.fvu < 0.01),
  },
}

/** @param {Curve} curve */
const means = (curve) => curve.rows.filter((row) => row.replicate === 'mean')

/** @param {Curve} curve */
const peaks = (curve) => curve.naturalScales.filter((scale) => scale.quantity === 'fvu')

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(path, 'utf8'))

/**
 * The nearest-neighbour coupling of blocks of eight spins.
 * @param {Flow} flow
 * @param {number} temperature
 */
const coupling = ({ couplings }, temperature) =>
  couplings.find(
    (one) =>
      one.rule === 'direct' &&
      one.block === 8 &&
      one.coupling === 'nearest alone' &&
      Math.abs(one.temperature - temperature) < 0.001,
  )?.value ?? Number.NaN

/**
 * @param {Estimate | null} estimate
 * @param {number} truth
 */
const holds = (estimate, truth) => estimate !== null && estimate.low <= truth && truth <= estimate.high

/** @type {Record<string, (flow: Flow) => boolean>} */
const magnetCriteria = {
  'K below 0.25 in blocks of 8 at T = 2.6': (flow) => coupling(flow, 2.6) < 0.25,
  'K from 0.42 to 0.50 at the critical temperature': (flow) =>
    coupling(flow, 2.2692) > 0.42 && coupling(flow, 2.2692) < 0.5,
  'K above 0.65 at T = 2.1': (flow) => coupling(flow, 2.1) > 0.65,
  'the interval of ν holds 1': ({ nu }) => holds(nu, 1),
  'the interval of η holds 1/4': ({ eta }) => holds(eta, 0.25),
}
