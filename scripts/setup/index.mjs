import { assembly } from './assembly.mjs'
import { develop } from './develop.mjs'
import { checkNode, labExtension, nodePackages, typescript } from './node.mjs'
import { python, virtualEnvironment } from './python.mjs'
import { SetupError, seconds } from './step.mjs'
import { tensorflow } from './tensorflow.mjs'

/**
 * Makes a fresh clone ready: node_modules, .venv, TensorFlow, and everything built; does what has not been done yet.
 * Needs nothing but Node.
 * @returns {Promise<boolean>} whether all is ready; if not, it has been said what is missing
 */
export async function setup() {
  const start = performance.now()
  console.log('Setting up Scalescope in this folder')
  try {
    checkNode()
    await nodePackages()
    await virtualEnvironment()
    await tensorflow(python)
    await typescript()
    await assembly()
    await labExtension()
    await develop()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    console.error(
      error instanceof SetupError ? `\nSetup cannot go on: ${error.message}` : `\n${error.message}`,
    )
    return false
  }
  console.log(`Ready after ${seconds(start)}`)
  return true
}
