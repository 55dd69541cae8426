/**
 * Which particle has the soonest event: a complete binary tree. The leaf of particle i is node count + i, a node holds
 * the winner of the two below it, node 1 the winner of all. Times aren't negative, so that they are in the same order
 * as their bits; choosing by bit masks avoids a branch that is mispredicted half of the time.
 */

let leaves: i32
/** Time of each particle's event: `leaves` f64. */
let times: usize
/** Winners: 2 × `leaves` i32. */
let nodes: usize

/** Returns the end of the memory that a tournament of `count` takes. */
export function placeTournament(memory: usize, count: i32): usize {
  leaves = count
  times = memory
  nodes = times + 8 * count
  for (let i = 0; i < count; i++) {
    store<f64>(times + 8 * i, Infinity)
    store<i32>(nodes + 4 * (count + i), i)
  }
  for (let node = count - 1; node > 0; node--) store<i32>(nodes + 4 * node, load<i32>(nodes + 8 * node))
  return nodes + 8 * count
}

export function winner(): i32 {
  return load<i32>(nodes, 4)
}

export function timeOf(i: i32): f64 {
  return load<f64>(times + 8 * i)
}

/** Changes the time of an event in a way that keeps the order of all events. */
export function shift(i: i32, time: f64): void {
  store<f64>(times + 8 * i, time)
}

export function schedule(i: i32, time: f64): void {
  store<f64>(times + 8 * i, time)
  let node = leaves + i
  let best: i64 = i
  let bits = reinterpret<i64>(time)
  while (node > 1) {
    const rival: i64 = load<i32>(nodes + 4 * (node ^ 1))
    const rivalBits = load<i64>(times + 8 * <usize>rival)
    const beaten = -(<i64>(rivalBits < bits))
    best ^= (best ^ rival) & beaten
    bits ^= (bits ^ rivalBits) & beaten
    node >>= 1
    const before: i64 = load<i32>(nodes + 4 * node)
    if (best === before && before !== i) return
    store<i32>(nodes + 4 * node, <i32>best)
  }
}
