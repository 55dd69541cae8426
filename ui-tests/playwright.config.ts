import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

// `npm test -- browser` finds a Chromium and names it in SCALESCOPE_CHROMIUM. Overrides: SCALESCOPE_JUPYTER (the `jupyter`
// to run), SCALESCOPE_PORT.
const { env } = process
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const jupyter = env.SCALESCOPE_JUPYTER ?? here('../.venv/bin/jupyter')
const port = env.SCALESCOPE_PORT ?? '8898'
const address = `http://localhost:${port}`

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  reporter: 'list',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: address,
    viewport: { width: 1280, height: 900 },
    video: 'off',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(env.SCALESCOPE_CHROMIUM ? { executablePath: env.SCALESCOPE_CHROMIUM } : {}),
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
  webServer: {
    command: `'${jupyter}' lab --config '${here('jupyter_server_config.py')}' --ServerApp.port=${port} --allow-root --log-level=ERROR`,
    url: `${address}/api`,
    // Finished scales of an earlier run would be found at once.
    env: { SCALESCOPE_CACHE: here('test-results/cache') },
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGINT', timeout: 5_000 },
  },
})
