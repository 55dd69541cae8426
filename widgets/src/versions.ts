import { SCHEMA_VERSION } from 'scalescope/protocol'

/** What to tell the reader when a state was written by an incompatible version; undefined when it was not. */
export function versionProblem(schemaVersion: unknown): string | undefined {
  if (schemaVersion === SCHEMA_VERSION) return undefined
  const advice =
    typeof schemaVersion === 'number' && schemaVersion > SCHEMA_VERSION
      ? 'Update the Scalescope extension of JupyterLab and reload the page.'
      : 'Run the cell again.'
  return `This output was written in format ${schemaVersion}, and this extension reads format ${SCHEMA_VERSION}. ${advice}`
}
