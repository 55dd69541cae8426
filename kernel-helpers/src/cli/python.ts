import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The Python package of a checkout; the wheel's is where its Python looks anyway. */
const checkout = fileURLToPath(new URL('../../../extension', import.meta.url))
const environment = existsSync(`${checkout}/scalescope/export.py`)
  ? { ...process.env, PYTHONPATH: [checkout, process.env.PYTHONPATH].filter(Boolean).join(delimiter) }
  : process.env

/**
 * Runs a module of the Python package with the first Python that has what it needs: that of `SCALESCOPE_PYTHON`, or else of
 * the checkout's environment or of PATH.
 *
 * @returns what it says on standard output
 * @throws Error that names what was tried, or what the module complains of
 */
export async function runPython(
  module: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const python = await findPython(module)
  const options = { env: environment, signal, maxBuffer: 2 ** 26 }
  const { stdout } = await run(python, ['-m', module, ...args], options).catch(
    (cause: { stderr?: string; message: string }) => {
      throw new Error(cause.stderr?.trim().split('\n').at(-1) ?? cause.message, { cause })
    },
  )
  return stdout
}

async function findPython(module: string): Promise<string> {
  const named = process.env.SCALESCOPE_PYTHON
  const candidates = named
    ? [named]
    : [fileURLToPath(new URL('../../../.venv/bin/python', import.meta.url)), 'python3', 'python']
  const tried: string[] = []
  for (const candidate of candidates) {
    try {
      await run(candidate, ['-c', `import ${module}`], { env: environment })
      return candidate
    } catch (error) {
      const { code, stderr = '' } = error as { code?: unknown; stderr?: string }
      if (code === 'ENOENT' && !named && candidate !== 'python3') continue
      tried.push(`${candidate}: ${code === 'ENOENT' ? 'no such program' : stderr.trim().split('\n').at(-1)}`)
    }
  }
  throw new Error(
    `no Python that has JupyterLab and Scalescope's Python package (${tried.join('; ')}). In a checkout, run \`npm run setup\`; otherwise install the scalescope wheel, and name its Python in SCALESCOPE_PYTHON`,
  )
}
