/** Where an interrupt over the control channel stands, in an Int32Array that both threads share. */
export const INTERRUPT = 0
export const NONE = 0
/** Loops of cells stop when they see it. */
export const ASKED = 1
/** The control thread sends, or has sent, SIGINT. */
export const SIGNALLED = 2

/** In the same array: how far the threads are with ending the code that runs, see termination.ts. */
export const TERMINATION = 1
export const IDLE = 0
/** The control thread asks the main thread to get ready. */
export const WANTED = 1
/** The main thread waits for its code to be ended. */
export const PREPARED = 2
/** The control thread is about to end it. */
export const POSTING = 3
export const POSTED = 4
