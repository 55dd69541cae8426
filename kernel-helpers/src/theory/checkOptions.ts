import type { z } from 'zod'

/**
 * The options with their defaults.
 *
 * @throws RangeError naming each option that is wrong, its value and what was expected
 */
export function checkOptions<Schema extends z.ZodObject>(schema: Schema, options: object): z.output<Schema> {
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
