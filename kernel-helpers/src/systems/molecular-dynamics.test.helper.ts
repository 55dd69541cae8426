import { parentPort, workerData } from 'node:worker_threads'
import { openCrew } from '../run/team.js'
import { assistMolecularDynamics } from './molecular-dynamics.js'

const crew = openCrew(workerData, () => {})
const { team } = crew
const join = team.join.bind(team)
team.join = () => {
  const member = join()
  parentPort?.postMessage(member)
  return member
}
assistMolecularDynamics(crew)
