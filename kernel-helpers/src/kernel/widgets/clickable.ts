import { StandardWidget } from './standard.js'

/** A widget that is clicked. */
export class Clickable<Traits extends object> extends StandardWidget<Traits> {
  /** Calls back on every click. What the callback prints or throws is shown under the cell that called `onClick`. */
  onClick(callback: () => unknown): void {
    this.onMessage((content) => {
      if ((content as { event?: unknown }).event === 'click') return callback()
      return undefined
    })
  }
}
