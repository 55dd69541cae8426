/**
 * One comparison of ours with a peer. `ours` and `theirs` measure once and give a number in `unit`; `check`,
 * called after all rounds, compares their results, throws if they disagree, and says how well they agree.
 * @typedef {object} Contest
 * @property {() => Promise<number>} ours
 * @property {(() => Promise<number>) | null} theirs
 * @property {() => Promise<string>} [check]
 * @property {() => Promise<void>} [close]
 */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} title
 * @property {string} peer
 * @property {string} unit
 * @property {'higher' | 'lower'} better
 * @property {{ readonly ratio: number } | { readonly value: number } | null} target bound on ours ÷ theirs, or on ours
 * @property {number} [rounds] how often both are measured, in turns
 * @property {() => Promise<Contest>} prepare throws `Skip` if it cannot run here
 */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} title
 * @property {string} peer
 * @property {number | null} ours median
 * @property {number | null} theirs median
 * @property {string} unit
 * @property {'higher' | 'lower'} better
 * @property {number | null} ratio median of ours ÷ theirs, round by round
 * @property {{ readonly ours: readonly number[], readonly theirs: readonly number[] }} spread all rounds
 * @property {Case['target']} target
 * @property {boolean | null} met
 * @property {string} note how well the results agree, or why the case was skipped
 */

/**
 * @param {Case} given
 * @param {number | undefined} rounds
 * @returns {Promise<Row>}
 */
export async function measure(given, rounds) {
  const { name, title, peer, unit, better, target } = given
  const contest = await given.prepare()
  try {
    /** @type {number[]} */
    const ours = []
    /** @type {number[]} */
    const theirs = []
    for (let round = 0; round < (rounds ?? given.rounds ?? 7); round++) {
      // Whoever comes second may find the processor warmer: take turns.
      if (round % 2 === 0) ours.push(await contest.ours())
      if (contest.theirs) theirs.push(await contest.theirs())
      if (round % 2 === 1) ours.push(await contest.ours())
    }
    const note = contest.check ? await contest.check() : ''
    const value = median(ours)
    const ratio = theirs.length > 0 ? median(ours.map((one, i) => one / theirs[i])) : null
    return {
      ...{ name, title, peer, unit, better, target },
      ours: value,
      theirs: theirs.length > 0 ? median(theirs) : null,
      ratio,
      spread: { ours, theirs },
      met: verdict(target, better, value, ratio),
      note,
    }
  } finally {
    await contest.close?.()
  }
}

/**
 * @param {Case['target']} target
 * @param {Case['better']} better
 * @param {number} value
 * @param {number | null} ratio
 */
function verdict(target, better, value, ratio) {
  if (!target) return null
  const [reached, bound] = 'ratio' in target ? [ratio, target.ratio] : [value, target.value]
  if (reached === null) return null
  return better === 'lower' ? reached <= bound : reached >= bound
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
