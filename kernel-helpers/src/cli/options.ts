import { type Command, InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'

/** What a flag needs to know of an option, as JSON schema has it. */
interface Property {
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly string[]
  readonly items?: Property
}

/** A flag for each option of an analysis: lists are separated by commas. Defaults are filled in later, with the rest. */
export function addOptions(command: Command, options: z.ZodObject): void {
  const properties = (z.toJSONSchema(options, { io: 'input' }).properties ?? {}) as Record<string, Property>
  for (const [name, property] of Object.entries(properties)) {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const option = new Option(property.type === 'boolean' ? `--${flag}` : `--${flag} <${word(property)}>`)
    option.description = property.description ?? ''
    if (property.enum) option.choices(property.enum)
    else if (property.type === 'array')
      option.argParser<unknown>(property.items?.type === 'string' ? names : numbers)
    else if (property.type !== 'boolean' && property.type !== 'string') option.argParser(number)
    command.addOption(option)
  }
}

function word({ type, enum: choices }: Property): string {
  return choices ? 'name' : type === 'array' ? 'list' : type === 'string' ? 'text' : 'number'
}

export function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value))
    throw new InvalidArgumentError(`expected a number, got ${text}`)
  return value
}

function numbers(text: string): number[] {
  return text.split(',').map(number)
}

function names(text: string): string[] {
  return text.split(',').map((name) => name.trim())
}
