import { setup } from './setup/index.mjs'

process.exitCode = (await setup()) ? 0 : 1
