import type { Command } from 'commander'
import { resolveParameters, type System, systems } from '../systems/index.js'

export function addSystemsCommand(program: Command): void {
  program
    .command('systems')
    .description('list the systems that can be simulated: parameters, presets and channels')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: boolean }) => {
      process.stdout.write(
        json ? `${JSON.stringify(systems.map(listed), null, 2)}\n` : systems.map(inWords).join('\n'),
      )
    })
}

function listed(system: System) {
  const { name, title, description, reference, parameters, defaults, presets = {} } = system
  return { name, title, description, reference, parameters, defaults, presets, channels: channelsOf(system) }
}

function channelsOf(system: System): readonly string[] {
  return system.observable(resolveParameters(system)).channels ?? []
}

function inWords(system: System): string {
  const { name, title, description, parameters, presets = {} } = system
  const rows = Object.entries(parameters).map(([key, parameter]) => {
    const { symbol, unit, choices, min, max, description } = parameter
    const range = choices
      ? `${choices[parameter.default - min]} of ${choices.join(', ')}`
      : `${parameter.default} [${min}, ${max}] ${unit}`
    return `  ${key.padEnd(18)}${symbol.padEnd(5)}${range.padEnd(30)} ${description}`
  })
  const named = Object.entries(presets).map(
    ([preset, values]) =>
      `  preset "${preset}": ${Object.entries(values)
        .map(([key, value]) => `${key} ${parameters[key].choices?.[value - parameters[key].min] ?? value}`)
        .join(', ')}`,
  )
  const channels = channelsOf(system)
  const seen = channels.length > 1 ? [`  channels: ${channels.join(', ')}`] : []
  return `${[`${name}: ${title}`, `  ${description}`, ...rows, ...named, ...seen].join('\n')}\n`
}
