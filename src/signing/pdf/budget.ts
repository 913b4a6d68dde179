import { PdfFault } from './types.ts'

/**
 * What reading one document may take, all its revisions together. A small file can ask for any amount of work: a stream unpacks to
 * thousands of times its size, the same cross references are told again and again, objects lie within each other.
 */
export interface Budget {
  /** Bytes and things that are left to be read. */
  readonly left: Record<Cost, number>
  /** Throws `PdfFault` where no more of it is left. */
  spend(cost: Cost, amount: number): void
}

/**
 * Sections and entries of cross references, each time they are read; bytes of streams, unpacked; bytes of objects, without the content of
 * streams; and the objects themselves, each time they are gone through.
 */
export type Cost = 'sections' | 'entries' | 'unpacked' | 'read' | 'objects'

// Three thousand pages with twenty signatures take a twentieth of it.
const MOST: Readonly<Record<Cost, number>> = {
  sections: 5_000,
  entries: 4_000_000,
  unpacked: 128 * 1024 * 1024,
  read: 128 * 1024 * 1024,
  objects: 2_000_000,
}

export function readingBudget(): Budget {
  const left = { ...MOST }
  return {
    left,
    spend(cost, amount) {
      left[cost] -= amount
      if (left[cost] < 0) throw new PdfFault('too-much', `more than ${MOST[cost]} ${cost}`)
    },
  }
}
