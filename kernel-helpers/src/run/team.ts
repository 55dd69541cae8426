import { KernelMemory } from './webassembly.js'

/** Words of the state of a team. */
const [ROUND, JOINED, ARRIVED, TURN, SLEEPING] = [0, 1, 2, 3, 4]
/** The word ROUND counts rounds in steps of this, plus the number of members; no members: the team is disbanded. */
const MEMBERS = 64
/** Looks at a word before going to sleep: some ten microseconds. */
const LOOKS = 10_000
/** Milliseconds of sleep after which a member checks whether it should go on at all. */
const SLEEP = 20
/** Rounds of a trial, alone and then together, and rounds after which the next trial begins. */
const TRIAL = 32
const TRIALS_APART = 4096

/**
 * Threads that compute rounds of one task together: the leader, and helpers that may join at any time. They meet at
 * barriers, where they spin for a moment and then sleep. Now and then the leader tries whether it is faster alone, as it is
 * where rounds are short or the processor is busy with something else.
 *
 * A member that is gone leaves the others waiting until `checkpoint`, called while they wait, throws.
 */
export class Team {
  static readonly mostMembers = MEMBERS - 1
  readonly state: SharedArrayBuffer
  /** Members who take part in this round. */
  size = 1
  readonly #words: Int32Array
  readonly #checkpoint: () => void
  #round = 0
  /** Of the trial: how many members, rounds since it began, milliseconds that the others saved, and its outcome. */
  #tried = 0
  #rounds = 0
  #saved = 0
  #better: 'alone' | 'together' = 'alone'

  constructor(state = new SharedArrayBuffer(4 * 16), checkpoint: () => void = () => {}) {
    this.state = state
    this.#words = new Int32Array(state)
    this.#checkpoint = checkpoint
  }

  /** All who have joined, the leader included. */
  get members(): number {
    return 1 + Atomics.load(this.#words, JOINED)
  }

  /** Leader: a round, in which each member does its `work`. */
  lead(work: () => void): void {
    const { members } = this
    if (members !== this.#tried) this.#startTrial(members)
    this.size = this.#alone() ? 1 : members
    const start = performance.now()
    if (this.size > 1) this.#publish(this.size)
    work()
    this.#saved += (performance.now() - start) * (this.size === 1 ? 1 : -1)
    if (++this.#rounds === TRIALS_APART) this.#startTrial(members)
  }

  /** Leader: lets the helpers go. */
  disband(): void {
    this.#publish(0)
  }

  /** Helper: the number of this member; the leader's is 0. */
  join(): number {
    return 1 + Atomics.add(this.#words, JOINED, 1)
  }

  /** Helper: waits for a round to take part in. False once the team is disbanded. */
  next(member: number): boolean {
    do {
      this.#await(ROUND, this.#round)
      this.#round = Atomics.load(this.#words, ROUND)
      this.size = this.#round & (MEMBERS - 1)
      if (this.size === 0) return false
    } while (member >= this.size)
    return true
  }

  /** Returns when all members of the round have come here. */
  barrier(): void {
    if (this.size === 1) return
    const turn = Atomics.load(this.#words, TURN)
    if (Atomics.add(this.#words, ARRIVED, 1) < this.size - 1) {
      this.#await(TURN, turn)
    } else {
      Atomics.store(this.#words, ARRIVED, 0)
      Atomics.store(this.#words, TURN, turn + 1)
      this.#wake(TURN)
    }
  }

  #startTrial(members: number): void {
    this.#tried = members
    this.#rounds = 0
    this.#saved = 0
  }

  #alone(): boolean {
    if (this.#rounds < 2 * TRIAL) return this.#rounds < TRIAL
    if (this.#rounds === 2 * TRIAL) this.#better = this.#saved > 0 ? 'together' : 'alone'
    return this.#better === 'alone'
  }

  #publish(size: number): void {
    this.#round = ((this.#round & -MEMBERS) + MEMBERS) | size
    Atomics.store(this.#words, ROUND, this.#round)
    this.#wake(ROUND)
  }

  #await(word: number, old: number): void {
    for (let look = 0; look < LOOKS; look++) if (Atomics.load(this.#words, word) !== old) return
    while (Atomics.load(this.#words, word) === old) {
      Atomics.add(this.#words, SLEEPING, 1)
      const woken = Atomics.wait(this.#words, word, old, SLEEP)
      Atomics.sub(this.#words, SLEEPING, 1)
      if (woken === 'timed-out') this.#checkpoint()
    }
  }

  #wake(word: number): void {
    if (Atomics.load(this.#words, SLEEPING) > 0) Atomics.notify(this.#words, word)
  }
}

/** A team and the memory that its members compute in. */
export interface Crew {
  readonly team: Team
  readonly memory: WebAssembly.Memory
  /** How many members there may be. */
  readonly threads: number
}

/** A crew, as it is sent to the threads. */
export interface SharedCrew {
  readonly state: SharedArrayBuffer
  readonly memory: WebAssembly.Memory
  readonly threads: number
}

export function newCrew(threads: number): SharedCrew {
  return { state: new Team().state, memory: new KernelMemory(0).memory, threads }
}

/** @param checkpoint throws if this thread should end */
export function openCrew({ state, memory, threads }: SharedCrew, checkpoint: () => void): Crew {
  return { team: new Team(state, checkpoint), memory, threads }
}
