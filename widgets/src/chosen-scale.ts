import { Signal } from '@lumino/signaling'

/** A cell size that was chosen for some recordings, which are named by their SHA-256. */
interface ChosenScale {
  readonly recordings: readonly string[]
  readonly cellSize: number
}

const hub = {}
const chosen = new Signal<typeof hub, ChosenScale>(hub)

/** Tells everything on the page that shows one of these recordings to show this cell size. */
export function chooseScale(recordings: readonly string[], cellSize: number): void {
  chosen.emit({ recordings, cellSize })
}

/**
 * Calls back when a cell size is chosen for one of these recordings.
 *
 * @returns what ends that
 */
export function onScaleChosen(
  recordings: () => readonly string[],
  callback: (cellSize: number) => void,
): () => void {
  const hear = (_: unknown, choice: ChosenScale) => {
    if (recordings().some((recording) => recording !== '' && choice.recordings.includes(recording)))
      callback(choice.cellSize)
  }
  chosen.connect(hear)
  return () => void chosen.disconnect(hear)
}

/** Index of the cell size that is nearest by ratio. */
export function nearestScale(cellSizes: readonly number[], cellSize: number): number {
  const apart = cellSizes.map((size) => Math.abs(Math.log(size / cellSize)))
  return apart.indexOf(Math.min(...apart))
}
