import { shownValue } from '#src/cases/manual-form.ts'
import { csvRow } from '#src/interchange/spreadsheet/index.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { RegisterPageInput } from './register-page.ts'
import { words } from './words.ts'

/** Entries as a file of a spreadsheet, in the order of the page. No cell is a formula. */
export function entriesCsv(
  view: View,
  {
    entries,
    limit,
    columns,
    fileNames,
    directory,
    annotations,
  }: Omit<RegisterPageInput, 'filter' | 'later' | 'printing'>,
): string {
  const { locale } = view
  const heads = (['column.folio', 'column.case', 'column.written', 'column.by'] as const).map((key) =>
    words(locale, key),
  )
  const rows = entries.slice(0, limit).flatMap(({ folio, content }) => {
    if (content === null) return []
    const beside = annotations.filter((each) => each.folio === folio)
    return [
      [
        String(folio),
        content.caseNumber,
        formatInstant(view, content.writtenAt),
        content.writtenBy === null ? words(locale, 'system') : directory.personName(content.writtenBy),
        ...columns.map((name) =>
          content.fields === null
            ? words(locale, 'erased', { date: content.erasedAt === null ? '—' : formatInstant(view, content.erasedAt) })
            : shownValue(content.fields[name] ?? null, {
                file: (id) => fileNames.get(id) ?? '—',
                person: (id) => directory.personName(id),
              }),
        ),
        beside.map(({ content: said }) => (said === null ? '' : said.corrected)).join(' / '),
      ],
    ]
  })
  return `\uFEFF${[[...heads, ...columns, words(locale, 'csv.correction')], ...rows].map(csvRow).join('')}`
}
