import type ts from '@tslab/typescript-for-tslab'

/**
 * Writes `{ name }` as `{ name: exports.name }` where another cell has declared it: tslab does so for every other use of
 * a name, but not for this one. Names that the cell declares itself, in whatever scope, are left alone.
 *
 * @param declared what earlier cells declare
 */
export function expandShorthands(
  compiler: typeof ts,
  declared: ReadonlySet<string>,
): ts.TransformerFactory<ts.SourceFile> {
  const { factory } = compiler
  return (transformation) => (file) => {
    const own = new Set<string>()
    const collect = (node: ts.Node): void => {
      if (isDeclaration(node) && node.name && compiler.isIdentifier(node.name)) own.add(node.name.text)
      compiler.forEachChild(node, collect)
    }
    collect(file)
    const visit = (node: ts.Node): ts.Node => {
      const visited = compiler.visitEachChild(node, visit, transformation)
      if (!compiler.isShorthandPropertyAssignment(visited)) return visited
      const { name, objectAssignmentInitializer: otherwise } = visited
      if (own.has(name.text) || !declared.has(name.text)) return visited
      const value = factory.createPropertyAccessExpression(factory.createIdentifier('exports'), name.text)
      return factory.createPropertyAssignment(
        name.text,
        otherwise ? factory.createAssignment(value, otherwise) : value,
      )
    }
    return compiler.visitEachChild(file, visit, transformation)
  }

  function isDeclaration(node: ts.Node): node is ts.NamedDeclaration {
    return (
      compiler.isVariableDeclaration(node) ||
      compiler.isBindingElement(node) ||
      compiler.isParameter(node) ||
      compiler.isFunctionDeclaration(node) ||
      compiler.isFunctionExpression(node) ||
      compiler.isClassLike(node) ||
      compiler.isImportClause(node) ||
      compiler.isImportSpecifier(node) ||
      compiler.isNamespaceImport(node)
    )
  }
}

/** The names that a text of declarations declares. */
export function declaredNames(compiler: typeof ts, declarations: string): ReadonlySet<string> {
  const names = new Set<string>()
  const collect = (node: ts.Node): void => {
    const { name } = node as Partial<ts.NamedDeclaration>
    if (name && compiler.isIdentifier(name)) names.add(name.text)
    if (compiler.isVariableStatement(node)) node.declarationList.declarations.forEach(collect)
    if (compiler.isImportDeclaration(node)) compiler.forEachChild(node, collect)
    if (compiler.isImportClause(node) || compiler.isNamedImports(node)) compiler.forEachChild(node, collect)
  }
  const file = compiler.createSourceFile('declarations.ts', declarations, compiler.ScriptTarget.Latest)
  file.statements.forEach(collect)
  return names
}
