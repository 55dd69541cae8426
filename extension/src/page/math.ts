import renderMathInElement from 'katex/contrib/auto-render'

declare global {
  interface Window {
    /** Sets the formulas in an element; there if the page has formulas. */
    scalescopeMath?: (el: Element) => void
  }
}

const environments = ['equation', 'equation*', 'align', 'align*', 'gather', 'gather*']

window.scalescopeMath = (el) =>
  renderMathInElement(el as HTMLElement, {
    // MathML is drawn by the browser with its own fonts.
    output: 'mathml',
    throwOnError: false,
    delimiters: [
      { left: '$$', right: '$$', display: true },
      { left: '\\[', right: '\\]', display: true },
      ...environments.map((name) => ({ left: `\\begin{${name}}`, right: `\\end{${name}}`, display: true })),
      { left: '\\(', right: '\\)', display: false },
      { left: '$', right: '$', display: false },
    ],
  })
window.scalescopeMath(document.body)
