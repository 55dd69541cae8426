import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import type { SharedRecording } from '../recording/recording.js'
import { openShared } from '../recording/shared.js'
import type { TaskContext } from '../run/task.js'
import { loadBackend } from './backends/index.js'
import { type Classified, type ClassPrediction, predictClasses } from './classPredictor.js'
import { aim, averages, type CoarseCells, coarseCells, fineCells, SEEN, seen } from './coarseCells.js'
import { standardisation } from './examples.js'
import { learnClasses } from './neuralCoarseGraining.js'
import type { Split } from './split.js'

/** A job for a worker: how predictable learned classes of cells are at one cell size, beside classes of their average. */
export interface PredictiveInformationTask {
  readonly kind: 'predictive-information'
  readonly recordings: readonly SharedRecording[]
  readonly split: Split
  readonly cellSize: number
  /** Frames ahead to predict, and from one that is seen to the next. */
  readonly offset: number
  /** Classes that a cell may have. */
  readonly classes: number
  readonly seed: number
}

export interface PredictiveInformation {
  readonly cellSize: number
  readonly offset: number
  /** Fine cells along the side of a cell, which the learned classes are told by. */
  readonly fineCells: number
  readonly learned: ClassPrediction
  /** Classes of equal population in training, by the cell's average. */
  readonly averaged: ClassPrediction
  /**
   * Mean squared error of a linear prediction of the density from densities and learned classes around, over that from
   * densities alone.
   */
  readonly densityError: number
  readonly seconds: number
}

const PLACES = { train: 60_000, validation: 30_000, test: 100_000 }
const FEWEST_WINDOWS = 8
const MOST_WINDOWS = 4000
const STANDARD_FRAMES = 200
/** Keeps the linear prediction determined where classes are redundant; in units of the features' mean square. */
const PENALTY = 1e-6

/**
 * Runs in a worker.
 *
 * @throws RangeError if nothing varies, or too few frames are left for the offset
 */
export async function measurePredictiveInformation(
  task: PredictiveInformationTask,
  context: TaskContext<number>,
): Promise<PredictiveInformation> {
  const started = performance.now()
  const { cellSize, offset, classes, seed, split } = task
  const recordings = task.recordings.map(openShared)
  const { height, width } = recordings[0].shape(cellSize)
  const side = fineCells(recordings[0], cellSize)
  const fineSize = recordings[0].fittedCellSize(cellSize) / side
  const scale = standardisation(recordings, split.train, fineSize, 'scalar', STANDARD_FRAMES)
  if (!(scale.deviation > 0))
    throw new RangeError(`every pixel of the training frames has the same value at cell size ${fineSize}`)
  const prepare = (part: keyof Split): CoarseCells => {
    context.checkpoint()
    const asked = Math.ceil(PLACES[part] / (height * width))
    const count = Math.min(MOST_WINDOWS, Math.max(FEWEST_WINDOWS, asked))
    const cells = coarseCells(recordings, split[part], cellSize, offset, count, scale)
    if (cells.count < 2)
      throw new RangeError(
        `offset: ${offset} frames at cell size ${cellSize} leaves ${cells.count} windows in the ${part} part, expected at least 2: use a smaller cell size or offset, or a longer recording`,
      )
    return cells
  }
  const parts = {
    training: prepare('train'),
    validation: prepare('validation'),
    test: prepare('test'),
  }
  context.report(0.1)
  const tf = await loadBackend('tensorflow')
    .catch(() => loadBackend('wasm'))
    .then((backend) => backend.tf)
  const quantise = quantiser(averages(parts.training), classes)
  const averaged = {
    training: { cells: parts.training, classes: quantise(averages(parts.training)) },
    validation: { cells: parts.validation, classes: quantise(averages(parts.validation)) },
    test: { cells: parts.test, classes: quantise(averages(parts.test)) },
  }
  const { checkpoint } = context
  const ofAverages = await predictClasses(tf, classes, averaged, seed, checkpoint)
  context.report(0.3)
  const classify = await learnClasses(tf, classes, parts.training, parts.validation, seed, checkpoint)
  context.report(0.8)
  const classified = async (cells: CoarseCells): Promise<Classified> => ({
    cells,
    classes: await classify(cells),
  })
  const learned = {
    training: await classified(parts.training),
    validation: await classified(parts.validation),
    test: await classified(parts.test),
  }
  return {
    cellSize: recordings[0].fittedCellSize(cellSize),
    offset,
    fineCells: side,
    averaged: ofAverages,
    learned: await predictClasses(tf, classes, learned, seed, checkpoint),
    densityError: linearError(learned, classes) / linearError(learned, 1),
    seconds: (performance.now() - started) / 1000,
  }
}

/** Gives values their class: as many classes of as equal population as the values allow. */
export function quantiser(values: Float32Array, classes: number): (values: Float32Array) => Uint8Array {
  const sorted = Float32Array.from(values).sort()
  const edges = Array.from(
    { length: classes - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / classes)],
  )
  return (of) => Uint8Array.from(of, (value) => edges.filter((edge) => value >= edge).length)
}

/** Mean squared error on the test of predicting the density linearly from densities and, if there are several, classes. */
function linearError(
  { training, test }: Readonly<Record<'training' | 'test', Classified>>,
  classCount: number,
): number {
  const size = 1 + SEEN * classCount
  const products = new Float64Array(size * size)
  const mixed = new Float64Array(size)
  visit(training, classCount, size, (features, target) => {
    for (let i = 0; i < size; i++) {
      if (features[i] === 0) continue
      mixed[i] += features[i] * target
      for (let j = 0; j <= i; j++) products[i * size + j] += features[i] * features[j]
    }
  })
  const symmetric = Matrix.zeros(size, size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      symmetric.set(i, j, products[i * size + j])
      symmetric.set(j, i, products[i * size + j])
    }
  const penalty = (PENALTY * symmetric.trace()) / size
  for (let i = 0; i < size; i++) symmetric.set(i, i, symmetric.get(i, i) + penalty)
  const weights = new CholeskyDecomposition(symmetric)
    .solve(Matrix.columnVector(Array.from(mixed)))
    .to1DArray()
  let [sum, count] = [0, 0]
  visit(test, classCount, size, (features, target) => {
    let predicted = 0
    for (let i = 0; i < size; i++) predicted += weights[i] * features[i]
    sum += (target - predicted) ** 2
    count++
  })
  return sum / count
}

/** Visits all places: 1, the densities seen, and whether each cell seen has class 1, 2, …; the density to predict. */
function visit(
  { cells, classes }: Classified,
  classCount: number,
  size: number,
  use: (features: Float64Array, target: number) => void,
): void {
  const densities = averages(cells)
  const features = new Float64Array(size)
  for (let place = 0; place < cells.count * cells.cells; place++) {
    features.fill(0)
    features[0] = 1
    for (const [i, cell] of seen(cells, [place]).entries()) {
      features[1 + i] = densities[cell]
      if (classCount > 1 && classes[cell] > 0) features[SEEN * classes[cell] + 1 + i] = 1
    }
    use(features, densities[aim(cells, place)])
  }
}
