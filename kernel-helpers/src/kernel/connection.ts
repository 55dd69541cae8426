import { readFileSync } from 'node:fs'

/** What a Jupyter server writes for a kernel that it starts. */
export interface Connection {
  readonly transport: string
  readonly ip: string
  readonly key: string
  readonly signature_scheme: string
  readonly shell_port: number
  readonly iopub_port: number
  readonly stdin_port: number
  readonly control_port: number
  readonly hb_port: number
}

export type Channel = 'shell' | 'iopub' | 'stdin' | 'control' | 'hb'

export function readConnection(path: string): Connection {
  const connection: Connection = JSON.parse(readFileSync(path, 'utf8'))
  for (const channel of ['shell', 'iopub', 'stdin', 'control', 'hb'] as const) {
    const port = connection[`${channel}_port`]
    if (!Number.isInteger(port)) {
      throw new Error(`connection file ${path}: ${channel}_port is ${port}, expected a port number`)
    }
  }
  return connection
}

export function address(connection: Connection, channel: Channel): string {
  const separator = connection.transport === 'ipc' ? '-' : ':'
  return `${connection.transport}://${connection.ip}${separator}${connection[`${channel}_port`]}`
}
