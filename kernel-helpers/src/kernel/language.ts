import type { Execution } from './execution.js'
import { typescriptVersion } from './typescript.js'
import { type Json, PROTOCOL_VERSION } from './wire.js'

/** Content of kernel_info_reply. */
export function kernelInfo(): Json {
  return {
    status: 'ok',
    protocol_version: PROTOCOL_VERSION,
    implementation: 'scalescope',
    implementation_version: '0.1.0',
    language_info: {
      name: 'typescript',
      version: typescriptVersion,
      mimetype: 'text/typescript',
      file_extension: '.ts',
      pygments_lexer: 'typescript',
      codemirror_mode: { name: 'javascript', mode: 'typescript', typescript: true },
      nbconvert_exporter: 'script',
    },
    banner: `Scalescope: TypeScript ${typescriptVersion} on Node.js ${process.version}`,
    debugger: false,
    supported_features: [],
    help_links: [
      { text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' },
      { text: 'Node.js', url: 'https://nodejs.org/docs/latest-v20.x/api/' },
      { text: 'Vega-Lite', url: 'https://vega.github.io/vega-lite/docs/' },
      { text: 'Arrow', url: 'https://arrow.apache.org/js/current/' },
    ],
  }
}

/** Content of complete_reply, with the kind of each name for front ends that show it. */
export function complete(execution: Execution, request: Json): Json {
  const code = codeOf(request, 'complete_request')
  const { start, end, candidates, original } = execution.complete(code, unitsOf(code, request.cursor_pos))
  const range = { start: codePointsOf(code, start), end: codePointsOf(code, end) }
  const kinds = new Map(original?.entries.map(({ name, kind }) => [name, String(kind)]))
  return {
    status: 'ok',
    matches: candidates,
    cursor_start: range.start,
    cursor_end: range.end,
    metadata: {
      _jupyter_types_experimental: candidates.map((text) => ({
        ...range,
        text,
        type: kinds.get(text) ?? '',
      })),
    },
  }
}

/** Content of inspect_reply. */
export function inspect(execution: Execution, request: Json): Json {
  const code = codeOf(request, 'inspect_request')
  const info = execution.inspect(code, unitsOf(code, request.cursor_pos))
  if (!info) return { status: 'ok', found: false, data: {}, metadata: {} }
  const data = {
    'text/plain': [info.signature, info.documentation].filter(Boolean).join('\n\n'),
    'text/markdown': `\`\`\`typescript\n${info.signature}\n\`\`\`\n\n${info.documentation}`,
  }
  return { status: 'ok', found: true, data, metadata: {} }
}

/** Content of is_complete_reply. */
export function isComplete(execution: Execution, request: Json): Json {
  return { ...execution.isComplete(codeOf(request, 'is_complete_request')) }
}

/** @throws TypeError naming the request */
export function codeOf({ code }: Json, type: string): string {
  if (typeof code !== 'string') throw new TypeError(`${type}: code is ${typeof code}, expected a string`)
  return code
}

/** Jupyter counts characters as Unicode code points, JavaScript as UTF-16 units. */
function unitsOf(text: string, codePoints: unknown): number {
  if (typeof codePoints !== 'number') return text.length
  if (codePoints <= 0) return 0
  return Array.from(text).slice(0, codePoints).join('').length
}

function codePointsOf(text: string, units: number): number {
  return Array.from(text.slice(0, units)).length
}
