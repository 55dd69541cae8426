import { defineConfig } from 'vitest/config'
import { softwareGpu } from './scripts/test/software-gpu.mjs'

// Tests run as compiled: what is tested is what ships, workers included.
export default defineConfig({
  test: {
    include: ['kernel-helpers/dist/**/*.test.js', 'widgets/dist/**/*.test.js', 'extension/lib/**/*.test.js'],
    testTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    env: softwareGpu(),
  },
})
