import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setup } from '../scripts/setup/index.mjs'
import { root } from '../scripts/setup/process.mjs'
import { measure } from './case.mjs'
import { machine, picture, table } from './report.mjs'
import { Skip } from './skip.mjs'

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string', multiple: true },
    rounds: { type: 'string' },
    list: { type: 'boolean' },
  },
})

/** @type {import('./case.mjs').Case[]} */
const cases = []
const files = readdirSync(join(root, 'benchmarks/cases')).sort()
if (!values.list && !(await setup())) process.exit(1)
for (const file of files) cases.push(...(await import(`./cases/${file}`)).default)
if (values.list) {
  for (const { name, title, peer } of cases) console.log(`${name}: ${title}, beside ${peer}`)
  process.exit(0)
}
const { only, rounds } = values
const chosen = only ? cases.filter(({ name }) => only.some((part) => name.startsWith(part))) : cases
if (chosen.length === 0) {
  console.error(
    `--only ${only?.join(', ')}: no such case, expected one of ${cases.map((c) => c.name).join(', ')}`,
  )
  process.exit(2)
}

console.log(`\n${machine()}`)
/** @type {import('./case.mjs').Row[]} */
const rows = []
let failed = false
for (const one of chosen) {
  console.log(`${one.name} …`)
  try {
    rows.push(await measure(one, rounds === undefined ? undefined : Number(rounds)))
  } catch (error) {
    failed ||= !(error instanceof Skip)
    const { name, title, peer, unit, better, target } = one
    const note = `${error instanceof Skip ? 'skipped' : 'failed'}: ${error instanceof Error ? error.message : error}`
    console.log(`  ${note}`)
    const nothing = { ours: null, theirs: null, ratio: null, spread: { ours: [], theirs: [] }, met: null }
    rows.push({ ...{ name, title, peer, unit, better, target }, ...nothing, note })
  }
}
console.log(`\n${table(rows)}`)
mkdirSync(join(root, '.cache/bench'), { recursive: true })
const drawing = join(root, '.cache/bench/bench.svg')
writeFileSync(drawing, await picture(rows))
console.log(`\nPicture: ${drawing}`)
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
process.exit(failed ? 1 : 0)
