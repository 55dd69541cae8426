import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { resolveParameters, systems } from './index.js'
import { parameterTable } from './parameterTable.js'

const page = (name: string) => fileURLToPath(new URL(`../../../docs/systems/${name}.md`, import.meta.url))

test.each(systems.map((system) => [system.name, system] as const))(
  '%s has a page with its parameters as they are, its presets and its channels',
  (name, system) => {
    expect(existsSync(page(name)), `docs/systems/${name}.md`).toBe(true)
    const text = readFileSync(page(name), 'utf8')
    expect(text, 'run `npm run docs`').toContain(parameterTable(system))
    for (const preset of Object.keys(system.presets ?? {})) expect(text).toContain(preset)
    for (const channel of system.observable(resolveParameters(system)).channels ?? [])
      expect(text).toContain(channel)
  },
)
