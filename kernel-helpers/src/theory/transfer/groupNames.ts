import type { Recording } from '../../recording/recording.js'
import { findSystem } from '../../systems/index.js'

/** Names to tell systems apart by: their titles, with the parameters that differ where titles are the same. */
export function groupNames(groups: readonly (readonly Recording[])[]): string[] {
  const titles = groups.map(([first]) => first.provenance.title)
  const named = titles.map((title, group) => {
    const namesakes = groups.filter((_, other) => titles[other] === title)
    if (namesakes.length === 1) return title
    const differing = differences(
      groups[group][0],
      namesakes.map(([first]) => first),
    )
    return differing ? `${title}, ${differing}` : title
  })
  return named.map((name, group) => {
    const before = named.slice(0, group).filter((other) => other === name).length
    return before === 0 ? name : `${name} (${before + 1})`
  })
}

function differences({ provenance: { source } }: Recording, namesakes: readonly Recording[]): string {
  if (source.kind !== 'system') return ''
  const { parameters } = findSystem(source.system)
  const differs = (key: string) =>
    namesakes.some(({ provenance: { source: other } }) =>
      other.kind === 'system' ? other.parameters[key] !== source.parameters[key] : true,
    )
  return Object.entries(parameters)
    .filter(([key]) => differs(key))
    .map(([key, { symbol, choices, min }]) => {
      const value = source.parameters[key]
      return choices ? choices[value - min] : `${symbol} = ${value}`
    })
    .join(', ')
}
