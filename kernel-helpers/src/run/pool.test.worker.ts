import { parentPort, threadId } from 'node:worker_threads'
import type { JobMessage } from './pool.js'

parentPort?.on('message', ({ job, task, stop }: JobMessage) => {
  const asked = new Int32Array(stop)
  switch (task) {
    case 'die':
      process.exit(3)
      break
    case 'hang':
      for (;;) Atomics.wait(asked, 0, Atomics.load(asked, 0), 1000)
    case 'count':
      for (let i = 0; i < 3; i++) parentPort?.postMessage({ job, type: 'progress', progress: i })
      parentPort?.postMessage({ job, type: 'done', result: 3 })
      break
    case 'name':
      parentPort?.postMessage({ job, type: 'done', result: threadId })
      break
    case 'obey':
      while (Atomics.load(asked, 0) === 0) Atomics.wait(asked, 0, 0, 5)
      parentPort?.postMessage({ job, type: 'stopped' })
      break
    default:
      parentPort?.postMessage({ job, type: 'failed', error: new RangeError(`task: ${task}`) })
  }
})
