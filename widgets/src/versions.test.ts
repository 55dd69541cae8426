import { SCHEMA_VERSION } from 'scalescope/protocol'
import { expect, test } from 'vitest'
import { versionProblem } from './versions.js'

test('the current format is readable, others are named with what to do', () => {
  expect(versionProblem(SCHEMA_VERSION)).toBeUndefined()
  expect(versionProblem(SCHEMA_VERSION + 1)).toMatch(`format ${SCHEMA_VERSION + 1}`)
  expect(versionProblem(SCHEMA_VERSION + 1)).toMatch(/Update the Scalescope extension/)
  expect(versionProblem(undefined)).toMatch(/Run the cell again/)
})
