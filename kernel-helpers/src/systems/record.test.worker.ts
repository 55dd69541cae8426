import { parentPort } from 'node:worker_threads'
import type { JobMessage } from '../run/pool.js'
import { openCrew } from '../run/team.js'
import '../worker.js'
import type { AssistanceTask } from './record.js'

// Helpers die as soon as the others count on them.
parentPort?.on('message', ({ task }: JobMessage) => {
  const { kind, crew } = task as AssistanceTask
  if (kind !== 'assist') return
  openCrew(crew, () => {}).team.join()
  process.exit(1)
})
