import { run } from './process.mjs'
import { python } from './python.mjs'
import { step } from './step.mjs'

/** Kernelspec, lab extension and Python package, linked into the virtual environment. */
export async function develop() {
  await step(
    'develop',
    'Kernel and extension in .venv (linked)',
    {
      inputs: ['pyproject.toml', 'scripts/setup/develop.py'],
      outputs: [
        '.venv/share/jupyter/kernels/scalescope/kernel.json',
        '.venv/share/jupyter/labextensions/@scalescope/labextension/package.json',
        '.venv/etc/jupyter/jupyter_server_config.d/scalescope.json',
      ],
    },
    async (log) => {
      await run(python, ['scripts/setup/develop.py'], { log, quiet: true })
    },
  )
}
