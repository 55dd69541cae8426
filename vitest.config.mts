import { defineConfig } from 'vitest/config'

// Tests run as compiled: what is tested is what ships, workers included.
export default defineConfig({
  test: {
    include: ['kernel-helpers/dist/**/*.test.js', 'widgets/dist/**/*.test.js'],
    testTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
