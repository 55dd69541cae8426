/** What the gallery tells of a notebook, from the notebook itself. */
export interface NotebookCard {
  readonly file: string
  /** `01` of `01-lennard-jones.ipynb`. */
  readonly number: string
  readonly title: string
  readonly firstSentence: string
  /** Everything written in it, in lower case, to be searched. */
  readonly words: string
  /** The file's content. */
  readonly content: string
}

interface Notebook {
  readonly cells: readonly { readonly source: string | readonly string[] }[]
}

export function notebookCard(file: string, content: string): NotebookCard {
  const sources = (JSON.parse(content) as Notebook).cells.map(({ source }) => [source].flat().join(''))
  const [heading = '', paragraph = ''] = sources[0].split(/\n{2,}/)
  const text = plain(paragraph)
  return {
    file,
    number: /^\d*/.exec(file)![0],
    title: plain(heading.replace(/^#+ /, '')),
    firstSentence: /^.*?[.?!](?=\s|$)/.exec(text)?.[0] ?? text,
    words: sources.join('\n').toLowerCase(),
    content,
  }
}

/** Markdown without its marks. */
function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?<!\\)[*`]/g, '')
    .replace(/\\(.)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}
