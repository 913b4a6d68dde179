/**
 * What of a text is compared: lower case, without accents, the ñ kept, because «ano» and «año» are two words. Words of the index,
 * of a query and of a passage to be marked all come through here.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (PLAIN.test(lower)) return lower
  return lower.normalize('NFD').replace(ENYE, 'ñ').replace(MARKS, '').normalize('NFC')
}

// All of ASCII needs no folding.
const PLAIN = /^[\x00-\x7f]*$/
const ENYE = /n\u0303/g
const MARKS = /\p{M}/gu
