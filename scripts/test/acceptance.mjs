import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {{ cellSize: number, replicate: number | 'mean', fvu: number, skill: number, ridge: number, persistence: number }} Row
 * @typedef {{ kind: string, quantity: string, cellSize: number, low: number, high: number, particlesPerCell: number }} NaturalScale
 * @typedef {{ rows: Row[], naturalScales: NaturalScale[], verdict: string }} Curve
 */

/**
 * Checks the curves that the notebooks have measured against what the method must give.
 * @param {string} folder where the notebooks kept their results
 */
export function checkCurves(folder) {
  const curves = readdirSync(folder).map((name) => ({
    manifest: read(join(folder, name, 'manifest.json')),
    curve: /** @type {Curve} */ (read(join(folder, name, 'curve.json'))),
  }))
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const [system, checks] of Object.entries(criteria)) {
    const found = mostThorough(
      curves.filter(({ manifest }) => manifest.inputs[0].provenance.source.system === system),
    )
    console.log(`\n${system}: ${found ? found.curve.verdict : 'no curve was measured'}`)
    for (const [name, holds] of Object.entries(checks)) {
      const held = found !== undefined && holds(found.curve)
      counts[held ? 'passed' : 'failed']++
      console.log(`  ${held ? 'holds' : 'FAILS'}: ${name}`)
    }
  }
  return counts
}

/**
 * Several notebooks may measure a system; the criteria are for the one that does it at most cell sizes and in most runs.
 * @template {{ curve: Curve }} Measured
 * @param {readonly Measured[]} curves
 * @returns {Measured | undefined}
 */
function mostThorough(curves) {
  return [...curves].sort((a, b) => b.curve.rows.length - a.curve.rows.length)[0]
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
