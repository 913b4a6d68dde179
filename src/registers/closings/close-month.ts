import { Readable } from 'node:stream'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { may, type SignedInPerson } from '#src/people/permissions.ts'
import { openSigner } from '#src/people/signing/my-certificate.ts'
import { pictureOf, sealOfUnit } from '#src/people/signing/picture.store.ts'
import { checkPassword } from '#src/people/signing/prove-self.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Printer } from '#src/printing/index.ts'
import { drawSeal, signPdf } from '#src/signing/index.ts'
import { formatInstant } from '#src/web/locale/time.ts'
import { openBook } from '../annotations/annotation.store.ts'
import { keptInstant } from '../chain/link.ts'
import { bookFacts, responsibleUnit } from '../permissions.ts'
import { registerRefusal } from '../refusals.ts'
import { type BookStanding, bookStandings, insertClosing } from './closing.store.ts'
import { monthPrint, readStretch, stretchOf } from './month-print.ts'
import { type Month, monthsToClose } from './months.ts'

export type ClosingDeps = CaseRouteDeps & { readonly printer: Printer }

export interface Closer {
  readonly person: SignedInPerson
  readonly directory: InstitutionDirectory
  readonly password: string
  readonly address: string
}

/** The next month that is closed or issued again; null where nothing waits. */
export function monthsWaiting(standing: BookStanding, now: string, timeZone: string): Month[] {
  return [...standing.withdrawn, ...monthsToClose(standing, now, timeZone)]
}

/** Prints a month of a book, has the head who answers for it sign, and keeps the document in the chain. */
export async function closeMonth(deps: ClosingDeps, by: Closer, register: number, month: Month): Promise<void> {
  const { person, directory } = by
  const now = deps.clock()
  const timeZone = directory.rows.institution?.timeZone ?? 'UTC'
  const [standing] = await bookStandings(deps.db, register)
  if (standing === undefined) throw registerRefusal('register-unknown')
  if (!may(person, 'register.close', bookFacts(directory, standing.unit))) throw registerRefusal('may-not-close')
  checkMonth(standing, month, now, timeZone)
  const key = await checkPassword(deps.db, deps.people, {
    person: person.id,
    password: by.password,
    address: by.address,
    now,
  })
  const unit = responsibleUnit(directory, standing.unit)!
  const stretch = await stretchOf(deps.db, standing, month, timeZone)
  const content = await readStretch(deps, directory, standing, stretch)
  const print = await monthPrint(deps, directory, { standing, month, stretch, content, person: person.id, now })
  const { bytes, pages, approvals } = await deps.printer.register(print)
  await transaction(deps.db, async (tx) => {
    const book = await openBook(tx, register)
    const [still] = await bookStandings(tx, register)
    if (book === null || still === undefined) throw registerRefusal('register-unknown')
    checkMonth(still, month, now, timeZone)
    // An erasure while it was printed would be in the document.
    const unchanged =
      canonicalJson(await readStretch({ ...deps, db: tx }, directory, standing, stretch)) === canonicalJson(content)
    if (!unchanged) throw registerRefusal('month-changed')
    const signer = await openSigner(tx, deps.people, directory, { person: person.id, key, now })
    const at = Temporal.Instant.from(now)
    const handwriting = await pictureOf(tx, person.id)
    const institution = directory.rows.institution?.name ?? ''
    const post = directory.postById(unit.head!)?.title
    const [place] = approvals
    const signed = await signPdf(bytes, {
      signer: signer.key,
      at,
      timeZone,
      reason: `Cierre de ${print.title}, ${print.period}`,
      location: institution,
      title: `${print.title}, ${print.period}`,
      stamp: {
        act: 'Firma',
        name: directory.personName(person.id),
        post,
        unit: unit.name,
        ...standsIn(person, unit.head!),
        date: formatInstant({ locale: 'es', timeZone, now: at }, at),
        serial: signer.serial.slice(0, 8).toUpperCase(),
        ...(handwriting === null ? {} : { handwriting }),
        seal: (await sealOfUnit(tx, unit.id)) ?? { svg: drawSeal({ unit: unit.name, institution }) },
      },
      ...(place === undefined ? {} : { place: { page: place.page, rect: place.rect } }),
    })
    const { sha256, size } = await deps.files.save(Readable.from([signed]))
    const { issue, fromLink, toLink, fromFolio, toFolio, entries, annotations } = stretch
    await insertClosing(
      tx,
      book,
      {
        kind: 'closing',
        month,
        issue,
        fromLink,
        toLink,
        fromFolio,
        toFolio,
        entries,
        annotations,
        sha256,
        pages,
        at: keptInstant(now),
        by: person.id,
        certificate: signer.serial,
      },
      size,
    )
  })
}

function standsIn({ positions }: SignedInPerson, head: string): { standsInFor?: string } {
  const own = positions.find(({ id }) => id === head)
  return own === undefined || own.standsInFor === null ? {} : { standsInFor: 'por suplencia del cargo' }
}

function checkMonth(standing: BookStanding, month: Month, now: string, timeZone: string): void {
  if (standing.withdrawn.includes(month)) return
  const [next] = monthsToClose(standing, now, timeZone)
  if (next === month) return
  const over = next !== undefined || (standing.lastClosed !== null && month <= standing.lastClosed)
  throw registerRefusal(over ? 'month-not-next' : 'month-not-over')
}
