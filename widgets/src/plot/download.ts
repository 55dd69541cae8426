/** `Prediction error by scale`, `FVU`, `svg` → `prediction-error-by-scale-fvu.svg`. */
export function fileName(title: string, quantity: string, extension: string): string {
  const stem = `${title} ${quantity}`
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return `${stem || 'plot'}.${extension}`
}

/** Hands a file to the browser's downloads. */
export function download(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
