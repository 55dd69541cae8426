import { DOMWidgetModel, type ISerializers } from '@jupyter-widgets/base'
import {
  type CommutingDiagramState,
  type CommutingPair,
  decodePanels,
  type Panel,
  SCHEMA_VERSION,
} from 'scalescope/protocol'
import { type ArrowState, arrowSerializer } from '../arrow-state.js'
import { ScalescopeModel } from '../scalescope-model.js'

/** The state as the browser holds it: `panels` decoded on demand. */
type State = Omit<CommutingDiagramState, 'panels'> & { panels: ArrowState<Panel[]> }

/** Holds all pictures, so that scale and time can be chosen without a kernel. */
export class CommutingDiagramModel extends ScalescopeModel<State> {
  static override serializers: ISerializers = {
    ...DOMWidgetModel.serializers,
    panels: arrowSerializer((bytes) => (bytes.length > 0 ? decodePanels(bytes) : [])),
  }

  override defaults() {
    const state: Omit<CommutingDiagramState, 'panels'> = {
      schema_version: SCHEMA_VERSION,
      title: '',
      length_unit: '',
      time_unit: '',
      pairs: [],
      pair: 0,
      time: 0,
    }
    return this.defaultsOf('CommutingDiagram', state)
  }

  get shownPair(): CommutingPair | undefined {
    return this.state('pairs')[this.state('pair')]
  }

  /** The pictures of the pair and time on show. */
  get shownPanels(): readonly Panel[] {
    const [pair, time] = [this.state('pair'), this.state('time')]
    return (this.state('panels')?.value ?? []).filter((panel) => panel.pair === pair && panel.time === time)
  }

  choose(choice: Partial<Pick<CommutingDiagramState, 'pair' | 'time'>>): void {
    this.set(choice)
    this.save_changes()
  }
}
