import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type ts from '@tslab/typescript-for-tslab'
import type { Converter, ConvertResult, Diagnostic } from 'tslab/dist/converter.js'
import type { createExecutor } from 'tslab/dist/executor.js'
import { InstalledDeclarations } from './installed-declarations.js'
import { guardLoops } from './loop-guards.js'
import { packages } from './packages.js'
import { declaredNames, expandShorthands } from './shorthands.js'
import { registerSource } from './source-position.js'

const require = createRequire(import.meta.url)
const tslabFolder = dirname(dirname(require.resolve('tslab')))
const tslabRequire = createRequire(join(tslabFolder, 'package.json'))
const COMPILER = '@tslab/typescript-for-tslab'
const installation = [dirname(tslabFolder), packages.scalescope]
const INLINE_MAP = /\n?\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/

/** The version of TypeScript that cells are checked by, without loading it. */
export const typescriptVersion: string = (tslabRequire(`${COMPILER}/package.json`) as { version: string })
  .version

export interface Tslab {
  readonly converter: Converter
  readonly createExecutor: typeof createExecutor
  readonly isCompleteCode: (code: string) => { completed: boolean; indent?: string }
  readonly printQuickInfo: (info: ts.QuickInfo) => string
  /** The hook of tslab's own display functions. */
  readonly jupyter: { lastWriteDisplayData: ((content: object, update?: boolean) => void) | null }
}

export interface CellName {
  /** What stack traces of the running code call it. */
  readonly url: string
  /** What the user is told. */
  readonly name: string
}

/** Reads the compiler's code, without starting it. This takes about 0.1 s. */
export function preloadCompiler(): void {
  tslabRequire(COMPILER)
}

/**
 * Loads tslab with a compiler that keeps source maps, guards loops, and finds {@link packages} from any folder.
 * This takes one to two seconds.
 *
 * @param cellName names the cell that is being compiled.
 * @param onDiagnostics is told what is wrong with a cell or a module.
 */
export function loadTslab(
  cellName: () => CellName,
  onDiagnostics: (diagnostics: readonly Diagnostic[], source: string) => void,
): Tslab {
  const path = tslabRequire.resolve(COMPILER)
  const compiler = tslabRequire(COMPILER) as typeof ts
  const compiled = new Map<string, { outer: string; inner: string }>()
  const modules = new Map<string, string>()
  let declared: ReadonlySet<string> = new Set()
  let installed: InstalledDeclarations | undefined
  const cached = require.cache[path]!
  cached.exports = { ...compiler, createWatchCompilerHost, transpileModule }
  const { createConverter, isCompleteCode } = tslabRequire('./dist/converter')
  cached.exports = compiler

  const converter: Converter = createConverter({})
  return {
    converter: { ...converter, convert, inspect, addModule },
    createExecutor: tslabRequire('./dist/executor').createExecutor,
    isCompleteCode,
    printQuickInfo: tslabRequire('./dist/inspect').printQuickInfo,
    jupyter: tslabRequire('./dist/jupyter'),
  }

  function createWatchCompilerHost(
    roots: string[],
    options: ts.CompilerOptions,
    system: ts.System,
    ...rest: unknown[]
  ): ts.WatchCompilerHost<ts.BuilderProgram> {
    installed = new InstalledDeclarations(system, installation, compiler.FileWatcherEventKind.Changed)
    const paths = Object.entries(packages).flatMap(([name, folder]) => [
      [name, [folder]],
      [`${name}/*`, [`${folder}/*`]],
    ])
    const ours: ts.CompilerOptions = {
      inlineSourceMap: true,
      paths: Object.fromEntries(paths),
      // Global types of other packages cost time in every cell and may need a newer compiler.
      types: ['node'],
      typeRoots: [dirname(dirname(tslabRequire.resolve('@types/node/package.json')))],
    }
    return (compiler.createWatchCompilerHost as (...args: unknown[]) => never)(
      roots,
      { ...options, ...ours },
      system,
      ...rest,
    )
  }

  function transpileModule(code: string, options: ts.TranspileOptions): ts.TranspileOutput {
    const inner = INLINE_MAP.exec(code)?.[1]
    const output = compiler.transpileModule(code.replace(INLINE_MAP, '\n'), {
      ...options,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
      transformers: { before: [expandShorthands(compiler, declared), guardLoops(compiler)] },
    })
    const outputText = output.outputText.replace(/\/\/# sourceMappingURL=\S+\s*$/, '')
    if (inner && output.sourceMapText) {
      compiled.set(outputText, {
        outer: output.sourceMapText,
        inner: Buffer.from(inner, 'base64').toString(),
      })
    }
    return { ...output, outputText }
  }

  function convert(previous: string, source: string): ConvertResult {
    compiled.clear()
    declared = declaredNames(compiler, previous)
    const result = converter.convert(previous, source)
    if (result.diagnostics.length > 0) onDiagnostics(result.diagnostics, source)
    for (const { path, data } of result.sideOutputs ?? []) {
      const name = basename(path, '.js')
      const module = modules.get(name)
      const file = ['.ts', '.tsx', '.js']
        .map((suffix) => path.replace(/\.js$/, suffix))
        .find(compiler.sys.fileExists)
      const text = module ?? compiler.sys.readFile(file ?? path) ?? ''
      register(
        path,
        { name: file ? basename(file) : name, text, linesAbove: module === undefined ? 0 : 1 },
        data,
      )
    }
    if (result.output === undefined) return result
    const { url, name } = cellName()
    register(url, { name, text: source, linesAbove: 1 }, result.output, 1)
    return {
      ...result,
      output: `\n${result.output}\n//# sourceURL=${url}`,
      hasToplevelAwait: result.hasToplevelAwait || hasTopLevelAwait(source),
    }
  }

  function inspect(...args: Parameters<Converter['inspect']>): ts.QuickInfo {
    installed?.document()
    return converter.inspect(...args)
  }

  function register(
    url: string,
    source: { name: string; text: string; linesAbove: number },
    code: string,
    shift = 0,
  ): void {
    const steps = compiled.get(code)
    if (!steps) return
    const outer = JSON.parse(steps.outer) as { mappings: string }
    outer.mappings = ';'.repeat(shift) + outer.mappings
    const generatedLines = code.split('\n').length + shift
    registerSource(url, {
      ...source,
      generatedLines,
      maps: [JSON.stringify(outer), steps.inner],
    })
  }

  function addModule(...args: Parameters<Converter['addModule']>): Diagnostic[] {
    modules.set(args[0], args[1])
    const diagnostics = converter.addModule(...args)
    if (diagnostics.length > 0) onDiagnostics(diagnostics, args[1])
    return diagnostics
  }

  /** tslab overlooks `await (…)`, `for await` and a few more. */
  function hasTopLevelAwait(source: string): boolean {
    if (!source.includes('await')) return false
    const file = compiler.createSourceFile('cell.ts', `export {};\n${source}`, compiler.ScriptTarget.Latest)
    const search = (node: ts.Node): boolean | undefined => {
      if (compiler.isFunctionLike(node)) return undefined
      if (compiler.isAwaitExpression(node)) return true
      if (compiler.isForOfStatement(node) && node.awaitModifier) return true
      return compiler.forEachChild(node, search)
    }
    return search(file) === true
  }
}
