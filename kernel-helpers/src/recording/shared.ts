import { PagedVideo } from './paged-video.js'
import type { Recording, SharedRecording } from './recording.js'
import { Trajectory } from './trajectory.js'
import { Video } from './video.js'

/** Opens a recording that another thread has shared; nothing is copied. */
export function openShared(shared: SharedRecording): Recording {
  switch (shared.kind) {
    case 'trajectory':
      return new Trajectory({
        ...shared,
        positions: new Float32Array(shared.positions),
        weights: shared.weights && new Float32Array(shared.weights),
      })
    case 'video':
      return new Video({ ...shared, pixels: new Float32Array(shared.pixels) })
    case 'paged-video':
      return new PagedVideo(shared)
  }
}
