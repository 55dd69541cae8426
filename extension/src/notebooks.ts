import { type NotebookCard, notebookCard } from './notebook-card.js'

const files = import.meta.webpackContext('../../notebooks', {
  regExp: /^\.\/[^/]+\.ipynb$/,
  recursive: false,
})
const templates = import.meta.webpackContext('../../notebooks/templates', {
  regExp: /\.ipynb$/,
  recursive: false,
})

/** The notebooks that come with Scalescope, in the order of their numbers. */
export const notebooks: readonly NotebookCard[] = files
  .keys()
  .sort()
  .map((path) => notebookCard(path.slice('./'.length), files(path)))

/** Content of a notebook to start from. */
export function template(name: 'analysis' | 'video'): string {
  return templates(`./${name}.ipynb`)
}
