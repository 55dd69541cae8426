/** What is used of jStat's distributions. */
declare module 'jstat' {
  interface Distributions {
    readonly studentt: {
      cdf(x: number, degreesOfFreedom: number): number
      inv(probability: number, degreesOfFreedom: number): number
    }
    readonly centralF: {
      cdf(x: number, degreesOfFreedom1: number, degreesOfFreedom2: number): number
    }
    readonly chisquare: {
      cdf(x: number, degreesOfFreedom: number): number
      inv(probability: number, degreesOfFreedom: number): number
    }
    readonly normal: {
      cdf(x: number, mean: number, deviation: number): number
      inv(probability: number, mean: number, deviation: number): number
    }
  }
  const jStat: Distributions & { readonly jStat: Distributions }
  export default jStat
}
