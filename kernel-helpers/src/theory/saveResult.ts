import { tableToIPC } from 'apache-arrow'
import type { TopLevelSpec } from '../protocol/index.js'
import type { RunStore } from '../run/store.js'
import type { AnalysisResult } from './analysis.js'
import { renderSvg } from './svg.js'

/** Writes `<name>.arrow`, `<name>.json`, a picture of each plot, and `manifest.json`. */
export async function saveResult(store: RunStore, name: string, result: AnalysisResult): Promise<void> {
  await store.save(`${name}.arrow`, tableToIPC(result.table, 'stream'))
  await store.save(`${name}.json`, JSON.stringify(result, null, 2))
  for (const [i, { name: plot, spec }] of result.plots.entries())
    await store.save(i === 0 ? `${name}.svg` : `${name}-${plot}.svg`, await renderSvg(withData(spec, result)))
  await store.save('manifest.json', JSON.stringify(result.manifest, null, 2))
}

/** A plot with its data inside, for pages without widgets. */
export function withData(spec: TopLevelSpec, { table }: AnalysisResult): TopLevelSpec {
  return {
    ...spec,
    config: { ...(spec.config as object), rule: { color: '#4c78a8' } },
    datasets: { ...(spec.datasets as object), result: table.toArray().map((row) => row.toJSON()) },
  }
}
