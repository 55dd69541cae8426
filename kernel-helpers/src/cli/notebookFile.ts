import { readFile } from 'node:fs/promises'

/** One output of a cell, as notebook format 4 has it. */
interface Output {
  readonly output_type: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly metadata?: Readonly<Record<string, unknown>>
}

export interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly outputs?: readonly Output[] }[]
}

const NEWEST = 4

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
