import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Packages that a cell can import from a notebook in any folder, with the directory that holds each. They are the
 * kernel's own copies, so that a table made by the library is an `arrow.Table` for the user too.
 */
export const packages: Readonly<Record<string, string>> = {
  scalescope: root.replace(/[\\/]$/, ''),
  'apache-arrow': dirname(require.resolve('apache-arrow')),
}

type Resolve = (request: string, parent: object, isMain: boolean, options?: object) => string
const Module = require('node:module') as {
  _resolveFilename: Resolve
  _nodeModulePaths(folder: string): string[]
}

/** Makes `require(name)` find {@link packages} from any folder. */
export function resolveOwnPackages(): void {
  const resolve = Module._resolveFilename
  const self = {
    id: 'scalescope',
    filename: require.resolve('./packages.js'),
    paths: Module._nodeModulePaths(root),
  }
  Module._resolveFilename = function (request, parent, isMain, options) {
    const name = request.split('/')[0]
    return Object.hasOwn(packages, name)
      ? resolve.call(this, request, self, false)
      : resolve.call(this, request, parent, isMain, options)
  }
  silenceRequireOfModules()
}

/** Cells are CommonJS and `scalescope` is an ES module: Node warns of that, the user needn't know. */
function silenceRequireOfModules(): void {
  const emitWarning = process.emitWarning as (warning: string | Error, ...rest: unknown[]) => void
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    const expected = rest[0] === 'ExperimentalWarning' && /\brequire\(\)/.test(String(warning))
    if (!expected) emitWarning.call(process, warning, ...rest)
  }
}
