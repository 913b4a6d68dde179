import { Pkcs12Fault } from './fault.ts'

/** What deriving keys may take for one file, which says itself how often it wants to be hashed. */
export interface Budget {
  /** Before bytes of these lengths are derived. Throws `Pkcs12Fault`. */
  spend(hash: string, iterations: number, lengths: readonly number[]): void
}

// Firefox hashes 600,000 times for each of three; an authority's file has a derivation for its proof, its certificates and its key.
const MOST_ITERATIONS = 4_000_000
const MOST_DERIVATIONS = 16

export function derivationBudget(): Budget {
  let iterationsLeft = MOST_ITERATIONS
  let derivationsLeft = MOST_DERIVATIONS
  return {
    spend(hash, iterations, lengths) {
      const blocks = lengths.reduce((sum, length) => sum + Math.ceil(length / (SIZES[hash] ?? 20)), 0)
      derivationsLeft -= 1
      iterationsLeft -= iterations * blocks
      if (derivationsLeft < 0 || iterationsLeft < 0) throw new Pkcs12Fault('too-much')
    },
  }
}

/** Bytes of a digest: so many come of one round of iterations. */
const SIZES: Readonly<Record<string, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 }
