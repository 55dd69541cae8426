import { Random } from '../run/random.js'
import type { TaskContext } from '../run/task.js'
import { sharedFloats } from './memory.js'
import type { SharedRecording } from './recording.js'
import { openShared } from './shared.js'
import { Video } from './video.js'

/** A job for a worker: {@link temporalPhaseSurrogate} of a video. */
export interface SurrogateTask {
  readonly kind: 'surrogate'
  readonly recording: SharedRecording
  readonly seed: number
}

/** Runs in a worker. @throws TypeError if the recording isn't a video. */
export function makeSurrogate(
  { recording, seed }: SurrogateTask,
  context: TaskContext<unknown>,
): SharedRecording {
  const video = openShared(recording)
  if (!(video instanceof Video)) {
    throw new TypeError(
      `${recording.provenance.title}: a ${recording.kind}; surrogates are made of videos in memory, as coarseGrain makes them`,
    )
  }
  return temporalPhaseSurrogate(video, seed, () => context.checkpoint()).share()
}

/** Pixels convolved at a time: their sums stay in the fastest cache. */
const BLOCK = 1024

/**
 * The video with the phases of its temporal Fourier components replaced by random ones, the same at all pixels. Every
 * pixel keeps its mean and power spectrum, every pair of pixels its cross-spectrum, so what a linear predictor can do
 * is unchanged and everything beyond it is gone (Prichard & Theiler, Phys. Rev. Lett. 73, 951 (1994)). As the Fourier
 * components are those of the film played in a loop, a jump from its last to its first frame is spread over all frames.
 *
 * Multiplying all spectra by the same phases is a circular convolution of all pixels with one real kernel; it takes
 * frames² × pixels operations.
 *
 * @param checkpoint called often; what it throws ends the computation
 */
export function temporalPhaseSurrogate(video: Video, seed: number, checkpoint?: () => void): Video {
  const { frames, rows, columns, pixels: source } = video
  const size = rows * columns
  const pixels = sharedFloats(source.length)
  const kernel = phaseKernel(frames, new Random(seed))
  for (let start = 0; start < size; start += BLOCK) {
    const length = Math.min(BLOCK, size - start)
    for (let frame = 0; frame < frames; frame++) {
      checkpoint?.()
      const sums = new Float64Array(length)
      const weight = (from: number) => (from < frames ? kernel[(frame - from + frames) % frames] : 0)
      for (let from = 0; from < frames; from += 4) {
        // Past the last frame any place will do: the weight is 0.
        const [a, b, c, d] = [0, 1, 2, 3].map((k) => Math.min(from + k, frames - 1) * size + start)
        addWeighted(
          sums,
          source,
          weight(from),
          a,
          weight(from + 1),
          b,
          weight(from + 2),
          c,
          weight(from + 3),
          d,
        )
      }
      pixels.set(sums, frame * size + start)
    }
  }
  return new Video({
    ...video,
    pixels,
    provenance: {
      title: `${video.provenance.title}, temporal phases randomised`,
      source: { kind: 'surrogate', seed, of: video.provenance },
    },
  })
}

/** Four frames at a time: a quarter of the traffic to `sums`. */
function addWeighted(
  sums: Float64Array,
  values: Float32Array,
  weightA: number,
  startA: number,
  weightB: number,
  startB: number,
  weightC: number,
  startC: number,
  weightD: number,
  startD: number,
): void {
  for (let i = 0; i < sums.length; i++) {
    sums[i] +=
      weightA * values[startA + i] +
      weightB * values[startB + i] +
      weightC * values[startC + i] +
      weightD * values[startD + i]
  }
}

/** The real sequence whose Fourier transform is 1 at frequency 0 and has modulus 1 and random phase elsewhere. */
function phaseKernel(length: number, random: Random): Float64Array {
  const kernel = new Float64Array(length).fill(1 / length)
  for (let k = 1; 2 * k < length; k++) {
    const phase = 2 * Math.PI * random.uniform()
    for (let t = 0; t < length; t++) {
      kernel[t] += (2 / length) * Math.cos((2 * Math.PI * ((k * t) % length)) / length + phase)
    }
  }
  // The highest frequency of an even length is real: all that is free is its sign.
  if (length % 2 === 0) {
    const sign = random.uniform() < 0.5 ? -1 : 1
    for (let t = 0; t < length; t++) kernel[t] += (t % 2 ? -sign : sign) / length
  }
  return kernel
}
