// How often the 95 % intervals hold the truth, on cases whose answer is known: `npm run coverage`.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup/process.mjs'

const [LOWEST, HIGHEST] = [0.93, 0.97]

/** @typedef {import('../kernel-helpers/dist/theory/coverage.js').CoverageCase} CoverageCase */

const theory = join(root, 'kernel-helpers/dist/theory')
const files = readdirSync(theory, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.coverage.js'))
  .sort()
let outside = 0
console.log(`${'interval'.padEnd(72)}${'cases'.padStart(8)}${'covered'.padStart(10)}`)
for (const file of files) {
  /** @type {{ coverage: CoverageCase[] }} */
  const { coverage } = await import(join(theory, file))
  for (const { name, cases, covered } of coverage) {
    const share = covered() / cases
    const inside = share >= LOWEST && share <= HIGHEST
    if (!inside) outside++
    console.log(
      `${name.padEnd(72)}${String(cases).padStart(8)}${`${(100 * share).toFixed(1)} %`.padStart(10)}${inside ? '' : '  outside'}`,
    )
  }
}
console.log(outside === 0 ? 'all between 93 and 97 %' : `${outside} outside 93 to 97 %`)
process.exitCode = outside === 0 ? 0 : 1
