import { parseArgs } from 'node:util'
import { setup } from './setup/index.mjs'
import { seconds } from './setup/step.mjs'
import { parts } from './test/parts.mjs'

const { positionals } = parseArgs({ allowPositionals: true })
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`npm test -- [${Object.keys(parts).join(' | ')}] …: got ${unknown.join(', ')}`)
  process.exit(2)
}

/** @type {({ name: string, time: string } & import('./test/parts.mjs').Counts)[]} */
const rows = []
if (await setup()) {
  for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) rows.push(await test(name))
} else {
  rows.push({ name: 'setup', passed: 0, failed: 1, skipped: 0, time: '' })
}
summarise()

/** @param {string} name */
async function test(name) {
  console.log(`\n── ${name} ──`)
  const start = performance.now()
  const counts = await parts[name]().catch((error) => {
    console.error(error.message)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  return { name, ...counts, time: seconds(start) }
}

function summarise() {
  /** @type {(string | number)[][]} */
  const table = rows.map(({ name, passed, failed, skipped, time }) => [name, passed, failed, skipped, time])
  console.log()
  for (const [name, ...cells] of [['part', 'passed', 'failed', 'skipped', 'time'], ...table]) {
    console.log(String(name).padEnd(12) + cells.map((cell) => String(cell).padStart(10)).join(''))
  }
  /** @param {'passed' | 'failed' | 'skipped'} outcome */
  const total = (outcome) => rows.reduce((sum, row) => sum + row[outcome], 0)
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : ''
  console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped}`)
  process.exitCode = total('failed') > 0 ? 1 : 0
}
