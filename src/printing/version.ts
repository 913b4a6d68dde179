/** Number of the look of the paper: raised when the same input gives other bytes, so that what is kept is printed anew. */
export const PRINTING = 3
