/** Marks that the control thread and the main thread share, in an Int32Array. */
export const PENDING = 0
export const SIGNALLED = 1
export const MARKS = 2
