import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application'
import { WidgetTracker } from '@jupyterlab/apputils'
import type { DocumentWidget } from '@jupyterlab/docregistry'
import { type Contents, IDefaultDrive } from '@jupyterlab/services'
import { WithoutContent } from './arrow-contents.js'
import { ArrowDocuments, type ArrowPanel } from './arrow-document.js'
import { arrowTableIcon } from './icons.js'

const FACTORY = 'Scalescope'

/** Opens Arrow files: results as plots, videos as players, anything else as tables. */
export const arrowViewer: JupyterFrontEndPlugin<void> = {
  id: '@scalescope/labextension:arrow-viewer',
  description: 'Viewer of results and videos in Arrow files',
  autoStart: true,
  requires: [IDefaultDrive],
  optional: [ILayoutRestorer],
  activate: (
    { docRegistry, serviceManager: { contents } }: JupyterFrontEnd,
    drive: Contents.IDrive,
    restorer: ILayoutRestorer | null,
  ) => {
    const type = {
      name: 'scalescope-arrow',
      displayName: 'Arrow file',
      extensions: ['.arrow'],
      mimeTypes: ['application/vnd.apache.arrow.file', 'application/vnd.apache.arrow.stream'],
      contentType: 'file',
      fileFormat: 'base64',
      icon: arrowTableIcon,
    } as const
    docRegistry.addFileType(type)
    drive.contentProviderRegistry?.register(
      WithoutContent.id,
      new WithoutContent({ apiEndpoint: 'api/contents', serverSettings: contents.serverSettings }),
    )
    const factory = new ArrowDocuments(
      {
        name: FACTORY,
        modelName: 'base64',
        fileTypes: [type.name],
        defaultFor: [type.name],
        readOnly: true,
      },
      contents,
    )
    const tracker = new WidgetTracker<DocumentWidget<ArrowPanel>>({ namespace: 'scalescope-arrow' })
    factory.widgetCreated.connect((_, document) => {
      document.title.icon = arrowTableIcon
      document.context.pathChanged.connect(() => void tracker.save(document))
      void tracker.add(document)
    })
    docRegistry.addWidgetFactory(factory)
    void restorer?.restore(tracker, {
      command: 'docmanager:open',
      args: ({ context }) => ({ path: context.path, factory: FACTORY }),
      name: ({ context }) => context.path,
    })
  },
}
