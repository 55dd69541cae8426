declare module '@scalescope/widgets/package.json' {
  export const name: string
  export const version: string
}
