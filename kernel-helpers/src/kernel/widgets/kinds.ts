import { Widget } from '../widget.js'

/** Traits that are not sent as they are, or not taken as they come. */
export type Kind = 'int' | 'float' | 'ints' | 'floats' | 'widgets' | 'date' | 'datetime' | 'naive' | 'time'

/** A time of the day. */
export interface TimeOfDay {
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
  readonly milliseconds: number
}

interface Codec {
  check?(trait: string, value: unknown): void
  encode(value: unknown): unknown
  decode(value: unknown): unknown
}

const plain = { encode: (value: unknown) => value, decode: (value: unknown) => value }

const int: Codec = {
  ...plain,
  check(trait, value) {
    if (typeof value !== 'string' && !Number.isSafeInteger(value)) refuse(trait, value, 'an integer')
  },
}

const float: Codec = {
  ...plain,
  check(trait, value) {
    if (typeof value !== 'string' && !Number.isFinite(value)) refuse(trait, value, 'a finite number')
  },
}

/** The serialisations of ipywidgets' date, datetime and time traits; months count from 0. */
export const codecs: Readonly<Partial<Record<string, Codec>>> & Readonly<Record<Kind, Codec>> = {
  int,
  float,
  ints: { ...plain, check: each(int) },
  floats: { ...plain, check: each(float) },
  widgets: {
    encode: (value) => value,
    decode: (value) =>
      Array.isArray(value)
        ? value.map((item) => (typeof item === 'string' ? (Widget.find(item) ?? item) : item))
        : value,
  },
  date: {
    check: checkDate,
    encode: (value) => {
      const { year, month, date } = partsOf(value as Date)
      return { year, month, date }
    },
    decode: (value) => {
      const { year, month, date } = value as Parts
      return new Date(Date.UTC(year, month, date))
    },
  },
  datetime: {
    check: checkDate,
    encode: (value) => partsOf(value as Date),
    decode: (value) => new Date(Date.UTC(...fields(value as Parts))),
  },
  naive: {
    check: checkDate,
    encode: (value) => {
      const local = value as Date
      return partsOf(new Date(local.getTime() - local.getTimezoneOffset() * 60_000))
    },
    decode: (value) => new Date(...fields(value as Parts)),
  },
  time: {
    ...plain,
    check(trait, value) {
      if (typeof value !== 'object' || !Number.isFinite(magnitude(value))) {
        refuse(trait, value, 'hours, minutes, seconds and milliseconds')
      }
    },
  },
}

interface Parts extends TimeOfDay {
  readonly year: number
  readonly month: number
  readonly date: number
}

/** The UTC reading of a date. */
function partsOf(date: Date): Parts {
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    date: date.getUTCDate(),
    hours: date.getUTCHours(),
    minutes: date.getUTCMinutes(),
    seconds: date.getUTCSeconds(),
    milliseconds: date.getUTCMilliseconds(),
  }
}

function fields({ year, month, date, hours, minutes, seconds, milliseconds }: Parts) {
  return [year, month, date, hours, minutes, seconds, milliseconds] as const
}

/** By what values are ordered: numbers themselves, dates and times by their milliseconds. */
export function magnitude(value: unknown): number {
  if (typeof value === 'number') return value
  if (value instanceof Date) return value.getTime()
  const { hours, minutes, seconds, milliseconds } = value as TimeOfDay
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds
}

export function refuse(trait: string, value: unknown, expected: string): never {
  throw new RangeError(`${trait} is ${show(value)}, expected ${expected}`)
}

function show(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid date' : value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function checkDate(trait: string, value: unknown): void {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) refuse(trait, value, 'a Date')
}

function each(codec: Codec): (trait: string, value: unknown) => void {
  return (trait, value) => {
    if (!Array.isArray(value)) refuse(trait, value, 'a list')
    for (const item of value) codec.check?.(trait, item)
  }
}
