import { assembly } from './setup/assembly.mjs'
import { typescript } from './setup/node.mjs'

await typescript()
await assembly()
