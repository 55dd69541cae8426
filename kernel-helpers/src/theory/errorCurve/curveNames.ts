import { short } from '../figures.js'
import type { ErrorCurve } from './curve.js'

/**
 * A name for each curve: its title, and where several have the same, the parameters in which their systems differ; these alone
 * where that is enough.
 */
export function curveNames(curves: readonly Pick<ErrorCurve, 'title' | 'manifest'>[]): string[] {
  const titles = new Set(curves.map(({ title }) => title))
  const named = curves.map((curve) => {
    const alike = curves.filter(({ title }) => title === curve.title).map(parametersOf)
    const own = parametersOf(curve)
    const differing = Object.keys(own).filter((name) => alike.some((other) => other[name] !== own[name]))
    const words = differing.map((name) => `${name} ${short(own[name])}`)
    return [...(titles.size === 1 && words.length > 0 ? [] : [curve.title]), ...words].join(', ')
  })
  return named.map((name, i) => {
    const before = named.slice(0, i).filter((other) => other === name).length
    return before === 0 ? name : `${name} (${before + 1})`
  })
}

function parametersOf({ manifest }: Pick<ErrorCurve, 'manifest'>): Readonly<Record<string, number>> {
  const { source } = manifest.inputs[0].provenance
  return source.kind === 'system' ? source.parameters : {}
}
