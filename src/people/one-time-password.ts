import { randomInt } from 'node:crypto'

// Without vowels, so that it spells nothing, and without letters that look alike on paper.
const letters = 'bcdfghjkmnpqrstvwxz23456789'

/** A password to be read aloud or from paper once: four groups of four, about 76 bits. */
export const oneTimePassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join(
    '-',
  )
