import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const compiler = createRequire(import.meta.url).resolve('@tslab/typescript-for-tslab/bin/tsc')
const declarations = fileURLToPath(new URL('./index.d.ts', import.meta.url))

test("the published types can be read by tslab's TypeScript, and say what they are", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scalescope-types-'))
  try {
    const path = join(folder, 'cell.ts')
    await writeFile(
      path,
      `import { type ErrorCurve, errorCurve, lennardJones, openVideo, preview, type Recording, widgets } from '${declarations.replace(/\.d\.ts$/, '')}'
type Exact<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const recorded: Exact<ReturnType<ReturnType<typeof lennardJones>['record']>, Promise<Recording[]>> = true
const measured: Exact<ReturnType<typeof errorCurve>, Promise<ErrorCurve>> = true
const opened: Recording | undefined = undefined as Awaited<ReturnType<typeof openVideo>> | undefined
preview([] as Recording[], { cellSizes: [1] })
const slider = new widgets.FloatSlider({ value: 1, layout: { width: '3em' } })
slider.observe('value', (change) => {
  const observed: Exact<typeof change.new, number> = true
  return observed
})
const chosen: Exact<widgets.Dropdown<number>['value'], number | null> = true
widgets.dlink(slider, 'value', new widgets.Label(), 'value', (value) => value.toFixed(2))
// @ts-expect-error a number is no text
widgets.link(slider, 'value', new widgets.Label(), 'value')
widgets.interact(
  ({ x, kind }) => {
    const given: Exact<[typeof x, typeof kind], [number, 'a' | 'b']> = true
    return given
  },
  { x: [0, 1], kind: ['a', 'b'] },
)
// @ts-expect-error there is no such parameter
lennardJones({ temprature: 1 })
export { chosen, measured, opened, recorded }
`,
    )
    const run = promisify(execFile)(process.execPath, [
      compiler,
      ...['--noEmit', '--strict', '--target', 'es2022'],
      ...['--module', 'commonjs', '--moduleResolution', 'node', '--types', 'node', '--typeRoots'],
      ...[fileURLToPath(new URL('../../node_modules/@types', import.meta.url)), path],
    ]).then(
      () => [],
      (error: { stdout: string }) => error.stdout.split('\n'),
    )
    // Declarations of other packages may be too new for it; ours must not.
    expect((await run).filter((line) => /kernel-helpers.dist|cell\.ts/.test(line))).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
}, 180_000)
