import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { CompiledProcedure } from '#src/procedure/index.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { facts } from '#src/web/components/card.ts'
import { formatDay, formatInstant, type View } from '#src/web/locale/time.ts'
import { shownValue } from './manual-form.ts'
import type { CaseReading } from './read-case.ts'
import { readRecord } from './record-entry.ts'
import { words } from './words.ts'

/** The record of a case as a sheet to print: every act with who, when, what text and its hash. */
export function printedRecord(view: View, reading: CaseReading): HtmlFragment {
  const { file, version, acts, institution } = reading
  const { locale } = view
  const procedure = version.procedure(file.procedure)!
  const names = {
    file: (id: string) => reading.files.find((each) => each.id === id)?.name ?? '—',
    person: (id: string) => institution.directory.personName(id),
  }
  return html`<article class="printed-record"><p class="no-print">${buttonLink({ label: words(locale, 'nav.print-back'), href: `/expedientes/${file.number}`, icon: 'left' })}</p>
<header><p>${institution.directory.rows.institution?.name ?? ''}</p><h1>${words(locale, 'printed.heading', { number: file.number })}</h1><p><strong>${file.title}</strong></p>
<p>${words(locale, 'printed.lead', { at: formatInstant(view, view.now), count: file.seq, hash: file.headHash })}</p></header>
${facts([
  { term: words(locale, 'fact.procedure'), value: `${procedure.procedure.number}. ${procedure.procedure.title}` },
  {
    term: words(locale, 'fact.manual'),
    value: words(locale, 'fact.version', { code: version.code, version: version.version }),
  },
  { term: words(locale, 'fact.requester'), value: reading.requester },
  { term: words(locale, 'fact.opened'), value: formatInstant(view, file.openedAt) },
  ...(file.closedAt === null
    ? []
    : [{ term: words(locale, 'fact.closed'), value: formatInstant(view, file.closedAt) }]),
])}
<ol class="printed-acts">${readRecord(acts, institution.directory, locale).map(
    (entry) =>
      html`<li><p><strong>${formatInstant(view, entry.at)}</strong> · ${entry.who ?? 'Ventanilla'}</p><p>${entry.sentence}</p>${
        entry.erasedAt === null
          ? ''
          : html`<p>${words(locale, 'printed.erased', { date: formatDay(view, entry.erasedAt) })}</p>`
      }${[entry.private?.reason, entry.private?.place, entry.private?.note].map((text) => (text === undefined ? '' : html`<p class="written">${text}</p>`))}${
        entry.private?.form === undefined
          ? ''
          : facts(
              inPrintedOrder(procedure, Object.entries(entry.private.form)).map(([term, value]) => ({
                term,
                value: shownValue(value, names),
              })),
            )
      }<p class="muted">${words(locale, 'printed.hash')} <code>${entry.hash}</code></p></li>`,
  )}</ol></article>`
}

/** The database keeps the fields of a form in an order of its own; people know them in the form's. */
function inPrintedOrder<Value>({ forms }: CompiledProcedure, entries: [string, Value][]): [string, Value][] {
  const form = [...forms.values()].find(({ fields }) =>
    entries.every(([name]) => fields.some((field) => field.name === name)),
  )
  const place = (name: string) => form?.fields.findIndex((field) => field.name === name) ?? 0
  return entries.toSorted(([a], [b]) => place(a) - place(b))
}
