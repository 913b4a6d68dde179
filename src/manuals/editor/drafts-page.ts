import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { form } from '#src/web/components/form.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { t } from '#src/web/locale/t.ts'
import { formatRelative, type View } from '#src/web/locale/time.ts'
import type { DraftHead } from '../drafts/types.ts'
import { IMPORTS_PATH } from '../importing/places.ts'
import { words as importWords } from '../importing/words.ts'
import type { PublishedVersion } from '../manual.store.ts'
import { words as manualWords } from '../words.ts'
import { DRAFTS_PATH, draftPath } from './places.ts'
import { words } from './words.ts'

export interface DraftsPageInput {
  readonly csrf: string
  readonly open: readonly (DraftHead & { readonly errors: number; readonly warnings: number })[]
  readonly closed: readonly DraftHead[]
  readonly inForce: readonly PublishedVersion[]
  /** Version numbers by the id of the version. */
  readonly versions: ReadonlyMap<number, string>
  readonly directory: InstitutionDirectory
  /** May open drafts, not only read those of the own cases. */
  readonly drafts: boolean
}

/** The drafts of manuals, and the doors to a new one. */
export function draftsPage(view: View, input: DraftsPageInput): HtmlFragment {
  const { locale } = view
  const { open, closed, versions, directory, drafts } = input
  const name = ({ id, title }: DraftHead) => html`<a href="${draftPath(id)}">${title ?? words(locale, 'untitled')}</a>`
  const origin = ({ origin: from, baseVersion }: DraftHead) =>
    from === 'version'
      ? words(locale, 'origin.version', { version: versions.get(baseVersion!) ?? '' })
      : words(locale, `origin.${from}`)
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    crumbs: [{ label: manualWords(locale, 'title'), href: '/manuales' }, { label: words(locale, 'title') }],
  })}${drafts ? doors(view, input) : ''}${
    open.length === 0
      ? emptyState({ icon: 'pen', title: words(locale, 'list.empty'), text: words(locale, 'list.empty-text') })
      : table({
          caption: words(locale, 'title'),
          rows: open,
          columns: [
            { label: words(locale, 'column.manual'), head: true, cell: name },
            {
              label: manualWords(locale, 'column.code'),
              cell: ({ code }) => html`<span class="number">${code ?? '—'}</span>`,
            },
            { label: words(locale, 'column.origin'), cell: origin },
            { label: words(locale, 'column.state'), cell: (row) => draftState(view, row) },
            {
              label: words(locale, 'column.changed'),
              cell: ({ changedAt, changedBy }) =>
                words(locale, 'changed.by', {
                  name: directory.personName(changedBy),
                  when: formatRelative(view, changedAt),
                }),
            },
          ],
        })
  }${closed.length === 0 ? '' : closedDrafts(view, closed, directory)}`
}

function doors(view: View, { csrf, inForce }: DraftsPageInput): HtmlFragment {
  const { locale } = view
  const submit = (value: string) =>
    button({ label: words(locale, 'new.open'), look: 'secondary', icon: 'plus', name: 'desde', value })
  const blank = form(view, {
    action: DRAFTS_PATH,
    csrf,
    body: html`<h3>${words(locale, 'new.blank')}</h3><p class="muted">${words(locale, 'new.blank-help')}</p>`,
    submit: submit('plantilla'),
  })
  const document = html`<div class="form"><h3>${words(locale, 'new.document')}</h3><p class="muted">${importWords(locale, 'door')}</p><div class="form-submit">${buttonLink({ label: importWords(locale, 'title'), href: IMPORTS_PATH, icon: 'up' })}</div></div>`
  const version =
    inForce.length === 0
      ? ''
      : form(view, {
          action: DRAFTS_PATH,
          csrf,
          body: html`<h3>${words(locale, 'new.version')}</h3>${field(view, {
            name: 'version',
            label: words(locale, 'new.choose'),
            required: true,
            help: words(locale, 'new.version-help'),
            type: { kind: 'unit' },
            none: t(locale, 'form.choose'),
            value: inForce[0]!.id,
            choices: inForce.map(({ id, code, title, version: number }) => ({
              value: String(id),
              label: `${title} (${code}, ${number})`,
            })),
          })}`,
          submit: submit('version'),
        })
  return card({
    title: words(locale, 'new'),
    body: html`<div class="draft-doors">${blank}${version}${document}</div>`,
  })
}

/** How many errors and warnings, with a sign and words. */
export function draftState({ locale }: View, { errors, warnings }: { errors: number; warnings: number }): HtmlFragment {
  const first =
    errors === 0
      ? html`<span class="draft-state sound">${icon('check')}<span>${words(locale, 'state.sound')}</span></span>`
      : html`<span class="draft-state wrong">${icon('cross')}<span>${words(locale, 'state.errors', { count: errors })}</span></span>`
  return warnings === 0
    ? first
    : html`${first} <span class="draft-state">${icon('alert')}<span>${words(locale, 'state.warnings', { count: warnings })}</span></span>`
}

function closedDrafts(view: View, closed: readonly DraftHead[], directory: InstitutionDirectory): HtmlFragment {
  const { locale } = view
  return html`<section class="closed-drafts"><h2>${words(locale, 'list.closed')}</h2>${table({
    caption: words(locale, 'list.closed'),
    rows: closed,
    columns: [
      {
        label: words(locale, 'column.manual'),
        head: true,
        cell: ({ id, title }) => html`<a href="${draftPath(id)}">${title ?? words(locale, 'untitled')}</a>`,
      },
      {
        label: words(locale, 'column.state'),
        cell: ({ closedReason }) =>
          statusBadge(
            view,
            closedReason === 'published' ? 'closed' : 'annulled',
            words(locale, `state.${closedReason!}`),
          ),
      },
      {
        label: words(locale, 'column.closed'),
        cell: ({ closedAt, closedBy }) =>
          words(locale, 'changed.by', { name: directory.personName(closedBy!), when: formatRelative(view, closedAt!) }),
      },
    ],
  })}</section>`
}
