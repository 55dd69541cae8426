import type { Recording, SharedRecording } from './recording.js'
import { Trajectory } from './trajectory.js'
import { Video } from './video.js'

/** Opens a recording that another thread has shared; nothing is copied. */
export function openShared(shared: SharedRecording): Recording {
  return shared.kind === 'trajectory'
    ? new Trajectory({ ...shared, positions: new Float32Array(shared.positions) })
    : new Video({ ...shared, pixels: new Float32Array(shared.pixels) })
}
