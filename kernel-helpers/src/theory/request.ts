import type { z } from 'zod'

/**
 * Checks a request against its schema and fills in its defaults.
 *
 * @throws RangeError naming each wrong option, its value and what was expected
 */
export function checked<Schema extends z.ZodObject>(schema: Schema, options: object): z.output<Schema> {
  const parsed = schema.safeParse(options)
  if (parsed.success) return parsed.data
  throw new RangeError(parsed.error.issues.map((issue) => complaint(issue, schema, options)).join('; '))
}

function complaint(issue: z.core.$ZodIssue, schema: z.ZodObject, options: object): string {
  if (issue.code === 'unrecognized_keys')
    return `${issue.keys.join(', ')}: unknown, expected one of ${Object.keys(schema.shape).join(', ')}`
  const name = String(issue.path[0])
  const value = issue.path.reduce<unknown>((v, key) => (v as Record<PropertyKey, unknown>)?.[key], options)
  return `${issue.path.join('.') || name}: ${JSON.stringify(value)}, ${issue.message.replace(/^Invalid input: /, '')}`
}
