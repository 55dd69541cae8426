import type { Recording } from '../../recording/recording.js'
import { findSystem } from '../../systems/index.js'

/** Channels that are seen together: the components of a vector, or a scalar alone. */
export interface ChannelGroup {
  /** `momentum` for the channels `momentum x` and `momentum y`. */
  readonly name: string
  readonly channels: readonly string[]
}

/** What the recordings were made of, and what else could be: nothing else for files. */
export function channelsOf({ provenance: { source } }: Recording): {
  readonly recorded: string
  readonly others: readonly string[]
} {
  if (source.kind !== 'system') return { recorded: 'brightness', others: [] }
  const { channels = [] } = findSystem(source.system).observable(source.parameters)
  const recorded = source.channel ?? channels[0] ?? 'brightness'
  return { recorded, others: channels.filter((name) => name !== recorded) }
}

/** All vectors among the channels that there are. */
export function vectorsAmong(channels: readonly string[]): string[] {
  return channels.filter((name) => {
    const vector = /^(.*) [xy]$/.exec(name)?.[1]
    return vector !== undefined && ['x', 'y'].every((axis) => channels.includes(`${vector} ${axis}`))
  })
}

/** @throws RangeError naming a channel that there isn't, or half a vector */
export function groupChannels(recording: Recording, asked: readonly string[]): ChannelGroup[] {
  const { recorded, others } = channelsOf(recording)
  const whole = vectorsAmong([recorded, ...others])
  if (whole.includes(recorded))
    throw new RangeError(
      `recordings: of ${recorded}, a vector's component; expected a scalar such as ${others.find((name) => !whole.includes(name)) ?? 'a density'}`,
    )
  for (const name of asked) {
    if (!others.includes(name))
      throw new RangeError(
        `beside: ${JSON.stringify(name)}, expected ${others.map((other) => JSON.stringify(other)).join(' or ') || `none: ${recording.provenance.title} has no other channel`}`,
      )
    const partner = name.replace(/[xy]$/, (axis) => (axis === 'x' ? 'y' : 'x'))
    if (whole.includes(name) && !asked.includes(partner))
      throw new RangeError(
        `beside: ${JSON.stringify(name)} without ${JSON.stringify(partner)}, expected both: a vector turns with the picture`,
      )
  }
  const groups = new Map<string, string[]>()
  for (const channel of [...new Set(asked)].sort()) {
    const name = whole.includes(channel) ? channel.slice(0, -2) : channel
    groups.set(name, [...(groups.get(name) ?? []), channel])
  }
  return [...groups].map(([name, channels]) => ({ name, channels }))
}
