import { currentSession } from './session.js'

/**
 * Asks the user for a line of text, under the running cell.
 *
 * @throws Error if the front end takes no input, or outside the kernel
 */
export function input(prompt = ''): Promise<string> {
  return ask(prompt, false)
}

/** As {@link input}, for a text that isn't shown while it is typed. */
export function password(prompt = ''): Promise<string> {
  return ask(prompt, true)
}

async function ask(prompt: string, hidden: boolean): Promise<string> {
  const session = currentSession()
  if (!session) throw new Error('input: asking the user needs the Scalescope kernel')
  return session.input(prompt, { password: hidden })
}
