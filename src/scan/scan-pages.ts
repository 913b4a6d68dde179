import { sizeText } from '#src/cases/case-page.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge, when } from '#src/web/components/badges.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { card, facts } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { type Column, table } from '#src/web/components/table.ts'
import { formatInstant, formatNumber, type View } from '#src/web/locale/time.ts'
import { CAP, FOUND_PAGE, type FoundFile, type ScanCounts, type SentFile } from './found-files.store.ts'
import { foundPage, SCAN_PAGE } from './scan-commands.ts'
import type { ScannerStanding } from './types.ts'
import { scanWords as words } from './words.ts'

const ADMINISTRATION = { es: 'Administración', en: 'Administration' }

export interface ScanPage {
  readonly standing: ScannerStanding
  readonly strict: boolean
  readonly counts: ScanCounts
  readonly found: readonly FoundFile[]
  readonly directory: InstitutionDirectory
}

/** How the scanner stands, and what it found, the newest first. */
export function scanBody(view: View, { standing, strict, counts, found, directory }: ScanPage): HtmlFragment {
  const { locale } = view
  const shown = found.slice(0, FOUND_PAGE)
  const last = found.length > FOUND_PAGE ? shown.at(-1) : undefined
  const columns: Column<FoundFile>[] = [
    {
      label: words(locale, 'name'),
      head: true,
      cell: (file) => html`<a href="${foundPage(file.sha256)}">${nameOf(view, file)}</a>`,
    },
    { label: words(locale, 'signature'), cell: (file) => foundIn(view, file) },
    { label: words(locale, 'state'), cell: (file) => stateOf(view, file) },
    {
      label: words(locale, 'who'),
      cell: ({ sent }) => (sent[0] === undefined ? '—' : senderOf(view, directory, sent[0])),
    },
    { label: words(locale, 'when'), cell: ({ scannedAt }) => (scannedAt === null ? '—' : when(view, scannedAt)) },
  ]
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, standing.kind === 'off' ? 'lead-off' : 'lead'),
    crumbs: [{ label: ADMINISTRATION[locale], href: '/administracion' }, { label: words(locale, 'title') }],
  })}${card({ title: words(locale, 'standing'), body: standingFacts(view, standing, strict, counts) })}${
    shown.length === 0
      ? emptyState({
          title: words(locale, 'found-empty'),
          text: words(locale, standing.kind === 'off' ? 'found-off-text' : 'found-empty-text'),
        })
      : table({ caption: words(locale, 'found'), columns, rows: shown })
  }${last === undefined ? '' : html`<p><a href="${SCAN_PAGE}?antes=${last.sha256}">${words(locale, 'older')}</a></p>`}`
}

function standingFacts(
  view: View,
  { kind, version }: ScannerStanding,
  strict: boolean,
  { waiting, waitingSeconds }: ScanCounts,
): HtmlFragment {
  const { locale } = view
  if (kind === 'off') return html`<p>${words(locale, 'scanner-off')}</p>`
  const count = formatNumber(locale, waiting)
  const minutes = formatNumber(locale, Math.round(waitingSeconds / 60))
  return facts([
    {
      term: words(locale, 'scanner'),
      value: statusBadge(view, kind === 'answers' ? 'closed' : 'overdue', words(locale, `scanner-${kind}`)),
    },
    ...(version === null ? [] : [{ term: words(locale, 'version'), value: version }]),
    { term: words(locale, 'rule'), value: words(locale, strict ? 'rule-strict' : 'rule-open') },
    {
      term: words(locale, 'waiting'),
      value:
        waiting >= CAP
          ? words(locale, 'waiting-many')
          : waiting === 0
            ? '0'
            : words(locale, 'waiting-some', { count, minutes }),
    },
  ])
}

/** One content: what was found in it, who sent it, and what can be done. */
export function foundBody(view: View, file: FoundFile, directory: InstitutionDirectory): HtmlFragment {
  const { locale } = view
  const { sha256, scannedAt, sent } = file
  const columns: Column<SentFile>[] = [
    { label: words(locale, 'name'), head: true, cell: ({ name }) => name },
    { label: words(locale, 'who'), cell: (each) => senderOf(view, directory, each) },
    { label: words(locale, 'at'), cell: ({ at }) => when(view, at) },
    { label: words(locale, 'case'), cell: ({ number }) => number ?? words(locale, 'no-case') },
  ]
  return html`${pageHead(view, {
    title: nameOf(view, file),
    status: stateOf(view, file),
    crumbs: [
      { label: ADMINISTRATION[locale], href: '/administracion' },
      { label: words(locale, 'title'), href: SCAN_PAGE },
      { label: nameOf(view, file) },
    ],
  })}${card({
    body: html`${facts([
      { term: words(locale, 'signature'), value: foundIn(view, file) },
      { term: words(locale, 'digest'), value: html`<code class="secret-token">${sha256}</code>` },
      ...(sent[0] === undefined ? [] : [{ term: words(locale, 'size'), value: sizeText(sent[0].size) }]),
      ...(scannedAt === null ? [] : [{ term: words(locale, 'when'), value: formatInstant(view, scannedAt) }]),
      ...decisions(view, file, directory),
    ])}${doors(view, file)}`,
  })}${card({
    title: words(locale, 'sent'),
    body:
      sent.length === 0
        ? emptyState({ title: words(locale, 'sent-empty'), text: words(locale, 'sent-empty-text') })
        : table({ caption: words(locale, 'sent'), columns, rows: sent }),
  })}`
}

function decisions(view: View, file: FoundFile, directory: InstitutionDirectory) {
  const { locale } = view
  const { releasedAt, releasedBy, releasedReason, removedAt, removedBy } = file
  const said = []
  if (releasedAt !== null)
    said.push({
      term: words(locale, 'released'),
      value: words(locale, 'released-by', {
        when: formatInstant(view, releasedAt),
        name: directory.personName(releasedBy ?? ''),
        reason: releasedReason ?? '',
      }),
    })
  if (removedAt !== null)
    said.push({
      term: words(locale, 'removed'),
      value: words(locale, 'removed-by', {
        when: formatInstant(view, removedAt),
        name: directory.personName(removedBy ?? ''),
      }),
    })
  return said
}

function doors({ locale }: View, { sha256, state, releasedAt, removedAt }: FoundFile): HtmlFragment | '' {
  if (removedAt !== null) return ''
  const page = foundPage(sha256)
  const open = releasedAt === null
  return html`<p class="row-actions">${buttonLink({ label: words(locale, 'rescan'), href: `${page}/revisar`, look: 'primary' })} ${open ? buttonLink({ label: words(locale, 'release'), href: `${page}/entregar` }) : ''} ${open && state === 'infected' ? buttonLink({ label: words(locale, 'remove'), href: `${page}/eliminar` }) : ''}</p>`
}

function stateOf(view: View, { state, releasedAt, removedAt }: FoundFile): HtmlFragment {
  const { locale } = view
  if (removedAt !== null) return statusBadge(view, 'closed', words(locale, 'state-removed'))
  if (releasedAt !== null) return statusBadge(view, 'waiting', words(locale, 'state-released'))
  return statusBadge(view, state === 'infected' ? 'overdue' : 'waiting', words(locale, `state-${state}`))
}

/** What was found, or why it could not be looked for. */
function foundIn({ locale }: View, { signature, said }: FoundFile): string {
  if (said !== null && /size limit|Limits\.Exceeded/i.test(said)) return words(locale, 'too-large')
  return signature ?? said ?? '—'
}

function senderOf({ locale }: View, directory: InstitutionDirectory, { by }: SentFile): string {
  return by === null ? words(locale, 'nobody') : directory.personName(by)
}

function nameOf({ locale }: View, { sent }: FoundFile): string {
  return sent[0]?.name ?? words(locale, 'no-name')
}
