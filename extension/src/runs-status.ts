import { Widget } from '@lumino/widgets'
import { element } from '@scalescope/widgets/dist/dom.js'

/** What is being computed, in one line of the status bar. */
export class RunsStatus extends Widget {
  private readonly button = element('button', {
    type: 'button',
    class: 'scalescope-runs',
    title: 'Show the running computations',
  })

  constructor(onClick: () => void) {
    super()
    this.addClass('jp-mod-highlighted')
    this.node.append(this.button)
    this.button.addEventListener('click', onClick)
  }

  tell(summary: string): void {
    this.button.textContent = summary
  }
}
