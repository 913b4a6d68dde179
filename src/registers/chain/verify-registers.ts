import { FIRST_HASH, privateDigest } from '#src/cases/chain.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { type BookHead, bookHeads, linksAfter, type StoredLink } from './link.store.ts'
import { type LinkFacts, linkHash } from './link.ts'

/** The first fault of a book: what is behind it hangs on it, and proves nothing. */
export interface RegisterFault {
  readonly code: 'falta' | 'alterado' | 'texto-alterado' | 'final-alterado'
  readonly message: string
}

export interface CheckedRegister {
  readonly name: string
  readonly folios: number
  readonly annotations: number
  readonly closings: number
  readonly erased: number
  readonly fault: RegisterFault | null
}

const BATCH = 1_000

/** Walks the chain of every book from its first folio, in memory for one batch. */
export async function verifyRegisters(db: Queryable): Promise<CheckedRegister[]> {
  const checked: CheckedRegister[] = []
  for (const book of await bookHeads(db)) checked.push(await verifyBook(db, book))
  return checked
}

interface Walk {
  link: number
  prev: string
  folios: number
  annotations: number
  closings: number
  erased: number
}

async function verifyBook(db: Queryable, book: BookHead): Promise<CheckedRegister> {
  const walk: Walk = { link: 0, prev: FIRST_HASH, folios: 0, annotations: 0, closings: 0, erased: 0 }
  let fault: RegisterFault | null = null
  for (let more = true; more && fault === null; ) {
    const links = await linksAfter(db, book.id, walk.link, BATCH)
    for (const each of links) {
      fault = stepFault(book, walk, each)
      if (fault !== null) break
    }
    more = links.length === BATCH
  }
  fault ??= endFault(book, walk)
  const { folios, annotations, closings, erased } = walk
  return { name: book.name, folios, annotations, closings, erased, fault }
}

function stepFault(
  book: BookHead,
  walk: Walk,
  { link, facts, hash, lost, private: own }: StoredLink,
): RegisterFault | null {
  if (link !== walk.link + 1) return missing(walk)
  if (facts.kind === 'entry' && facts.folio !== walk.folios + 1) return missing(walk)
  if (linkHash({ name: book.name, link, prev: walk.prev }, facts) !== hash)
    return { code: 'alterado', message: `${nameOf(facts)} fue alterado: su resumen no es el que se escribió.` }
  if (facts.kind !== 'closing') {
    if (lost)
      return {
        code: 'texto-alterado',
        message: `${nameOf(facts)} perdió su texto, y no consta que se borrara por ley.`,
      }
    if (own && privateDigest(own.salt, own.content) !== facts.digest)
      return { code: 'texto-alterado', message: `${nameOf(facts)} fue alterado: su texto no es el que se escribió.` }
    if (own === null) walk.erased += 1
  }
  walk.link = link
  walk.prev = hash
  if (facts.kind === 'entry') walk.folios += 1
  else if (facts.kind === 'annotation') walk.annotations += 1
  else walk.closings += 1
  return null
}

function endFault(book: BookHead, walk: Walk): RegisterFault | null {
  if (walk.folios < book.lastFolio) return missing(walk)
  if (walk.link === book.lastLink && walk.prev === book.headHash && walk.folios === book.lastFolio) return null
  return walk.link < book.lastLink
    ? missing(walk)
    : {
        code: 'final-alterado',
        message: `El final del libro fue alterado: termina en el folio ${walk.folios} con otro resumen.`,
      }
}

function missing({ link, folios }: Walk): RegisterFault {
  return {
    code: 'falta',
    message: `Falta lo que seguía al folio ${folios}: el folio ${folios + 1}, una anotación o un cierre (lugar ${link + 1} de la cadena).`,
  }
}

function nameOf(facts: LinkFacts): string {
  if (facts.kind === 'entry') return `El folio ${facts.folio}`
  if (facts.kind === 'annotation') return `El texto de la anotación ${facts.number} del folio ${facts.folio}`
  return `El cierre del mes ${facts.month}`
}
