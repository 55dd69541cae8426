import { inLab, OURS } from '../peers/lab.mjs'
import { quantile } from '../quantile.mjs'

const FRAMES = 200

const TRAINING = `import { errorCurve, preview, whiteNoise } from 'scalescope'
const noise = await whiteNoise({ size: 64 }).record({ frames: ${FRAMES}, seeds: [1] })
preview(noise)
const stop = new AbortController()
void errorCurve(await whiteNoise().record({ frames: 4000, seeds: [1, 2] }), { signal: stop.signal, budget: 'large' })`

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    name: 'drag',
    title: 'A slider that is dragged, to the preview painted, 95th percentile, while networks are trained',
    peer: '–',
    unit: 'ms',
    better: 'lower',
    target: { value: 100 },
    rounds: 3,
    prepare: inLab(async (lab) => {
      await lab.run('drag', OURS, [TRAINING])
      await lab.page.locator('[data-scalescope=preview][data-frame="0"]').waitFor()
      await lab.page.locator('[data-scalescope=plot], [data-scalescope=progress]').first().waitFor()
      /** @type {number[]} */
      const all = []
      return {
        ours: async () => {
          const times = await lab.page.evaluate(drag, FRAMES)
          all.push(...times)
          return quantile(times, 0.95)
        },
        theirs: null,
        check: async () => `median ${quantile(all, 0.5).toFixed(1)} ms of ${all.length}`,
      }
    }),
  },
]

/**
 * In the page: moves the preview's slider frame by frame; milliseconds from each input to the frame after it was painted.
 * @param {number} frames
 */
async function drag(frames) {
  const preview = /** @type {HTMLElement} */ (document.querySelector('[data-scalescope=preview]'))
  const slider = /** @type {HTMLInputElement} */ (preview.querySelector('input[type=range]'))
  const times = []
  for (let step = 1; step <= 100; step++) {
    const frame = (slider.valueAsNumber + 7) % frames
    const start = performance.now()
    slider.value = String(frame)
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    while (preview.dataset.frame !== String(frame)) await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    times.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  return times
}
