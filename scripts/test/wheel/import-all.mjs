// Imports every module below a folder but the programs, and prints how many: `node import-all.mjs FOLDER`.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [folder] = process.argv.slice(2)
const programs = /(^|[\\/])(main|[^\\/]+-thread|[^\\/]+\.main)\.js$/
const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.js') && !programs.test(file),
)
for (const module of modules) await import(pathToFileURL(join(folder, module)).href)
console.log(modules.length)
process.exit(0)
