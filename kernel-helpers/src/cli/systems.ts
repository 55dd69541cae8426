import type { Command } from 'commander'
import { systems } from '../systems/index.js'

export function addSystemsCommand(program: Command): void {
  program
    .command('systems')
    .description('list the systems that can be simulated, and their parameters')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: boolean }) => {
      const listed = systems.map(({ name, title, description, reference, parameters, defaults }) => ({
        name,
        title,
        description,
        reference,
        parameters,
        defaults,
      }))
      process.stdout.write(json ? `${JSON.stringify(listed, null, 2)}\n` : listed.map(inWords).join('\n'))
    })
}

function inWords({
  name,
  title,
  description,
  parameters,
}: Pick<(typeof systems)[number], 'name' | 'title' | 'description' | 'parameters'>): string {
  const rows = Object.entries(parameters).map(
    ([key, { symbol, unit, default: value, min, max, description }]) =>
      `  ${key.padEnd(18)}${symbol.padEnd(5)}${`${value} [${min}, ${max}] ${unit}`.padEnd(30)}${description}`,
  )
  return `${name}: ${title}\n  ${description}\n${rows.join('\n')}\n`
}
