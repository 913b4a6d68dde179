import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { postButton } from '#src/web/components/button.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { versionPath } from '../places.ts'
import type { ManualCopy } from './copy.store.ts'
import { words } from './words.ts'

export interface CopiesInput {
  readonly code: string
  readonly version: string
  readonly copies: readonly ManualCopy[]
  readonly directory: InstitutionDirectory
  /** Units for whose head the reader acts. */
  readonly heads: readonly string[]
  readonly csrf: string
}

/** Who has to have a version, and who said that it came. */
export function copiesSection(view: View, input: CopiesInput): HtmlFragment {
  const { locale } = view
  const { directory, copies, heads } = input
  const awaited = copies.some(({ unit, receivedAt }) => receivedAt === null && heads.includes(unit))
  return html`<section class="manual-part" id="difusion"><h2>${words(locale, 'copies.title')}</h2><p>${words(locale, 'copies.lead')}</p>${
    awaited
      ? postButton({
          action: `${versionPath(input.code, input.version)}/recibido`,
          csrf: input.csrf,
          label: words(locale, 'copies.acknowledge'),
          look: 'primary',
          icon: 'check',
        })
      : ''
  }${table({
    caption: words(locale, 'copies.title'),
    rows: copies,
    columns: [
      {
        label: words(locale, 'copies.unit'),
        head: true,
        cell: ({ unit }) => directory.unitById(unit)?.name ?? '—',
      },
      {
        label: words(locale, 'copies.kind'),
        cell: ({ certified }) => words(locale, certified ? 'copies.certified' : 'copies.plain'),
      },
      { label: words(locale, 'copies.sent'), cell: ({ sentAt }) => formatInstant(view, sentAt) },
      {
        label: words(locale, 'copies.received'),
        cell: ({ receivedAt, receivedBy }) =>
          receivedAt === null
            ? words(locale, 'copies.pending')
            : words(locale, 'copies.by', {
                at: formatInstant(view, receivedAt),
                who: directory.personName(receivedBy ?? ''),
              }),
      },
    ],
  })}</section>`
}
