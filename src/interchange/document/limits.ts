/** Beyond these a document is refused, in seconds and within bounded memory. */
export const LIMITS = {
  /** Bytes of the file. */
  file: 20_000_000,
  /** Entries of a Word document's archive, and their bytes once unpacked: of one part, and of all that are read. */
  zipEntries: 5_000,
  zipPart: 40_000_000,
  zipRatio: 200,
  /** Elements of XML inside one another, and in one part. */
  xmlDepth: 200,
  xmlElements: 2_000_000,
  pages: 400,
  /** Pieces of text on one page of a PDF. */
  pieces: 20_000,
  lines: 5_000,
  characters: 300_000,
  /** Characters of one line or cell. */
  line: 20_000,
} as const
