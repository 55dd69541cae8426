import { execFile } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Random } from '../../kernel-helpers/dist/run/random.js'
import { root } from '../../scripts/setup/process.mjs'

/** @typedef {{ readonly side: number, readonly frames: number, readonly type: 'uint8' | 'float32' }} Film */

/** @type {readonly { readonly name: string, readonly film: Film }[]} */
const films = [
  { name: 'memory-whole', film: { side: 512, frames: 1000, type: 'float32' } },
  { name: 'memory-paged', film: { side: 2048, frames: 2000, type: 'uint8' } },
]
const bytesOf = { uint8: 1, float32: 4 }
const measure = fileURLToPath(new URL('../ours/memory.mjs', import.meta.url))
const gigabytes = (/** @type {Film} */ { side, frames, type }) => (side ** 2 * frames * bytesOf[type]) / 1e9

/** @type {import('../case.mjs').Case[]} */
export default films.map(({ name, film }) => ({
  name,
  title: `Peak memory while a curve's data are read and prepared, ${film.side}² pixels × ${film.frames} frames (${film.type}, ${gigabytes(film).toFixed(1)} GB)`,
  peer: 'twice the file + 1 GB',
  unit: 'GB',
  better: 'lower',
  target: { value: 2 * gigabytes(film) + 1 },
  rounds: 1,
  prepare: async () => {
    const path = writeFilm(name, film)
    return {
      ours: async () => {
        const { stdout } = await promisify(execFile)(process.execPath, [measure, path])
        return JSON.parse(stdout).gigabytes
      },
      theirs: null,
      close: async () => rmSync(path),
    }
  },
}))

/**
 * A BigTIFF of noise, one strip to a page: sixteen frames over and over.
 * @param {string} name
 * @param {Film} film
 */
function writeFilm(name, { side, frames, type }) {
  const work = join(root, '.cache/bench')
  mkdirSync(work, { recursive: true })
  const path = join(work, `${name}.tif`)
  const pageBytes = side ** 2 * bytesOf[type]
  /** @type {Record<number, number>} */
  const values = {
    ...{ 256: side, 257: side, 258: 8 * bytesOf[type], 259: 1, 262: 1, 273: 0, 277: 1, 278: side },
    ...{ 279: pageBytes, 339: type === 'float32' ? 3 : 1 },
  }
  const tags = Object.entries(values).map(([tag, value]) => ({ tag: Number(tag), value }))
  const directoryBytes = 8 + 20 * tags.length + 8
  const place = (/** @type {number} */ frame) => 16 + frame * (directoryBytes + pageBytes)
  if (existsSync(path) && statSync(path).size === place(frames)) return path
  const random = new Random(1)
  const noise = Array.from({ length: 16 }, () => {
    const values = new { uint8: Uint8Array, float32: Float32Array }[type](side ** 2)
    for (let i = 0; i < values.length; i++) values[i] = 100 + 40 * random.uniform()
    return values
  })
  const file = openSync(path, 'w')
  const header = Buffer.from([0x49, 0x49, 43, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0])
  writeSync(file, header)
  for (let frame = 0; frame < frames; frame++) {
    const directory = Buffer.alloc(directoryBytes)
    directory.writeBigUInt64LE(BigInt(tags.length))
    for (const [i, { tag, value }] of tags.entries()) {
      const at = 8 + 20 * i
      directory.writeUInt16LE(tag, at)
      // LONG8
      directory.writeUInt16LE(16, at + 2)
      directory.writeBigUInt64LE(1n, at + 4)
      directory.writeBigUInt64LE(BigInt(tag === 273 ? place(frame) + directoryBytes : value), at + 12)
    }
    const next = frame + 1 < frames ? place(frame + 1) : 0
    directory.writeBigUInt64LE(BigInt(next), directoryBytes - 8)
    writeSync(file, directory)
    writeSync(file, noise[frame % noise.length])
  }
  closeSync(file)
  return path
}
