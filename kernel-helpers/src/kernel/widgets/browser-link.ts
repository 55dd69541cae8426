import { StandardWidget } from './standard.js'

/** A link that the browser keeps. */
export class BrowserLink<Traits extends object> extends StandardWidget<Traits> {
  unlink(): void {
    this.close()
  }
}
