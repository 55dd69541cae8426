import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ask, run } from '../setup/process.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * A Chromium that the browser tests can drive: the one named in SCALESCOPE_CHROMIUM, one that is installed, or one from
 * the system's package manager where this user may install.
 * @returns {Promise<string>} its path
 * @throws {Error} saying how to install one
 */
export async function findOrInstallChromium() {
  const named = process.env.SCALESCOPE_CHROMIUM
  if (named && !existsSync(named)) throw new Error(`SCALESCOPE_CHROMIUM names ${named}, which does not exist`)
  const chromium = named ?? find() ?? (await install())
  if (chromium) return chromium
  throw new Error(`Chromium is needed for the browser tests. ${howToInstall()}`)
}

function find() {
  const places = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
  return [...places, ...applications].find((place) => existsSync(place))
}

async function install() {
  const installer = [
    {
      program: 'apt-get',
      commands: [
        ['apt-get', 'update'],
        ['apt-get', 'install', '--yes', '--no-install-recommends', 'chromium'],
      ],
    },
    { program: 'dnf', commands: [['dnf', 'install', '--assumeyes', 'chromium']] },
  ]
  for (const { program, commands } of installer) {
    if ((await ask(program, ['--version'])) === undefined) continue
    const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    console.log(`Installing Chromium with ${program}`)
    try {
      for (const command of commands) {
        const [first, ...rest] = [...asRoot, ...command]
        await run(first, rest, { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      }
    } catch (error) {
      console.log(/** @type {Error} */ (error).message)
    }
    return find()
  }
  return undefined
}

function howToInstall() {
  const choice = 'or name one in the variable SCALESCOPE_CHROMIUM'
  if (process.platform === 'darwin') return `Install it with: brew install --cask chromium, ${choice}.`
  return `Install it with: sudo apt-get install chromium (Debian, Ubuntu) or sudo dnf install chromium (Fedora), ${choice}.`
}
