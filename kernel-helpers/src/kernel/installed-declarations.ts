import type ts from '@tslab/typescript-for-tslab'

const DOCUMENTATION = /^[ \t]*\/\*\*[\s\S]*?\*\/[ \t]*$/gm
const unwatched: ts.FileWatcher = { close: () => {} }

/**
 * Types that come with the installation: TypeScript's libraries, Node's, the kernel's own. Nothing changes there; watching
 * them would cost time at the start and wake an idle kernel. Their documentation is most of their text and a quarter of the
 * time that the compiler takes to start: it is left out until someone asks for it.
 */
export class InstalledDeclarations {
  readonly #undocumented = new Set<string>()
  readonly #callbacks = new Map<string, ts.FileWatcherCallback>()
  readonly #changed: ts.FileWatcherEventKind
  #documented = false

  /**
   * @param system what the compiler reads and watches files with; it is changed
   * @param folders of the installation
   * @param changed the kind of event of a file that has another text
   */
  constructor(system: ts.System, folders: readonly string[], changed: ts.FileWatcherEventKind) {
    this.#changed = changed
    const prefixes = folders.map((folder) => folder.replaceAll('\\', '/'))
    const isInstalled = (path: string): boolean => prefixes.some((prefix) => path.startsWith(prefix))
    const { readFile, watchFile, watchDirectory } = system
    system.readFile = (path, ...rest) => {
      const text = readFile.call(system, path, ...rest)
      if (this.#documented || !path.endsWith('.d.ts') || !isInstalled(path)) return text
      this.#undocumented.add(path)
      return text?.replace(DOCUMENTATION, '')
    }
    system.watchFile = (path, callback, ...rest) => {
      if (!isInstalled(path)) return watchFile!.call(system, path, callback, ...rest)
      if (this.#undocumented.has(path)) this.#callbacks.set(path, callback)
      return unwatched
    }
    system.watchDirectory = (path, ...rest) =>
      isInstalled(path) ? unwatched : watchDirectory!.call(system, path, ...rest)
  }

  /** Makes the compiler read them again, with documentation. That takes about half a second, once. */
  document(): void {
    this.#documented = true
    for (const [path, callback] of this.#callbacks) callback(path, this.#changed)
    this.#undocumented.clear()
    this.#callbacks.clear()
  }
}
