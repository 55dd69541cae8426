import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application'
import { type ISessionContext, Notification } from '@jupyterlab/apputils'
import { IConsoleTracker } from '@jupyterlab/console'
import { INotebookTracker } from '@jupyterlab/notebook'
import type { Kernel } from '@jupyterlab/services'
import { ISettingRegistry } from '@jupyterlab/settingregistry'
import { SETTINGS_TARGET, type SettingsReply } from 'scalescope/protocol/settings'

const id = '@scalescope/labextension:settings'

/** Hands the settings to the Scalescope kernels of notebooks and consoles: on connection, after a restart, on change. */
export const settings: JupyterFrontEndPlugin<void> = {
  id,
  description: 'What trains, on how many threads, where results are kept',
  autoStart: true,
  requires: [ISettingRegistry],
  optional: [INotebookTracker, IConsoleTracker],
  activate: async (
    _app: JupyterFrontEnd,
    registry: ISettingRegistry,
    notebooks: INotebookTracker | null,
    consoles: IConsoleTracker | null,
  ) => {
    const loaded = await registry.load(id).catch((reason: unknown) => {
      Notification.error(`Scalescope's settings can't be used: ${inWords(reason)}`)
      return undefined
    })
    if (!loaded) return
    const comms = new Map<Kernel.IKernelConnection, Kernel.IComm>()
    const notices = new Notices()
    const asked = () => loaded.composite as Parameters<Kernel.IComm['send']>[0]

    /** Opens a comm to the session's kernel, unless there is one or the kernel has yet to come back from a restart. */
    const open = ({ session }: ISessionContext) => {
      const kernel = session?.kernel
      if (kernel?.name !== 'scalescope' || !kernel.handleComms || kernel.status === 'dead') return
      const restarting = kernel.status === 'restarting' || kernel.status === 'autorestarting'
      if (restarting && kernel.connectionStatus !== 'connected') return
      if (comms.get(kernel)?.isDisposed === false) return
      const comm = kernel.createComm(SETTINGS_TARGET)
      comm.onMsg = ({ content }) => notices.show(content.data as unknown as SettingsReply)
      comms.set(kernel, comm)
      comm.open(asked())
    }

    const follow = (context: ISessionContext) => {
      open(context)
      context.kernelChanged.connect(open)
      context.connectionStatusChanged.connect(open)
      context.statusChanged.connect(open)
    }

    for (const tracker of [notebooks, consoles]) {
      const add = ({ sessionContext }: { readonly sessionContext: ISessionContext }) => follow(sessionContext)
      tracker?.forEach(add)
      tracker?.widgetAdded.connect((_: unknown, panel) => add(panel))
    }
    loaded.changed.connect(() => {
      notices.clear()
      for (const [kernel, comm] of comms) {
        if (kernel.isDisposed) comms.delete(kernel)
        else if (!comm.isDisposed) comm.send(asked())
      }
    })
  },
}

/** Problems with the settings, each told once however many kernels find it. */
class Notices {
  private readonly told = new Map<string, string>()

  show({ problems }: SettingsReply): void {
    for (const problem of problems) {
      if (this.told.has(problem)) continue
      this.told.set(problem, Notification.error(`Scalescope's setting ${problem}`, { autoClose: false }))
    }
  }

  clear(): void {
    for (const notice of this.told.values()) Notification.dismiss(notice)
    this.told.clear()
  }
}

interface SchemaError {
  readonly instancePath?: string
  readonly message?: string
}

/** What the lab found wrong with the settings' file. */
function inWords(reason: unknown): string {
  if (!Array.isArray(reason)) return reason instanceof Error ? reason.message : String(reason)
  return (reason as SchemaError[])
    .map(({ instancePath, message }) => `${instancePath?.replace(/^\/(composite|user)\/?/, '')} ${message}`)
    .join('; ')
}
