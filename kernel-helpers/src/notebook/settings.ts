import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { currentSession } from '../kernel/session.js'
import { backendNames } from '../learning/backends/backend.js'

export const settingsSchema = z.strictObject({
  backend: z
    .enum(['auto', ...backendNames])
    .default('auto')
    .describe('What trains. auto: the fastest there is.'),
  budget: z
    .enum(['auto', 'small', 'large'])
    .default('auto')
    .describe('Size of the networks and of their training. auto: what each analysis takes by itself.'),
  threads: z
    .int()
    .min(0)
    .max(1024)
    .default(0)
    .describe('Threads that simulate and train. 0: one for each core.'),
  cacheFolder: z
    .string()
    .refine((path) => path === '' || isAbsolute(path), 'expected an absolute path, or nothing')
    .default('')
    .describe(
      "Folder on the server for finished parts of analyses, as an absolute path. Empty: scalescope in the user's cache folder.",
    ),
})

/** What runs in a notebook use where a cell says nothing else. */
export type Settings = z.output<typeof settingsSchema>

/** These go before the lab's settings. */
const variables: Readonly<Record<keyof Settings, string>> = {
  backend: 'SCALESCOPE_BACKEND',
  budget: 'SCALESCOPE_BUDGET',
  threads: 'SCALESCOPE_THREADS',
  cacheFolder: 'SCALESCOPE_CACHE',
}

/** The settings in force: environment variables before those of the lab, and defaults for the rest. */
export function settings(): Settings {
  return checkedSettings(currentSession()?.settings).settings
}

/** Checks field by field: a wrong one is a problem, named with its value and what was expected, and has its default. */
export function checkedSettings(
  given: unknown,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): { settings: Settings; problems: string[] } {
  const problems: string[] = []
  const { shape } = settingsSchema
  const asked = Object(given ?? {}) as Readonly<Record<string, unknown>>
  for (const name of Object.keys(asked))
    if (!Object.hasOwn(shape, name))
      problems.push(`${name}: unknown, expected one of ${Object.keys(shape).join(', ')}`)
  const names = Object.keys(shape) as (keyof Settings)[]
  const values = names.map((name) => {
    const variable = environment[variables[name]]
    const [label, value] = variable ? [variables[name], ownType(name, variable)] : [name, asked[name]]
    const parsed = shape[name].safeParse(value)
    if (parsed.success) return [name, parsed.data]
    const expected = parsed.error.issues[0].message.replace(/^Invalid (input|option): /, '')
    problems.push(`${label}: ${JSON.stringify(value)}, ${expected}`)
    return [name, shape[name].parse(undefined)]
  })
  return { settings: Object.fromEntries(values), problems }
}

function ownType(name: keyof Settings, text: string): unknown {
  return name === 'threads' && text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : text
}

/** A request to an analysis, with what it leaves open taken from the settings. */
export function withSettings<Options extends object>(schema: z.ZodObject, options: Options): Options {
  const { backend, budget } = settings()
  const open = Object.entries({ backend, budget }).filter(
    ([name, value]) =>
      value !== 'auto' && name in schema.shape && (options as Record<string, unknown>)[name] === undefined,
  )
  return { ...options, ...Object.fromEntries(open) }
}
