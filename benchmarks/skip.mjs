/** Thrown by a case that cannot run here. */
export class Skip extends Error {}
