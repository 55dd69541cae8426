import type { Table } from 'apache-arrow'
import {
  encodePlottedTable,
  type ResultDescription,
  SCHEMA_VERSION,
  type TopLevelSpec,
} from '../protocol/index.js'
import type { RunStore } from '../run/store.js'
import type { Analysis, AnalysisResult } from './analysis.js'
import { renderSvg } from './svg.js'

/** Writes `<name>.arrow`, `<name>.json`, a picture of each plot, and `manifest.json`. */
export async function saveResult(
  store: RunStore,
  { name, title }: Pick<Analysis, 'name' | 'title'>,
  result: AnalysisResult,
): Promise<void> {
  await store.save(`${name}.arrow`, encodePlottedTable(result.table, describe(title, result)))
  await store.save(`${name}.json`, JSON.stringify(result, null, 2))
  for (const [i, { name: plot, spec }] of result.plots.entries())
    await store.save(
      i === 0 ? `${name}.svg` : `${name}-${plot}.svg`,
      await renderSvg(withData(spec, result.table, result.manifest)),
    )
  await store.save('manifest.json', JSON.stringify(result.manifest, null, 2))
}

/** What a widget or an Arrow file says of a result beside its table. */
export function describe(
  heading: string,
  { title, verdict, caption, plots, manifest }: AnalysisResult,
): ResultDescription {
  return {
    schema_version: SCHEMA_VERSION,
    title: `${heading}: ${title}`,
    verdict,
    caption,
    plots,
    recordings: manifest.inputs.map(({ sha256 }) => sha256),
    manifest,
  }
}

/** A plot with its data inside, for pages without widgets, and with the manifest, for who computes it again. */
export function withData(spec: TopLevelSpec, table: Table, manifest: object | null): TopLevelSpec {
  return {
    ...spec,
    ...(manifest && { usermeta: { scalescope: { manifest } } }),
    config: { ...(spec.config as object), rule: { color: '#4c78a8' } },
    datasets: { ...(spec.datasets as object), result: table.toArray().map((row) => row.toJSON()) },
  }
}
