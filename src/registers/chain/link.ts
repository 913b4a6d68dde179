import { randomBytes } from 'node:crypto'
import type { InstantText } from '#src/calendar/types.ts'
import { privateDigest } from '#src/cases/chain.ts'
import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'

/** What a link of a book's chain stands for, as it is hashed. */
export type LinkFacts = EntryFacts | AnnotationFacts | ClosingFacts

export interface EntryFacts {
  readonly kind: 'entry'
  readonly folio: number
  readonly case: number
  readonly act: number
  readonly row: string
  readonly at: InstantText
  readonly by: string | null
  readonly form: string | null
  readonly formAct: number | null
  readonly digest: string
}

export interface AnnotationFacts {
  readonly kind: 'annotation'
  readonly folio: number
  readonly number: number
  readonly at: InstantText
  readonly by: string
  readonly digest: string
}

export interface ClosingFacts {
  readonly kind: 'closing'
  /** `2026-11` */
  readonly month: string
  readonly issue: number
  readonly fromLink: number
  readonly toLink: number
  readonly fromFolio: number | null
  readonly toFolio: number | null
  readonly entries: number
  readonly annotations: number
  /** Of the signed PDF. */
  readonly sha256: string
  readonly pages: number
  readonly at: InstantText
  readonly by: string
  readonly certificate: string
}

/** A book whose row is locked until the commit, about to be written in. */
export interface OpenBook {
  readonly id: number
  readonly name: string
  /** Place of what is written now, from 1. */
  readonly link: number
  /** Hash of what was written before. */
  readonly prev: string
}

/** SHA-256 over what is written, the book, the place in it and the hash before. */
export function linkHash(book: Pick<OpenBook, 'name' | 'link' | 'prev'>, facts: LinkFacts): string {
  return sha256Hex(canonicalJson({ register: book.name, link: book.link, ...facts, prev: book.prev }))
}

/** Private text with its salt, and the digest that enters the chain. */
export function salted(content: unknown): { salt: string; digest: string } {
  const salt = randomBytes(16).toString('hex')
  return { salt, digest: privateDigest(salt, content) }
}

/** The instant as the database keeps it, to the microsecond; what is hashed must come back from there. */
export function keptInstant(at: InstantText): InstantText {
  return Temporal.Instant.from(at).toString({ smallestUnit: 'microsecond', roundingMode: 'halfExpand' })
}
