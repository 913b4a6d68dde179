import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { postButton } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { Draft, DraftRevision, DraftText } from '../drafts/types.ts'
import { words as manualWords } from '../words.ts'
import { changesView } from './changes-view.ts'
import { lineDiffView } from './line-diff-view.ts'
import { DRAFTS_PATH, draftPage, draftPath } from './places.ts'
import { words } from './words.ts'

/** Every saving of a draft; one of them beside what is kept now. */
export function historyPage(
  view: View,
  {
    draft,
    revisions,
    seen,
    writes,
    csrf,
    personName,
  }: {
    readonly draft: Draft
    readonly revisions: readonly DraftRevision[]
    readonly seen: (DraftRevision & DraftText) | null
    readonly writes: boolean
    readonly csrf: string
    readonly personName: (id: string) => string
  },
): HtmlFragment {
  const { locale } = view
  const title = draft.title ?? words(locale, 'untitled')
  const entry = ({ revision, savedAt, savedBy, restored }: DraftRevision) => {
    const notes = [
      ...(revision === draft.revision ? [words(locale, 'history.current')] : []),
      ...(restored === null ? [] : [words(locale, 'history.restored', { revision: restored })]),
    ]
    return html`<li><strong>${words(locale, 'history.revision', { revision })}</strong> <span class="muted">${formatInstant(view, savedAt)}, ${personName(savedBy)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}</span> ${revision === draft.revision ? '' : html`<a href="?revision=${revision}">${words(locale, 'history.see')}</a>`}</li>`
  }
  return html`${pageHead(view, {
    title: words(locale, 'history.title'),
    lead: words(locale, 'history.lead'),
    crumbs: [
      { label: manualWords(locale, 'title'), href: '/manuales' },
      { label: words(locale, 'title'), href: DRAFTS_PATH },
      { label: title, href: draftPath(draft.id) },
      { label: words(locale, 'history.title') },
    ],
  })}${seen === null ? '' : comparison()}${card({ body: html`<ol class="revision-list">${revisions.map(entry)}</ol>` })}`

  function comparison(): HtmlFragment {
    const { revision, source, examples } = seen!
    const same = source === draft.source && examples === draft.examples
    const lines = html`<h3>${words(locale, 'changes.words')}</h3>${changesView(view, source, draft.source)}<h3>${words(locale, 'changes.lines')}</h3>${lineDiffView(view, source, draft.source, words(locale, 'changes.lines'))}${examples === draft.examples ? '' : html`<h3>${words(locale, 'editor.examples')}</h3>${lineDiffView(view, examples, draft.examples, words(locale, 'editor.examples'))}`}`
    const restore =
      writes && draft.closedAt === null && !same
        ? postButton({
            action: draftPage(draft.id, 'restaurar'),
            csrf,
            fields: { revision: String(revision), vista: String(draft.revision) },
            label: words(locale, 'history.restore'),
            look: 'primary',
          })
        : ''
    return card({
      title: words(locale, 'history.revision', { revision }),
      body: html`<p>${words(locale, same ? 'history.same' : 'history.compare')}</p>${restore}${same ? '' : lines}`,
    })
  }
}
