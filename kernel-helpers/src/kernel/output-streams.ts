import { StringDecoder } from 'node:string_decoder'
import { context } from './context.js'
import type { Publisher, StreamName } from './publisher.js'
import type { Header } from './wire.js'

const stderr = process.stderr.write.bind(process.stderr)

/** A line for whoever reads the server's log, not for the notebook. */
export function log(line: string): void {
  stderr(`scalescope kernel: ${line}\n`)
}

/** From here on `process.stdout` and `process.stderr` show under the cell that writes to them. */
export function redirectOutput(publisher: Publisher, fallbackParent: () => Header | undefined): void {
  redirect('stdout')
  redirect('stderr')

  function redirect(name: StreamName): void {
    const decoder = new StringDecoder('utf8')
    process[name].write = (chunk: Uint8Array | string, encoding?: unknown, callback?: unknown): boolean => {
      const text =
        typeof chunk === 'string'
          ? chunk
          : decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
      publisher.stream(name, text, context.getStore()?.parent ?? fallbackParent())
      const done = typeof encoding === 'function' ? encoding : callback
      if (typeof done === 'function') process.nextTick(done as () => void)
      return true
    }
  }
}
