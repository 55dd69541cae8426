import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Manifest, versions } from './manifest.js'
import { RunStore } from './store.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scalescope-store-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const manifest = (id: string): Manifest<unknown> => ({
  schema: 1,
  analysis: 'test',
  spec: {},
  inputs: [],
  id,
  backend: null,
  versions: versions(),
  started: '2026-01-01T00:00:00Z',
  finished: null,
})

test('a finished part is there when the folder is opened again', async () => {
  const store = await RunStore.open(join(folder, 'again'), manifest('a'))
  expect(await store.part('one')).toBeUndefined()
  await store.savePart('one', { value: 0.1 + 0.2 })
  const again = await RunStore.open(join(folder, 'again'), manifest('a'))
  expect(await again.part('one')).toEqual({ value: 0.1 + 0.2 })
})

test('the folder of another computation is refused', async () => {
  await RunStore.open(join(folder, 'other'), manifest('a'))
  await expect(RunStore.open(join(folder, 'other'), manifest('b'))).rejects.toThrow(
    'holds another computation',
  )
})

test('a file where the folder should be is named', async () => {
  const path = join(folder, 'file')
  await writeFile(path, '')
  await expect(RunStore.open(path, manifest('a'))).rejects.toThrow(/file.*(folder is needed|not a directory)/)
})

test.skipIf(process.getuid?.() === 0)('a folder that must not be written is named', async () => {
  const path = join(folder, 'forbidden')
  await RunStore.open(path, manifest('a'))
  await chmod(path, 0o500)
  await expect(RunStore.open(join(path, 'inside'), manifest('a'))).rejects.toThrow('no permission to write')
})

/** A file system of 64 kB, where this user may mount one. */
function tinyDisk(path: string): boolean {
  try {
    execFileSync('mkdir', ['-p', path])
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test('a full disk is named, and what was finished stays', async ({ skip }) => {
  const disk = join(folder, 'disk')
  if (!tinyDisk(disk)) skip('mounting a small file system needs root')
  try {
    const store = await RunStore.open(disk, manifest('a'))
    await store.savePart('finished', [1, 2, 3])
    await expect(store.savePart('large', 'x'.repeat(1_000_000))).rejects.toThrow(
      /large\.json could not be written: no space left on the device/,
    )
    expect(await store.part('finished')).toEqual([1, 2, 3])
    expect(await store.part('large')).toBeUndefined()
    expect(JSON.parse(await readFile(join(disk, 'manifest.json'), 'utf8')).id).toBe('a')
  } finally {
    execFileSync('umount', [disk])
  }
})
