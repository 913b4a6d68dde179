import type { CaseReading } from '#src/cases/read-case.ts'
import { foldText } from '#src/manual/index.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { View } from '#src/web/locale/time.ts'
import { listCannedTexts } from './canned-text.store.ts'
import { valuesOfCase } from './fill-for-case.ts'
import { unitsServing } from './permissions.ts'
import type { FilledText } from './pick-page.ts'
import { fillText } from './placeholders.ts'

/** The canned texts that a person may use, filled in for a case; those whose title or text has the words that were searched. */
export async function filledTexts(
  db: Queryable,
  view: View,
  reading: CaseReading,
  person: string,
  search: string,
): Promise<readonly FilledText[]> {
  const { directory } = reading.institution
  const texts = await listCannedTexts(db, unitsServing(directory, person), view.locale)
  const values = valuesOfCase(view, reading, person)
  const wanted = foldText(search.slice(0, 100)).split(' ')
  return texts
    .filter(({ title, body }) => {
      const whole = foldText(`${title} ${body}`)
      return wanted.every((word) => whole.includes(word))
    })
    .map(({ id, title, unit, language, body }) => ({
      id,
      title,
      unit: unit === null ? null : (directory.unitById(unit)?.name ?? null),
      language,
      text: fillText(body, values),
    }))
}
