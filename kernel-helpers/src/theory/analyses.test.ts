import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { analyses, findAnalysis } from './analyses.js'

describe('every analysis', () => {
  test('has a name of its own, and another one is refused by naming them', () => {
    const names = analyses.map((analysis) => analysis.name)
    expect(new Set(names).size).toBe(names.length)
    expect(() => findAnalysis('alchemy')).toThrow(`no analysis alchemy; expected one of ${names.join(', ')}`)
  })

  test.each(analyses.map((analysis) => [analysis.name, analysis] as const))(
    '%s describes every option, in a form that flags can be made from',
    (_, { options, description }) => {
      expect(description).not.toBe('')
      const properties = z.toJSONSchema(options, { io: 'input' }).properties as Record<
        string,
        { description?: string; type?: string; enum?: string[] }
      >
      for (const [name, { description, type, enum: choices }] of Object.entries(properties)) {
        expect(description, name).toMatch(/\w/)
        expect(choices ? 'string' : type, name).toMatch(/^(string|number|integer|array|boolean)$/)
      }
    },
  )
})
