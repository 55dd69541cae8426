import { describe, expect, test } from 'vitest'
import { History } from './history.js'

const history = new History()
for (const [index, input] of ['a = 1', 'b.c', 'a = 1', 'f(x)', 'multi\nline'].entries()) {
  history.add(index + 1, input)
}
history.setOutput(3, 'three')

const lines = (request: object): unknown =>
  (history.reply({ ...request }).history as unknown[][]).map(([, line]) => line)

describe('history', () => {
  test.each([
    [{ hist_access_type: 'tail', n: 2 }, [4, 5]],
    [{ hist_access_type: 'tail', n: 0 }, []],
    [{ hist_access_type: 'tail', n: 99 }, [1, 2, 3, 4, 5]],
    [{ hist_access_type: 'range', start: 2, stop: 4 }, [2, 3]],
    [{ hist_access_type: 'range', start: 4 }, [4, 5]],
    [{ hist_access_type: 'search', pattern: 'a*' }, [1, 3]],
    [{ hist_access_type: 'search', pattern: 'a*', unique: true }, [3]],
    [{ hist_access_type: 'search', pattern: '*', n: 2 }, [4, 5]],
    [{ hist_access_type: 'search', pattern: 'b.c' }, [2]],
    [{ hist_access_type: 'search', pattern: 'b?c' }, [2]],
    [{ hist_access_type: 'search', pattern: 'f(?)' }, [4]],
    [{ hist_access_type: 'search', pattern: 'multi*line' }, [5]],
    [{ hist_access_type: 'search', pattern: 'c' }, []],
  ])('%o', (request, expected) => {
    expect(lines(request)).toEqual(expected)
  })

  test('with outputs where there are any', () => {
    const reply = history.reply({ hist_access_type: 'range', start: 2, stop: 4, output: true })
    expect(reply.history).toEqual([
      [1, 2, ['b.c', null]],
      [1, 3, ['a = 1', 'three']],
    ])
  })
})
