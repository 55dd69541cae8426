import { DOMParser, type Document, type Element } from '@xmldom/xmldom'
import type { Layout } from './layout.js'

/**
 * The first image that OME-XML describes (schema 2016-06, element Pixels). Null if the description isn't OME-XML.
 * @param samples per pixel of a page: so many channels share it
 * @throws Error if the XML can't be parsed or its sizes aren't counts.
 */
export function omeLayout(description: string, pageCount: number, samples: number): Layout | null {
  if (!/<(\w+:)?OME[\s>]/.test(description)) return null
  const pixels = parse(description).getElementsByTagNameNS('*', 'Pixels').item(0)
  if (!pixels)
    throw new Error('OME-XML without a Pixels element; expected one that says how pages make up frames')
  const size = (axis: string) => {
    const count = Number(pixels.getAttribute(`Size${axis}`) ?? 1)
    if (!Number.isInteger(count) || count < 1) {
      throw new Error(`OME-XML says Size${axis} is ${pixels.getAttribute(`Size${axis}`)}; expected a count`)
    }
    return count
  }
  const sizes: Sizes = { Z: size('Z'), C: size('C') / samples, T: size('T') }
  if (!Number.isInteger(sizes.C)) {
    throw new Error(
      `OME-XML says SizeC is ${size('C')}; expected a multiple of the ${samples} samples per pixel`,
    )
  }
  const order = (pixels.getAttribute('DimensionOrder') ?? 'XYZCT').slice(2)
  if ([...order].sort().join('') !== 'CTZ') {
    throw new Error(`OME-XML says DimensionOrder is XY${order}; expected XY and the letters Z, C, T`)
  }
  const pages = pageTable(pixels, sizes, order as DimensionOrder, pageCount)
  return {
    frames: sizes.T,
    planes: sizes.Z,
    channels: sizes.C * samples,
    page: (T, Z, channel) => pages.get(key({ T, Z, C: Math.floor(channel / samples) })),
    pixelSize: quantity(pixels, 'PhysicalSizeX', 'µm'),
    frameInterval: quantity(pixels, 'TimeIncrement', 's'),
  }
}

function parse(xml: string): Document {
  try {
    return new DOMParser({ onError: () => {} }).parseFromString(xml, 'text/xml')
  } catch (cause) {
    throw new Error(`OME-XML is broken (${(cause as Error).message}); expected well-formed XML`, { cause })
  }
}

interface Sizes {
  readonly Z: number
  readonly C: number
  readonly T: number
}

type DimensionOrder = `${keyof Sizes}${keyof Sizes}${keyof Sizes}`

const key = ({ Z, C, T }: Sizes) => `${Z} ${C} ${T}`

/** Which page holds which plane, from the TiffData elements. */
function pageTable(
  pixels: Element,
  sizes: Sizes,
  order: DimensionOrder,
  pageCount: number,
): Map<string, number> {
  const [fast, middle, slow] = [...order] as (keyof Sizes)[]
  const total = sizes.Z * sizes.C * sizes.T
  const place = (index: number): Sizes => ({
    [fast]: index % sizes[fast],
    [middle]: Math.floor(index / sizes[fast]) % sizes[middle],
    [slow]: Math.floor(index / sizes[fast] / sizes[middle]),
    ...({} as Sizes),
  })
  const table = new Map<string, number>()
  const thisFile = pixels.ownerDocument?.documentElement?.getAttribute('UUID')
  const blocks = [...pixels.getElementsByTagNameNS('*', 'TiffData')]
  if (blocks.length === 0) {
    for (let index = 0; index < Math.min(total, pageCount); index++) table.set(key(place(index)), index)
  }
  for (const block of blocks) {
    const uuid = block.getElementsByTagNameNS('*', 'UUID').item(0)?.textContent?.trim()
    if (uuid && thisFile && uuid !== thisFile) continue
    const number = (name: string, fallback: number) => Number(block.getAttribute(name) ?? fallback)
    const first = number('IFD', 0)
    const count = number('PlaneCount', block.hasAttribute('IFD') ? 1 : pageCount)
    const at = { Z: number('FirstZ', 0), C: number('FirstC', 0), T: number('FirstT', 0) }
    const start = at[fast] + sizes[fast] * (at[middle] + sizes[middle] * at[slow])
    for (let i = 0; i < Math.min(count, pageCount - first, total - start); i++) {
      table.set(key(place(start + i)), first + i)
    }
  }
  return table
}

function quantity(pixels: Element, name: string, defaultUnit: string) {
  const value = Number(pixels.getAttribute(name) ?? Number.NaN)
  // U+03BC is Greek, U+00B5 is the micro sign that the schema uses.
  const unit = (pixels.getAttribute(`${name}Unit`) ?? defaultUnit).replace('\u03bc', '\u00b5')
  return value > 0 && Number.isFinite(value) ? { value, unit } : null
}
