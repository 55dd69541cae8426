declare module '*.svg' {
  const source: string
  export default source
}

declare module '@scalescope/widgets/package.json' {
  export const name: string
  export const version: string
}

interface ImportMeta {
  /** Files that the bundler finds in a folder, by their paths in it. */
  webpackContext(
    folder: string,
    options: { regExp: RegExp; recursive: boolean },
  ): { (path: string): string; keys(): string[] }
}
