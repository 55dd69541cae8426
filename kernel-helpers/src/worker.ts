import { parentPort } from 'node:worker_threads'
import type { ApplicationTask } from './learning/application.js'
import type { HistoryTask } from './learning/cellHistory.js'
import type { ViewsTask } from './learning/frameViews.js'
import type { MeasurementTask } from './learning/measurement.js'
import type { PredictiveInformationTask } from './learning/predictiveInformation.js'
import type { PyramidTask } from './recording/pyramid.js'
import type { StatisticsTask } from './recording/statistics.js'
import type { SurrogateTask } from './recording/surrogate.js'
import type { JobMessage, WorkerMessage } from './run/pool.js'
import { Stopped, type TaskContext } from './run/task.js'
import type { LiveTask } from './systems/live.js'
import type { AssistanceTask, SimulationTask } from './systems/record.js'
import type { SameRunTask } from './systems/sameRun.js'
import type { TwinsTask } from './systems/twins.js'
import type { GapTask } from './theory/commutingGap/gap.js'
import type { ThermodynamicsTask } from './theory/hydrodynamics/equationOfState.js'
import type { FluctuationsTask } from './theory/hydrodynamics/fluctuations.js'
import type { CouplingCountsTask } from './theory/isingFlow/couplingCounts.js'
import type { RenormalizationMomentsTask } from './theory/isingFlow/renormalizationMoments.js'

/** What a worker thread can do. Each job loads only what it needs. */
export type Task =
  | SimulationTask
  | AssistanceTask
  | LiveTask
  | TwinsTask
  | SameRunTask
  | PyramidTask
  | ViewsTask
  | HistoryTask
  | StatisticsTask
  | SurrogateTask
  | MeasurementTask
  | ApplicationTask
  | GapTask
  | PredictiveInformationTask
  | FluctuationsTask
  | ThermodynamicsTask
  | CouplingCountsTask
  | RenormalizationMomentsTask

async function perform(task: Task, context: TaskContext<unknown>): Promise<unknown> {
  switch (task.kind) {
    case 'simulate':
      return (await import('./systems/record.js')).simulateRun(task, context)
    case 'assist':
      return (await import('./systems/record.js')).assistRun(task, context as TaskContext<never>)
    case 'live':
      return (await import('./systems/live.js')).simulateLive(task, context)
    case 'twins':
      return (await import('./systems/twins.js')).partTwins(task, context as TaskContext<number>)
    case 'same-run':
      return (await import('./systems/sameRun.js')).simulateSameRun(task, context)
    case 'pyramid':
      return (await import('./recording/pyramid.js')).makeLevels(task, context)
    case 'views':
      return (await import('./learning/frameViews.js')).frameViews(task, context as TaskContext<never>)
    case 'history':
      return (await import('./learning/cellHistory.js')).cellHistory(task)
    case 'statistics':
      return (await import('./recording/statistics.js')).fieldStatistics(task, context as TaskContext<number>)
    case 'surrogate':
      return (await import('./recording/surrogate.js')).makeSurrogate(task, context)
    case 'measure':
      return (await import('./learning/measurement.js')).measure(task, context)
    case 'apply':
      return (await import('./learning/application.js')).apply(task, context as TaskContext<number>)
    case 'commuting-gap':
      return (await import('./theory/commutingGap/gap.js')).measureGap(task, context as TaskContext<number>)
    case 'predictive-information': {
      const { measurePredictiveInformation } = await import('./learning/predictiveInformation.js')
      return measurePredictiveInformation(task, context as TaskContext<number>)
    }
    case 'thermodynamics':
      return (await import('./theory/hydrodynamics/equationOfState.js')).measureThermodynamics(
        task,
        context as TaskContext<number>,
      )
    case 'fluctuations':
      return (await import('./theory/hydrodynamics/fluctuations.js')).watchFluctuations(
        task,
        context as TaskContext<number>,
      )
    case 'coupling-counts':
      return (await import('./theory/isingFlow/couplingCounts.js')).countCouplings(
        task,
        context as TaskContext<number>,
      )
    case 'renormalization-moments':
      return (await import('./theory/isingFlow/renormalizationMoments.js')).gatherMoments(
        task,
        context as TaskContext<number>,
      )
  }
}

const port = parentPort
port?.on('message', async ({ job, task, stop }: JobMessage) => {
  const answer = (message: WorkerMessage) => port.postMessage(message)
  const asked = new Int32Array(stop)
  const context: TaskContext<unknown> = {
    report: (progress) => answer({ job, type: 'progress', progress }),
    checkpoint: () => {
      if (Atomics.load(asked, 0) !== 0) throw new Stopped()
    },
  }
  try {
    answer({ job, type: 'done', result: await perform(task as Task, context) })
  } catch (error) {
    if (error instanceof Stopped) answer({ job, type: 'stopped' })
    else answer({ job, type: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
  }
})
