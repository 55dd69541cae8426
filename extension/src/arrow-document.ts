import { PathExt } from '@jupyterlab/coreutils'
import { ABCWidgetFactory, type DocumentRegistry, DocumentWidget } from '@jupyterlab/docregistry'
import { type Contents, ServerConnection } from '@jupyterlab/services'
import { PanelLayout, Widget } from '@lumino/widgets'
import { element } from '@scalescope/widgets/dist/dom.js'
import { WithoutContent } from './arrow-contents.js'

/** Larger files are not loaded into the page. */
const MOST_BYTES = 2 ** 28
/** Milliseconds between looks at the disk. */
const PERIOD = 2000

/** An Arrow file as plots, a player or a table; shown anew when it changes on disk. */
export class ArrowPanel extends Widget {
  private readonly panel = new PanelLayout()
  private shown = ''
  private readonly looking: number

  constructor(
    private readonly context: DocumentRegistry.Context,
    private readonly contents: Contents.IManager,
  ) {
    super()
    this.addClass('scalescope-arrow-document')
    this.layout = this.panel
    context.fileChanged.connect(() => void this.load())
    this.looking = window.setInterval(() => void this.look(), PERIOD)
    void context.ready.then(() => this.load())
  }

  override dispose(): void {
    clearInterval(this.looking)
    super.dispose()
  }

  /** Takes notice of another version on the disk. */
  private async look(): Promise<void> {
    if (!this.isVisible || document.hidden || !this.context.isReady) return
    const file = await this.contents.get(this.context.path, { content: false }).catch(() => undefined)
    if (file && versionOf(file) !== this.shown) await this.context.revert()
  }

  private async load(): Promise<void> {
    const file = this.context.contentsModel
    if (!file || versionOf(file) === this.shown) return
    this.shown = versionOf(file)
    const version = this.shown
    const shown = await this.draw(file).catch((error: Error) => problem(this.context.path, error))
    if (version !== this.shown || this.isDisposed) {
      shown.dispose()
      return
    }
    for (const old of [...this.panel.widgets]) old.dispose()
    this.panel.addWidget(shown)
  }

  private async draw({ path, size }: Omit<Contents.IModel, 'content'>): Promise<Widget> {
    if (size !== undefined && size > MOST_BYTES)
      throw new Error(
        `it has ${(size / 2 ** 20).toFixed(0)} MiB; expected at most ${MOST_BYTES / 2 ** 20} MiB. A notebook reads it frame by frame: “Open in Scalescope” in the file browser makes one.`,
      )
    const { serverSettings } = this.contents
    const url = await this.contents.getDownloadUrl(path)
    const response = await ServerConnection.makeRequest(url, { cache: 'no-store' }, serverSettings)
    if (!response.ok) throw await ServerConnection.ResponseError.create(response)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const { showArrow } = await import('@scalescope/widgets/dist/arrow/show.js')
    return showArrow(bytes)
  }
}

export class ArrowDocuments extends ABCWidgetFactory<DocumentWidget<ArrowPanel>> {
  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions,
    private readonly contents: Contents.IManager,
  ) {
    super(options)
  }

  override get contentProviderId(): string {
    return WithoutContent.id
  }

  protected override createNewWidget(context: DocumentRegistry.Context): DocumentWidget<ArrowPanel> {
    return new DocumentWidget({ content: new ArrowPanel(context, this.contents), context })
  }
}

function versionOf({ last_modified, size }: Pick<Contents.IModel, 'last_modified' | 'size'>): string {
  return `${last_modified} ${size}`
}

function problem(path: string, { message }: Error): Widget {
  const text = `${PathExt.basename(path)} can't be shown: ${message}`
  const node = element('p', { class: 'scalescope scalescope-problem', role: 'alert' }, text)
  return new Widget({ node })
}
