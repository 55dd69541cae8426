import { inLab, OURS, THEIRS } from '../peers/lab.mjs'
import { quantile } from '../quantile.mjs'

const TRIPS = 40

/** The front end of both sides: `roundTrips(name, bytes, count)` in the page gives the milliseconds of each. */
const ECHO = `export default {
  render({ model }) {
    const waiting = []
    model.on('msg:custom', (_content, buffers) => waiting.shift()(buffers[0].byteLength))
    const trip = (payload) => new Promise((resolve) => {
      waiting.push(resolve)
      model.send({ type: 'ping' }, undefined, [payload])
    })
    const trips = (window.roundTrips ??= {})
    trips[model.get('name')] = async (bytes, count) => {
      const payload = crypto.getRandomValues(new Uint8Array(Math.min(bytes, 65536)))
      const whole = new Uint8Array(bytes).map((_, index) => payload[index % payload.length])
      const times = []
      for (let index = 0; index < count; index++) {
        const start = performance.now()
        const length = await trip(whole)
        times.push(performance.now() - start)
        if (length !== bytes) throw new Error(length + ' bytes came back of ' + bytes)
      }
      return times
    }
  },
}`

const OUR_ECHO = `import { display, Widget } from 'scalescope'
const names = { model: 'AnyModel', view: 'AnyView', module: 'anywidget', moduleVersion: '~0.11.*' }
const echo = new Widget(names, { _esm: ${JSON.stringify(ECHO)}, _anywidget_id: 'bench', name: '${OURS}' })
echo.onMessage((_content, buffers) => echo.send({ type: 'pong' }, buffers))
display(echo)`

const THEIR_ECHO = `import anywidget, traitlets
class Echo(anywidget.AnyWidget):
    _esm = ${JSON.stringify(ECHO)}
    name = traitlets.Unicode("${THEIRS}").tag(sync=True)
echo = Echo()
echo.on_msg(lambda widget, content, buffers: widget.send({"type": "pong"}, buffers))
echo`

/** @type {import('../case.mjs').Case[]} */
export default [roundTrip('comm-4KB', 4096), roundTrip('comm-1MB', 1 << 20)]

/**
 * @param {string} name
 * @param {number} bytes
 * @returns {import('../case.mjs').Case}
 */
function roundTrip(name, bytes) {
  return {
    name,
    title: `${name.slice(5)} from the page to a widget in the kernel and back, median of ${TRIPS}`,
    peer: 'ipykernel and anywidget',
    unit: 'ms',
    better: 'lower',
    target: { ratio: 1.05 },
    prepare: inLab(async (lab) => {
      await lab.run(THEIRS, THEIRS, [THEIR_ECHO])
      await lab.run(OURS, OURS, [OUR_ECHO])
      /** @type {Record<string, number[]>} */
      const all = { [OURS]: [], [THEIRS]: [] }
      /** @param {string} side */
      const measure = async (side) => {
        await lab.show(side)
        await lab.page.waitForFunction((side) => Object(window).roundTrips?.[side], side)
        const times = await lab.page.evaluate(
          ({ side, bytes, count }) => Object(window).roundTrips[side](bytes, count),
          { side, bytes, count: TRIPS },
        )
        all[side].push(...times)
        return quantile(times, 0.5)
      }
      // What is slow the first time only.
      for (const side of [OURS, THEIRS]) await measure(side)
      return {
        ours: () => measure(OURS),
        theirs: () => measure(THEIRS),
        check: async () => {
          const [ours, theirs] = [OURS, THEIRS].map((side) => quantile(all[side], 0.95).toFixed(1))
          return `all bytes came back; 95th percentile ${ours} ms, theirs ${theirs} ms`
        },
      }
    }),
  }
}
