import type { z } from 'zod'

/**
 * A request with its defaults, checked.
 *
 * @throws RangeError naming the option, its value and what was expected
 */
export function parseRequest<Schema extends z.ZodObject>(schema: Schema, options: object): z.infer<Schema> {
  const parsed = schema.safeParse(options)
  if (parsed.success) return parsed.data
  throw new RangeError(parsed.error.issues.map((issue) => complaint(issue, schema, options)).join('; '))
}

function complaint(issue: z.core.$ZodIssue, schema: z.ZodObject, options: object): string {
  if (issue.code === 'unrecognized_keys')
    return `${issue.keys.join(', ')}: unknown, expected one of ${Object.keys(schema.shape).join(', ')}`
  const value = issue.path.reduce<unknown>((v, key) => (v as Record<PropertyKey, unknown>)?.[key], options)
  return `${issue.path.join('.')}: ${JSON.stringify(value)}, ${issue.message.replace(/^Invalid input: /, '')}`
}
