import { readFile } from 'node:fs/promises'
import { checked } from '../savedResult.js'
import type { Row } from '../theory/reproduction/comparison.js'
import type { SavedResult } from '../theory/reproduction/reproduction.js'

/** One output of a cell, as notebook format 4 has it. */
interface Output {
  readonly data?: Readonly<Record<string, unknown>>
}

interface Notebook {
  readonly cells: readonly { readonly outputs?: readonly Output[] }[]
}

const NEWEST = 4
const VEGA_LITE = 'application/vnd.vegalite.v5+json'

/** The part of a plot that says what it was computed from. */
interface SavedPlot {
  readonly usermeta?: { readonly scalescope?: { readonly manifest?: unknown } }
  readonly datasets?: { readonly result?: readonly Row[] }
}

/** @throws Error naming the file, if it isn't there, is no notebook, or one of another format */
export async function readNotebook(path: string): Promise<Notebook> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Error(
      `${path}: ${cause.code === 'ENOENT' ? 'no such file' : cause.message}, expected a notebook (.ipynb)`,
    )
  })
  let notebook: { nbformat?: unknown; cells?: unknown }
  try {
    notebook = JSON.parse(text)
  } catch (cause) {
    throw new Error(`${path}: not valid JSON, expected a notebook (.ipynb)`, { cause })
  }
  const { nbformat, cells } = notebook ?? {}
  if (typeof nbformat !== 'number') throw new Error(`${path}: not a notebook, expected an .ipynb file`)
  if (nbformat !== NEWEST || !Array.isArray(cells))
    throw new Error(
      `${path}: notebook format ${nbformat}, expected ${NEWEST}. ${nbformat > NEWEST ? 'Update Scalescope' : 'Open and save it in JupyterLab'}.`,
    )
  return notebook as Notebook
}

/** The results of analyses that the notebook shows: each plot holds its rows and its manifest. */
export function resultsOf({ cells }: Notebook, path: string): SavedResult[] {
  return cells.flatMap(({ outputs = [] }, i) =>
    outputs.flatMap(({ data }) => {
      const { usermeta, datasets } = (data?.[VEGA_LITE] ?? {}) as SavedPlot
      const manifest = usermeta?.scalescope?.manifest
      if (!manifest || !datasets?.result) return []
      return [{ where: `${path}, cell ${i + 1}`, manifest: checked(manifest), rows: datasets.result }]
    }),
  )
}
