// Writes the parameter tables of docs/systems/*.md: the first table whose first column is "parameter".
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systems } from '../kernel-helpers/dist/systems/index.js'
import { parameterTable } from '../kernel-helpers/dist/systems/parameterTable.js'
import { root } from './setup/process.mjs'

const table = /^\| parameter .*\n(\|.*\n?)+/m

for (const system of systems) {
  const path = join(root, `docs/systems/${system.name}.md`)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (!table.test(text)) {
    console.log(`docs/systems/${system.name}.md has no table of parameters: write the page first`)
    process.exitCode = 1
    continue
  }
  writeFileSync(path, text.replace(table, `${parameterTable(system)}\n`))
  console.log(`docs/systems/${system.name}.md`)
}
