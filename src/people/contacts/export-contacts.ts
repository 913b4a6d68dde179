import { csvRow } from '#src/interchange/spreadsheet/index.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { CONTACTS_PAGE, type ContactPlace, listContacts } from './contact.store.ts'
import { phonesText } from './contact-fields.ts'
import { COLUMNS } from './read-contact-rows.ts'

/** All contacts as CSV, by name, piece by piece; an import reads it back. No cell is a formula. */
export async function* exportContacts(db: Queryable): AsyncGenerator<string> {
  yield `\uFEFF${csvRow(Object.values(COLUMNS).map(([heading]) => heading))}`
  let place: ContactPlace | null = null
  for (;;) {
    const rows: Awaited<ReturnType<typeof listContacts>> = await listContacts(db, place, EXPORT_PAGE)
    const shown = rows.slice(0, EXPORT_PAGE)
    yield shown
      .map(({ id, name, entity, unit, phones, mails, notes }) =>
        csvRow([
          id,
          name,
          entity?.code ?? '',
          entity?.name ?? '',
          unit ?? '',
          phonesText(phones),
          mails.join(' '),
          notes ?? '',
        ]),
      )
      .join('')
    const last = shown.at(-1)
    if (rows.length <= EXPORT_PAGE || last === undefined) return
    place = { name: last.nameKey, id: last.id }
  }
}

const EXPORT_PAGE = 20 * CONTACTS_PAGE
