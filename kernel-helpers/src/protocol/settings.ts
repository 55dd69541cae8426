/** Comm target under which the lab hands its settings to every Scalescope kernel: as it connects, and when they change. */
export const SETTINGS_TARGET = 'scalescope.settings'

/** Kernel → lab, after each hand-over. */
export interface SettingsReply {
  type: 'settings'
  /** What later runs use where a cell says nothing else. */
  settings: Record<string, unknown>
  /** Fields that were wrong, with their values and what was expected; their defaults are used. */
  problems: string[]
}
