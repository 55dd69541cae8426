import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rspack } from '@rspack/core'

const here = fileURLToPath(new URL('.', import.meta.url))

/** The scripts and styles that an exported page carries: one file each, since a page has nowhere to load more from. */
const compiler = rspack({
  mode: 'production',
  target: ['web', 'es2020'],
  context: here,
  entry: {
    page: ['./lib/page/index.js', './style/page.css'],
    math: './lib/page/math.js',
    colours: '@jupyter-widgets/controls/css/materialcolors.css',
  },
  output: {
    path: join(here, 'scalescope/page/dist'),
    filename: '[name].js',
    cssFilename: '[name].css',
    asyncChunks: false,
    clean: true,
  },
  module: {
    rules: [
      { test: /\.css$/, type: 'css' },
      { test: /\.(svg|png)$/, type: 'asset/inline' },
    ],
  },
  performance: false,
  devtool: false,
})
compiler.run((error, stats) => {
  if (error) throw error
  console.log(
    stats.toString({ preset: 'summary', assets: true, errors: true, warnings: true, modules: false }),
  )
  if (stats.hasErrors()) process.exitCode = 1
  compiler.close(() => {})
})
