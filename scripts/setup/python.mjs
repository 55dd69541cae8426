import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask, root, run } from './process.mjs'
import { SetupError, step } from './step.mjs'

const oldest = [3, 10]
const requirements = 'scripts/setup/requirements.txt'

/** The virtual environment's Python. */
export const python = join(root, '.venv/bin/python')

/** A virtual environment in the checkout with JupyterLab and what runs notebooks in tests. */
export async function virtualEnvironment() {
  const base = await findPython()
  await step(
    'python',
    `Python packages (${readFileSync(join(root, requirements), 'utf8').split('\n')[0].replace('==', ' ')}, in .venv)`,
    { inputs: [requirements, base.executable, base.version], outputs: ['.venv/bin/jupyter-lab'] },
    async (log) => {
      await run(base.executable, ['-m', 'venv', '--clear', '.venv'], { log, quiet: true })
      await run(
        python,
        ['-m', 'pip', 'install', '--disable-pip-version-check', '--requirement', requirements],
        { log, quiet: true },
      )
    },
  )
}

/** @returns {Promise<{ executable: string, version: string }>} */
async function findPython() {
  const script = 'import sys, platform; print(sys.executable); print(platform.python_version())'
  const found = []
  for (const name of [
    process.env.PYTHON,
    'python3',
    'python3.13',
    'python3.12',
    'python3.11',
    'python3.10',
    'python',
  ]) {
    const answer = name && (await ask(name, ['-c', script]))
    if (!answer) continue
    const [executable, version] = answer.split('\n')
    const [major, minor] = version.split('.').map(Number)
    found.push(`${executable} is ${version}`)
    if (major !== oldest[0] || minor < oldest[1]) continue
    if ((await ask(executable, ['-c', 'import venv, ensurepip'])) === undefined) {
      throw new SetupError(
        `${executable} (${version}) cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install python3-venv`,
      )
    }
    return { executable, version }
  }
  throw new SetupError(
    `Python ${oldest.join('.')} or newer is needed${found.length ? `, but ${found.join(', ')}` : ', and none was found on PATH'}. ${howToInstall()}, or name one in the variable PYTHON.`,
  )
}

function howToInstall() {
  if (process.platform === 'darwin') return 'Install it with: brew install python (https://brew.sh)'
  if (existsSync('/etc/fedora-release')) return 'Install it with: sudo dnf install python3'
  return 'Install it with: sudo apt-get install python3 python3-venv (Debian, Ubuntu) or sudo dnf install python3 (Fedora)'
}
