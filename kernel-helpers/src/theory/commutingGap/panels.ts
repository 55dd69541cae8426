import type { Panel, PanelName } from '../../protocol/index.js'
import type { Scene } from './scene.js'

/** Standard deviations of the truth at 2b that the ends of the difference's colour scale stand for. */
const DEVIATIONS = 2

/**
 * The pictures of scenes, `[pair][time]`. Fields at b share one range of values, and so do those at 2b: 99 % of what came
 * and was there lies in them. The difference has one about 0, ± 2 standard deviations of the truth, so that pictures of
 * several pairs can be compared with one another.
 */
export function panelsOf(pairs: readonly (readonly Scene[])[]): Panel[] {
  return pairs.flatMap((scenes, pair) => {
    const fine = middle(scenes.map(({ present }) => present))
    const coarse = middle(scenes.flatMap(({ coarsePresent, truth }) => [coarsePresent, truth]))
    const end = DEVIATIONS * deviation(scenes.map(({ truth }) => truth)) || 1
    return scenes.flatMap((scene, time) => {
      const { height, width } = scene
      const picture = (name: PanelName, values: Float32Array, [low, high]: readonly [number, number]) => {
        const at = values.length === height * width ? 1 : 2
        return { pair, time, name, height: at * height, width: at * width, low, high, values }
      }
      return [
        picture('present', scene.present, fine),
        picture('future', scene.future, fine),
        picture('coarsePresent', scene.coarsePresent, coarse),
        picture('coarsened', scene.coarsened, coarse),
        picture('evolved', scene.evolved, coarse),
        picture(
          'difference',
          scene.evolved.map((value, i) => value - scene.coarsened[i]),
          [-end, end],
        ),
        picture('truth', scene.truth, coarse),
      ]
    })
  })
}

/** The range in which 99 % of the values lie. */
function middle(fields: readonly Float32Array[]): [number, number] {
  const values = joined(fields).sort()
  const low = values[Math.floor(0.005 * (values.length - 1))]
  const high = values[Math.ceil(0.995 * (values.length - 1))]
  return high > low ? [low, high] : [low, low + 1]
}

function deviation(fields: readonly Float32Array[]): number {
  const values = joined(fields)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}

function joined(fields: readonly Float32Array[]): Float32Array {
  return Float32Array.from(fields.flatMap((field) => [...field]))
}
