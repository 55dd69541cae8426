import { parentPort, workerData } from 'node:worker_threads'
import { Team } from './team.js'

const team = new Team(workerData.state)
const rounds = new Int32Array(workerData.rounds)
const member = team.join()
parentPort?.postMessage('joined')
while (team.next(member)) {
  team.barrier()
  rounds[0]++
  team.barrier()
}
