import { type Table, tableToIPC } from 'apache-arrow'
import type { MimeBundle } from '../kernel/index.js'
import type { AnalysisPlotState, ResultDescription } from '../protocol/index.js'
import { withData } from '../theory/saveResult.js'
import { renderSvg } from '../theory/svg.js'

/** A result as the browser's plot takes it. */
export function plotState(description: ResultDescription, table: Table): AnalysisPlotState {
  const bytes = tableToIPC(table, 'stream')
  return {
    ...description,
    selected: description.plots[0]?.name ?? '',
    chosen: null,
    table: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  }
}

/** The answer and the first plot for pages without widgets. */
export async function pictures(
  { title, verdict, plots: [first], manifest }: ResultDescription,
  table: Table,
): Promise<MimeBundle> {
  const text = { 'text/plain': `${title}: ${verdict}` }
  if (!first) return text
  const spec = withData(first.spec, table, manifest)
  return { ...text, 'image/svg+xml': await renderSvg(spec), 'application/vnd.vegalite.v5+json': spec }
}
