/** Dimensions of space, 2 or 3: `molecular-dynamics` is compiled once for each. */
declare const DIMENSIONS: i32
