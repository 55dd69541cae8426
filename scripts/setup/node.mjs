import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './process.mjs'
import { SetupError, step } from './step.mjs'

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if ((major === 20 && minor < 19) || major < 20 || major > 22) {
    throw new SetupError(
      `Node.js 20.19 to 22 is needed, this is ${process.version} (${process.execPath}). Get one from https://nodejs.org/en/download, or with: nvm install 22`,
    )
  }
}

/** node_modules, as package-lock.json says. */
export async function nodePackages() {
  await step(
    'npm',
    'Node packages (npm ci)',
    { outputs: ['node_modules/.package-lock.json'], done: nodeModulesMatchLockfile },
    (log) => npm(['ci', '--ignore-scripts', '--no-fund', '--no-audit'], log),
  )
}

/** What TypeScript makes of every package. */
export async function typescript() {
  await step(
    'typescript',
    'TypeScript (tsc -b)',
    {
      inputs: [
        'package-lock.json',
        'tsconfig.json',
        'tsconfig.base.json',
        'kernel-helpers',
        'widgets',
        'extension',
        'ui-tests',
      ],
      outputs: ['kernel-helpers/dist/index.js', 'widgets/dist/index.js', 'extension/lib/index.js'],
    },
    async (log) => {
      await run(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], { log, quiet: true })
    },
  )
}

/** The bundles of the lab extension and of exported pages. */
export async function labExtension() {
  await step(
    'labextension',
    'JupyterLab extension (bundled)',
    {
      inputs: ['package-lock.json', 'extension', 'widgets', 'kernel-helpers/src/protocol'],
      outputs: [
        'extension/scalescope/labextension/package.json',
        'extension/scalescope/labextension/static',
        'extension/scalescope/page/dist/page.js',
      ],
    },
    (log) => npm(['run', 'build', '--workspace', 'extension'], log),
  )
}

/**
 * @param {readonly string[]} args
 * @param {string} log
 */
async function npm(args, log) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js')) await run(process.execPath, [cli, ...args], { log, quiet: true })
  else await run('npm', args, { log, quiet: true })
}

function nodeModulesMatchLockfile() {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return false
  const present = readPackages(installed)
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(
    ([path, { version, link, optional }]) => {
      if (!path.startsWith('node_modules/')) return true
      if (link) return existsSync(join(root, path))
      return present[path] ? present[path].version === version : optional
    },
  )
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, link?: boolean, optional?: boolean }>}
 */
function readPackages(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages
}
