/** Where an interrupt over the control channel stands, in an Int32Array that both threads share. */
export const NONE = 0
/** Loops of cells stop when they see it. */
export const ASKED = 1
/** The control thread sends, or has sent, SIGINT. */
export const SIGNALLED = 2
