// What a curve reads and prepares, without training. Argument: a recording. Prints the peak of resident memory in GB.
import { examples, standardisation } from '../../kernel-helpers/dist/learning/examples.js'
import { recipes } from '../../kernel-helpers/dist/learning/recipe.js'
import { split } from '../../kernel-helpers/dist/learning/split.js'
import { openVideo } from '../../kernel-helpers/dist/readers/index.js'
import { suitableCellSizes } from '../../kernel-helpers/dist/theory/ladder.js'

const [OFFSET, PAD, FEWEST, FEWEST_TESTED] = [1, 4, 8, 40]
const recipe = recipes.small
const video = await openVideo(process.argv[2])
const { train, validation, test } = split([video.frames], 0)
for (const cellSize of suitableCellSizes(video)) {
  const { height, width } = video.shape(cellSize)
  const count = (/** @type {number} */ pixels, fewest = FEWEST) =>
    Math.max(fewest, Math.ceil(pixels / (height * width)))
  const scale = standardisation(
    [video],
    train,
    cellSize,
    'scalar',
    Math.min(500, count(recipe.trainingPixels)),
  )
  const parts = [
    { segments: train, fields: count(recipe.trainingPixels) },
    { segments: validation, fields: count(recipe.validationPixels) },
    { segments: test, fields: count(recipe.testPixels, FEWEST_TESTED) },
  ].map(({ segments, fields }) => examples([video], segments, cellSize, OFFSET, fields, PAD, scale))
  if (!parts.every(({ targets }) => targets.every(Number.isFinite))) throw new Error(`bad at ${cellSize}`)
}
const { maxRSS } = process.resourceUsage()
console.log(
  JSON.stringify({ gigabytes: (maxRSS * 1024) / 1e9, inMemory: video.pixels instanceof Float32Array }),
)
