import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields, postButton } from '#src/web/components/button.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { field } from '#src/web/components/field.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import type { SavedSearch } from './saved-search.store.ts'

/** A search that was not saved: what was typed, and why. */
export interface NotSaved {
  readonly name: string
  readonly message: string
}

export const SAVED_PATH = '/buscar/guardadas'

/** Keeps the search that is shown, or says under which name it is kept. */
export function saveForm(
  view: View,
  {
    search,
    saved,
    csrf,
    notSaved,
  }: {
    readonly search: Pick<SavedSearch, 'query' | 'kind'>
    readonly saved: readonly SavedSearch[]
    readonly csrf: string
    readonly notSaved?: NotSaved | undefined
  },
): HtmlFragment {
  const { locale } = view
  const known = saved.find(({ query, kind }) => query === search.query && kind === search.kind)
  if (known !== undefined && notSaved === undefined)
    return html`<p class="muted">${words(locale, 'saved.as', { name: known.name })} <a href="/buscar">${words(locale, 'saved.all')}</a></p>`
  const body = html`<form class="form" method="post" action="${SAVED_PATH}" novalidate>${hiddenFields({ _csrf: csrf, q: search.query, en: search.kind })}${field(view, { name: 'nombre', label: words(locale, 'saved.name'), type: { kind: 'text' }, required: true, value: notSaved?.name, error: notSaved?.message })}<div class="form-submit">${button({ label: words(locale, 'saved.save'), look: 'primary', icon: 'check' })}</div></form>`
  return disclosure({ summary: words(locale, 'saved.new'), look: 'action', open: notSaved !== undefined, body })
}

/** The searches that a person keeps, where nothing is looked for yet. */
export function savedList(
  { locale }: View,
  saved: readonly SavedSearch[],
  csrf: string,
  hrefOf: (search: SavedSearch) => string,
): HtmlFragment | '' {
  if (saved.length === 0) return ''
  return html`<section class="saved-searches" aria-labelledby="guardadas"><h2 id="guardadas">${words(locale, 'saved.title')}</h2><ul>${saved.map(
    (each) =>
      html`<li><p class="search-title"><a href="${hrefOf(each)}">${each.name}</a></p><p class="search-facts"><span>${words(locale, `kind.${KINDS[each.kind] ?? 'cases'}`)}</span><span>${each.query}</span></p>${postButton({ action: `${SAVED_PATH}/${each.id}/borrar`, csrf, label: words(locale, 'saved.delete'), look: 'quiet', small: true, icon: 'cross' })}</li>`,
  )}</ul></section>`
}

const KINDS: Readonly<Record<string, 'cases' | 'messages' | 'articles' | 'manuals' | 'contacts'>> = {
  casos: 'cases',
  mensajes: 'messages',
  articulos: 'articles',
  manuales: 'manuals',
  personas: 'contacts',
}
