import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { button } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatRelative, type View } from '#src/web/locale/time.ts'
import { words as manualWords } from '../words.ts'
import { IMPORTS_PATH, importPath } from './places.ts'
import type { ManualImport } from './types.ts'
import { words } from './words.ts'

const ACCEPTS = ['.docx', '.pdf', '.txt', '.md', '.bpmn', '.xml', '.yml', '.yaml']

/** The door through which documents come in, and those that came. */
export function importsPage(
  view: View,
  {
    csrf,
    imports,
    fault,
  }: { readonly csrf: string; readonly imports: readonly ManualImport[]; readonly fault?: string },
): HtmlFragment {
  const { locale } = view
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    crumbs: [{ label: manualWords(locale, 'title'), href: '/manuales' }, { label: words(locale, 'title') }],
  })}${card({
    body: form(view, {
      action: IMPORTS_PATH,
      csrf,
      multipart: true,
      body: field(view, {
        name: 'documento',
        label: words(locale, 'file'),
        required: true,
        type: { kind: 'file', accepts: ACCEPTS },
        help: words(locale, 'file-help'),
        ...(fault === undefined ? {} : { error: fault }),
      }),
      submit: button({ label: words(locale, 'submit'), look: 'primary', icon: 'up' }),
    }),
  })}<section class="import-list"><h2>${words(locale, 'list')}</h2>${
    imports.length === 0
      ? emptyState({ icon: 'file', title: words(locale, 'list.empty'), text: words(locale, 'list.empty-hint') })
      : table({
          caption: words(locale, 'list'),
          rows: imports,
          columns: [
            {
              label: words(locale, 'column.document'),
              head: true,
              cell: ({ id, name }) => html`<a href="${importPath(id)}">${name}</a>`,
            },
            { label: words(locale, 'column.when'), cell: ({ askedAt }) => formatRelative(view, askedAt) },
            { label: words(locale, 'column.state'), cell: (row) => stateOf(view, row) },
          ],
        })
  }</section>`
}

function stateOf(view: View, { state, counts }: ManualImport): HtmlFragment {
  const { locale } = view
  if (state === 'reading') return statusBadge(view, 'waiting', words(locale, 'state.reading'))
  if (state === 'refused') return statusBadge(view, 'overdue', words(locale, 'state.refused'))
  return statusBadge(
    view,
    counts?.doubts === 0 ? 'closed' : 'draft',
    words(locale, 'state.done', { count: counts?.doubts ?? 0 }),
  )
}
