import { parentPort, workerData } from 'node:worker_threads'
import { Team } from './team.js'

const team = new Team(workerData.state)
const sums = new Int32Array(workerData.sums)
const member = team.join()
parentPort?.postMessage('joined')
for (let round = 0; team.next(member); round++) {
  sums[round] += member
  team.barrier()
  team.barrier()
}
