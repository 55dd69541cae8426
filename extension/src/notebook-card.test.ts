import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { notebookCard } from './notebook-card.js'

const folder = new URL('../../notebooks/', import.meta.url)

test('a card says what the first cell says, without marks of Markdown', () => {
  const cells = [
    { source: ['# Magnets, *ordered*\n', '\n', 'See [a page](https://x.y/z). At *T*\\_c', ' all is `one`.'] },
    { source: 'const here = 1' },
  ]
  expect(notebookCard('13-ising.ipynb', JSON.stringify({ cells }))).toMatchObject({
    ...{ number: '13', title: 'Magnets, ordered', firstSentence: 'See a page.' },
    words: expect.stringContaining('const here = 1'),
  })
})

test.each(readdirSync(folder).filter((name) => name.endsWith('.ipynb')))('%s has a card', (file) => {
  const { number, title, firstSentence } = notebookCard(file, readFileSync(new URL(file, folder), 'utf8'))
  expect(number).toMatch(/^\d\d$/)
  expect(title).toMatch(/^[^#*`]{5,}$/)
  expect(firstSentence).toMatch(/^\p{Lu}[^*`]+[.?!]$/u)
})
