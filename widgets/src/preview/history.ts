import {
  type CellHistory,
  decodeHistory,
  type HistoryReply,
  type HistoryRequest,
  type RequestDropped,
} from 'scalescope/protocol'

/** A cell of the field at one of the scales. */
export type Cell = Pick<HistoryRequest, 'scale' | 'row' | 'column'>

/** The cell whose history is shown. */
export class CellFollower {
  #sequence = Date.now()
  #cell: Cell | undefined
  #history: CellHistory | undefined
  #problem = ''

  constructor(
    private readonly send: (request: HistoryRequest) => void,
    private readonly changed: () => void,
  ) {}

  get cell(): Cell | undefined {
    return this.#cell
  }

  /** Undefined until it has come. */
  get history(): CellHistory | undefined {
    return this.#history
  }

  /** Why it won't come. */
  get problem(): string {
    return this.#problem
  }

  follow(cell: Cell | undefined): void {
    this.#cell = cell
    this.#history = undefined
    this.#problem = ''
    this.#sequence++
    if (cell) this.send({ type: 'request-history', sequence: this.#sequence, ...cell })
    this.changed()
  }

  receive({ sequence }: HistoryReply, bytes: DataView): void {
    if (sequence !== this.#sequence) return
    this.#history = decodeHistory(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    this.changed()
  }

  drop({ sequence, message }: RequestDropped): void {
    if (sequence !== this.#sequence || message === null) return
    this.#problem = message
    this.changed()
  }
}
