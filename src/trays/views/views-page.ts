import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import { button, buttonLink, hiddenFields } from '#src/web/components/button.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { View } from '#src/web/locale/time.ts'
import { readLookText } from '../tray-look.ts'
import { isTrayName, TRAYS } from '../tray-scope.ts'
import { words } from '../words.ts'
import type { SavedView } from './view.store.ts'
import { sharedText, shareField, useFields, viewForm } from './view-form.ts'
import type { Shareable } from './view-permissions.ts'

export interface ViewsPageInput {
  readonly views: readonly SavedView[]
  readonly directory: InstitutionDirectory
  readonly person: string
  readonly shareable: Shareable
  readonly csrf: string
  readonly mayDelete: (view: SavedView) => boolean
  /** A change that was refused. */
  readonly sent?: {
    readonly id: string
    readonly name: string
    readonly shared: string
    readonly message: string
    /** A new view that was not saved: its tray and look. */
    readonly draft?: { readonly tray: string; readonly query: string } | undefined
  }
}

/** The views of a person, own and shared, with what may be done to each. */
export function viewsPage(view: View, input: ViewsPageInput): HtmlFragment {
  const { locale } = view
  const { views } = input
  return html`${pageHead(view, {
    title: words(locale, 'views'),
    lead: words(locale, 'views.lead'),
    crumbs: [{ label: words(locale, 'title'), href: '/bandejas' }, { label: words(locale, 'views') }],
  })}${errorSummary(view, input.sent === undefined ? [] : [{ message: input.sent.message }])}${draftForm(view, input)}${
    views.length === 0
      ? emptyState({ icon: 'tray', title: words(locale, 'views.empty'), text: words(locale, 'views.empty-hint') })
      : html`<ul class="views">${views.map((each) => viewCard(view, input, each))}</ul>`
  }`
}

/** A new view that was refused, with what was typed, to be sent again. */
function draftForm(view: View, { sent, shareable, csrf }: ViewsPageInput): HtmlFragment | '' {
  const draft = sent?.draft
  if (sent === undefined || draft === undefined || !isTrayName(draft.tray)) return ''
  return viewForm(view, { name: draft.tray, look: readLookText(draft.query), open: null, shareable, csrf, sent })
}

function viewCard(view: View, input: ViewsPageInput, saved: SavedView): HtmlFragment {
  const { locale } = view
  const { directory, person, csrf } = input
  const own = saved.owner === person
  const shared =
    saved.unit !== null
      ? words(locale, 'view.share-unit', { name: directory.unitById(saved.unit)?.name ?? '' })
      : saved.position !== null
        ? words(locale, 'view.share-position', {
            name: directory.nameOf(saved.position)?.post ?? '',
            unit: directory.nameOf(saved.position)?.unit ?? '',
          })
        : words(locale, 'view.private')
  return html`<li class="card view-card" id="vista-${saved.id}"><div class="card-head"><h2><a href="/bandejas/${saved.tray}?vista=${saved.id}">${saved.name}</a></h2><span class="badges">${badge(words(locale, TRAYS[saved.tray]))}${badge(shared, saved.unit === null && saved.position === null ? 'plain' : 'accent')}</span></div>${own ? '' : html`<p class="muted">${words(locale, 'view.of', { name: directory.personName(saved.owner) })}</p>`}
<form method="post" action="/bandejas/vistas/${saved.id}/uso" class="view-use" aria-label="${words(locale, 'view.how')}: ${saved.name}">${hiddenFields({ _csrf: csrf })}${useFields(view, saved)}${button({ label: words(locale, 'view.use'), small: true })}</form>
${own ? disclosure({ summary: `${words(locale, 'view.edit')}: ${saved.name}`, look: 'action', open: input.sent?.id === saved.id, body: editForm(view, input, saved) }) : ''}${input.mayDelete(saved) ? disclosure({ summary: `${words(locale, 'view.delete')}: ${saved.name}`, look: 'action', body: html`<p>${words(locale, 'view.delete-sure', { name: saved.name })}</p><form method="post" action="/bandejas/vistas/${saved.id}/borrar">${hiddenFields({ _csrf: csrf })}${button({ label: words(locale, 'view.delete'), look: 'danger' })}</form>` }) : ''}</li>`
}

function editForm(view: View, input: ViewsPageInput, saved: SavedView): HtmlFragment {
  const { locale } = view
  const sent = input.sent?.id === saved.id ? input.sent : undefined
  const hidden = { _csrf: input.csrf, revision: String(saved.revision) }
  return html`<form class="form" method="post" action="/bandejas/vistas/${saved.id}" novalidate>${hiddenFields(hidden)}${field(view, { name: 'nombre', id: `nombre-${saved.id}`, label: words(locale, 'view.name'), type: { kind: 'text' }, required: true, value: sent?.name ?? saved.name, error: sent?.message })}${sharing(view, input, saved, sent?.shared)}<div class="form-submit">${button({ label: words(locale, 'view.save'), look: 'primary' })}${buttonLink({ label: words(locale, 'view.open'), href: `/bandejas/${saved.tray}?vista=${saved.id}` })}</div></form>`
}

function sharing(view: View, { shareable }: ViewsPageInput, saved: SavedView, sent?: string): HtmlFragment | '' {
  const drawn = shareField(view, shareable, sent ?? sharedText(saved), `compartir-${saved.id}`)
  return drawn === '' ? '' : html`<input type="hidden" name="reparte" value="si">${drawn}`
}
