import type { FieldView, ViewRequest } from 'scalescope/protocol'
import type { Wish } from './frame-requests.js'
import type { ShownFrame } from './model.js'
import { type Region, satisfies, viewRequest } from './region.js'

/** Pixels of a tile. */
export interface Size {
  readonly height: number
  readonly width: number
}

/** What is to be fetched of each field so that the largest of its tiles has a value for every pixel. */
export function viewsWanted(
  fields: readonly (FieldView | undefined)[],
  region: Region,
  tiles: readonly (readonly Size[])[],
): ViewRequest[] {
  const most = (scale: number, side: keyof Size) =>
    Math.max(1, ...tiles.map((sizes) => sizes[scale]?.[side] ?? 1))
  return fields.flatMap((field, scale) =>
    field ? [viewRequest(region, field, { height: most(scale, 'height'), width: most(scale, 'width') })] : [],
  )
}

/** Whether what is shown needs nothing more. */
export function fulfils(shown: ShownFrame, { frame, content, views }: Wish): boolean {
  return (
    shown.frame === frame &&
    shown.content === content &&
    shown.views.every((view, scale) => !view || satisfies(view, views[scale]))
  )
}
