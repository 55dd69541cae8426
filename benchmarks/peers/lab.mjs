import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { chromium } from '@playwright/test'
import { root } from '../../scripts/setup/process.mjs'
import { python } from '../../scripts/setup/python.mjs'
import { findOrInstallChromium } from '../../scripts/test/chromium.mjs'
import { Skip } from '../skip.mjs'
import { pythonWith } from './python.mjs'

/** Names of kernels: ours, and ipykernel with anywidget. */
export const OURS = 'scalescope'
export const THEIRS = 'peer'

/** JupyterLab in a Chromium, with the kernels of both sides and anywidget's front end. */
class Lab {
  /**
   * @param {import('@playwright/test').Page} page
   * @param {() => Promise<void>} close
   */
  constructor(page, close) {
    this.page = page
    this.close = close
  }

  /**
   * @throws {Skip} where there is no Chromium, or anywidget can't be had
   */
  static async open() {
    const peer = await pythonWith(['anywidget==0.11.0', 'ipykernel==7.4.0'])
    const executablePath = await findOrInstallChromium().catch((error) => {
      throw new Skip(error.message)
    })
    mkdirSync(join(root, '.cache/bench'), { recursive: true })
    const folder = mkdtempSync(join(root, '.cache/bench/lab-'))
    const kernel = join(folder, 'jupyter/kernels', THEIRS)
    mkdirSync(kernel, { recursive: true })
    const argv = [peer, '-m', 'ipykernel_launcher', '-f', '{connection_file}']
    writeFileSync(
      join(kernel, 'kernel.json'),
      JSON.stringify({ argv, display_name: 'Peer', language: 'python' }),
    )
    const peers = join(peer, '../../share/jupyter/labextensions')
    link(join(peers, 'anywidget'), join(folder, 'jupyter/labextensions/anywidget'))
    // Those of this checkout, whatever is installed.
    const ours = join(root, 'extension')
    link(
      join(ours, 'scalescope/labextension'),
      join(folder, 'jupyter/labextensions/@scalescope/labextension'),
    )
    link(join(ours, 'server-config'), join(folder, 'config/jupyter_server_config.d'))
    mkdirSync(join(folder, 'notebooks'))
    const port = await freePort()
    const server = spawn(
      python,
      [
        ...[
          '-m',
          'jupyterlab',
          '--no-browser',
          '--allow-root',
          '--log-level=ERROR',
          `--ServerApp.port=${port}`,
        ],
        ...['--IdentityProvider.token=', '--ServerApp.disable_check_xsrf=True', '--expose-app-in-browser'],
        ...[`--ServerApp.root_dir=${folder}/notebooks`],
      ],
      {
        env: {
          ...process.env,
          PYTHONPATH: join(root, 'extension'),
          JUPYTER_PATH: join(folder, 'jupyter'),
          JUPYTER_CONFIG_DIR: join(folder, 'config'),
          SCALESCOPE_CACHE: join(folder, 'cache'),
        },
        stdio: 'ignore',
      },
    )
    const address = `http://localhost:${port}`
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const browser = await chromium.launch({ executablePath, args })
    const close = async () => {
      await browser.close()
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    }
    try {
      await until(() => fetch(`${address}/api`).then((response) => response.ok))
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
      await page.goto(`${address}/lab?reset`)
      await page.waitForFunction(() => 'jupyterapp' in window)
      await page.evaluate(() => Object(window).jupyterapp.started)
      return new Lab(page, close)
    } catch (error) {
      await close()
      throw error
    }
  }

  /**
   * Brings an open notebook to the front, where what its kernel says is painted.
   * @param {string} name
   */
  async show(name) {
    const path = `${name}.ipynb`
    await this.page.evaluate(
      (path) => Object(window).jupyterapp.commands.execute('docmanager:open', { path }),
      path,
    )
  }

  /**
   * Opens a notebook beside those that are open, and runs its cells.
   * @param {string} name
   * @param {string} kernel
   * @param {readonly string[]} cells
   */
  async run(name, kernel, cells) {
    const notebook = {
      ...{ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: kernel, display_name: kernel } } },
      cells: cells.map((source, index) => ({
        ...{ cell_type: 'code', id: `cell-${index}`, metadata: {}, outputs: [], execution_count: null },
        source,
      })),
    }
    await this.page.evaluate(
      async ({ path, content }) => {
        const app = Object(window).jupyterapp
        await app.serviceManager.contents.save(path, { type: 'notebook', format: 'json', content })
        const panel = await app.commands.execute('docmanager:open', { path, factory: 'Notebook' })
        await panel.context.ready
        await panel.sessionContext.ready
        await panel.sessionContext.session.kernel.info
        await app.commands.execute('notebook:run-all-cells')
      },
      { path: `${name}.ipynb`, content: notebook },
    )
  }
}

/**
 * @param {string} target
 * @param {string} path
 */
function link(target, path) {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path)
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address())
      probe.close(() => resolve(port))
    })
  })
}

/** @param {() => Promise<boolean>} holds */
async function until(holds) {
  const giveUp = Date.now() + 60_000
  while (!(await holds().catch(() => false))) {
    if (Date.now() > giveUp) throw new Error('JupyterLab did not answer within a minute')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/**
 * @param {(lab: Lab) => Promise<import('../case.mjs').Contest>} prepare
 * @returns {() => Promise<import('../case.mjs').Contest>} with a lab of its own
 */
export function inLab(prepare) {
  return async () => {
    const lab = await Lab.open()
    try {
      return { ...(await prepare(lab)), close: lab.close }
    } catch (error) {
      await lab.close()
      throw error
    }
  }
}
