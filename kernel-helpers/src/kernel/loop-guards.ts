import type ts from '@tslab/typescript-for-tslab'
import { context } from './context.js'
import { INTERRUPT, NONE } from './interrupt-state.js'

/** Thrown inside a loop of a cell that has been interrupted. */
export class Interrupted extends Error {
  override readonly name: string = 'Interrupted'

  constructor() {
    super('the cell was interrupted')
  }
}

const GUARD = '__scalescope_guard__'
const ASYNC_GUARD = '__scalescope_async_guard__'

/** Puts the functions that guarded loops call where cells find them. */
export function installLoopGuards(interrupt: Int32Array): void {
  // Atomics.load costs twenty times as much; V8 doesn't move plain reads of shared memory out of loops.
  const guard = (): void => {
    if (interrupt[INTERRUPT] !== NONE) throw new Interrupted()
  }
  const asyncGuard = (): void => {
    if (interrupt[INTERRUPT] !== NONE || context.getStore()?.cell?.abandoned) throw new Interrupted()
  }
  Object.defineProperty(globalThis, GUARD, { value: guard })
  Object.defineProperty(globalThis, ASYNC_GUARD, { value: asyncGuard })
}

/**
 * Every turn of a loop first looks whether the user wants to interrupt: a signal alone can't stop a synchronous
 * loop that follows an `await`, nor a loop of awaits whose cell has been given up.
 */
export function guardLoops(compiler: typeof ts): ts.TransformerFactory<ts.SourceFile> {
  const { factory } = compiler
  return (transformation) => {
    const visit = (node: ts.Node): ts.Node => {
      const visited = compiler.visitEachChild(node, visit, transformation)
      if (!compiler.isIterationStatement(visited, false)) return visited
      const name = awaits(node as ts.IterationStatement) ? ASYNC_GUARD : GUARD
      const call = factory.createCallExpression(factory.createIdentifier(name), undefined, [])
      const body = factory.createBlock([factory.createExpressionStatement(call), visited.statement])
      return withBody(visited, body)
    }
    return (file) => compiler.visitEachChild(file, visit, transformation)
  }

  function withBody(loop: ts.IterationStatement, body: ts.Block): ts.Node {
    if (compiler.isForStatement(loop)) {
      return factory.updateForStatement(loop, loop.initializer, loop.condition, loop.incrementor, body)
    }
    if (compiler.isForOfStatement(loop)) {
      return factory.updateForOfStatement(loop, loop.awaitModifier, loop.initializer, loop.expression, body)
    }
    if (compiler.isForInStatement(loop)) {
      return factory.updateForInStatement(loop, loop.initializer, loop.expression, body)
    }
    if (compiler.isWhileStatement(loop)) return factory.updateWhileStatement(loop, loop.expression, body)
    return factory.updateDoStatement(loop as ts.DoStatement, body, (loop as ts.DoStatement).expression)
  }

  function awaits(loop: ts.IterationStatement): boolean {
    let found = compiler.isForOfStatement(loop) && loop.awaitModifier !== undefined
    const search = (node: ts.Node): void => {
      if (found || compiler.isFunctionLike(node)) return
      if (compiler.isAwaitExpression(node)) found = true
      else compiler.forEachChild(node, search)
    }
    search(loop)
    return found
  }
}
