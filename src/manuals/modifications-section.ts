import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { table } from '#src/web/components/table.ts'
import { formatDate, formatInstant, type View } from '#src/web/locale/time.ts'
import type { ManualPageInput } from './manual-page.ts'
import { words } from './words.ts'

/** The register of modifications: each version with what it changed and what approved it, up to the one that is read. */
export function modificationsSection(view: View, { versions, published }: ManualPageInput): HtmlFragment {
  const { locale } = view
  const upTo = versions.slice(versions.findIndex(({ id }) => id === published.id))
  return html`<section class="manual-part" id="modificaciones"><h2>${words(locale, 'doc.modifications')}</h2>${table({
    caption: words(locale, 'doc.modifications'),
    rows: upTo,
    columns: [
      { label: words(locale, 'column.version'), head: true, cell: ({ version }) => version },
      { label: words(locale, 'column.since'), cell: ({ inForceFrom }) => formatInstant(view, inForceFrom) },
      {
        label: words(locale, 'doc.modification'),
        cell: ({ id, changes }) =>
          changes === ''
            ? words(locale, id === upTo.at(-1)?.id ? 'doc.first-version' : 'doc.no-changes-told')
            : html`<ul class="plain-list">${changes.split('\n').map((line) => html`<li>${line}</li>`)}</ul>`,
      },
      {
        label: words(locale, 'doc.approvals'),
        cell: ({ approvals }) =>
          approvals.length === 0
            ? '—'
            : html`<ul class="plain-list">${approvals.map(({ act, post, name, norm, date }) => html`<li>${[act, name ?? post, norm, date === undefined ? undefined : formatDate(view, date)].filter((part) => part !== undefined).join(', ')}</li>`)}</ul>`,
      },
    ],
  })}</section>`
}
