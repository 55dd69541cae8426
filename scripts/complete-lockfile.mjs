// Run after `npm install` behind a registry mirror that lacks the binaries of other platforms: npm leaves them out of
// package-lock.json, and `npm ci` then refuses it everywhere. Adds them with the versions their packages pin.
import { readFileSync, writeFileSync } from 'node:fs'

const lockfile = 'package-lock.json'
const lock = JSON.parse(readFileSync(lockfile, 'utf8'))
const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const processors = ['arm64', 'arm', 'x64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32']

for (const [path, { optionalDependencies = {}, dev, license }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (resolves(path, name)) continue
    const os = systems.filter((system) => name.includes(`-${system}`))
    const cpu = processors.filter((processor) => new RegExp(`-${processor}\\b`).test(name)).slice(0, 1)
    if (!/^\d/.test(version) || cpu.length === 0)
      throw new Error(`${path} wants ${name}@${version}: add it by hand`)
    const libc = name.includes('-musl')
      ? ['musl']
      : name.includes('linux') && name.endsWith('-gnu')
        ? ['glibc']
        : undefined
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu,
      dev,
      license,
      libc,
      optional: true,
      os: os.length > 0 ? os : undefined,
    }
    console.log(`${name} ${version}: ${[...os, ...cpu, ...(libc ?? [])].join(', ')}`)
  }
}
const [first, ...rest] = Object.entries(lock.packages)
rest.sort(([a], [b]) => a.localeCompare(b, 'en'))
lock.packages = Object.fromEntries([first, ...rest])
writeFileSync(lockfile, `${JSON.stringify(lock, null, 2)}\n`)

/**
 * @param {string} path of a package in the lockfile
 * @param {string} name of what it depends on
 */
function resolves(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder && `${folder}/`}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}
