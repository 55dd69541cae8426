import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { SETTINGS_TARGET, type SettingsReply } from '../protocol/settings.js'
import type { Kernel } from './kernel.js'

type Check = (given: unknown) => Omit<SettingsReply, 'type'>

/**
 * Keeps what the lab's settings ask for, and answers what is made of it.
 *
 * @param checker URL of the module whose `checkedSettings` knows the fields, loaded when the first settings come. Not by
 * `import()`: Node fails if a cell requires what is being imported.
 */
export function takeSettings(kernel: Kernel, checker: URL): void {
  const require = createRequire(import.meta.url)
  kernel.onComm(SETTINGS_TARGET, (comm, given) => {
    const take = (given: unknown) => {
      kernel.settings = given
      const { checkedSettings } = require(fileURLToPath(checker)) as { checkedSettings: Check }
      comm.send({ type: 'settings', ...checkedSettings(given) } satisfies SettingsReply)
    }
    comm.onMessage(take)
    take(given)
  })
}
