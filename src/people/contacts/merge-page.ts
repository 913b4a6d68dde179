import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { View } from '#src/web/locale/time.ts'
import { contactFacts, contactTable, searchForm } from './contact-pages.ts'
import { contactWords as words } from './contact-words.ts'
import type { Contact } from './types.ts'

/** Choosing the record that is one too many, and then the result before it is done. */
export function mergeBody(
  view: View,
  input: {
    readonly keep: Contact
    readonly asked: string
    readonly candidates: readonly Contact[]
    readonly chosen: { readonly other: Contact; readonly result: Contact; readonly form: HtmlFragment } | null
  },
): HtmlFragment {
  const { locale } = view
  const { keep, asked, candidates, chosen } = input
  const own = `/contactos/${keep.id}`
  const head = pageHead(view, {
    title: words(locale, 'merge.title'),
    lead: words(locale, 'merge.lead', { name: keep.name }),
    crumbs: [
      { label: words(locale, 'title'), href: '/contactos' },
      { label: keep.name, href: own },
      { label: words(locale, 'merge') },
    ],
  })
  if (chosen !== null)
    return html`${head}<div class="merge-three">${card({ title: `${words(locale, 'merge.kept')}: ${keep.name}`, body: contactFacts(view, keep) })}${card({ title: `${words(locale, 'merge.gone')}: ${chosen.other.name}`, body: contactFacts(view, chosen.other) })}${card({ title: words(locale, 'merge.result'), body: html`${contactFacts(view, chosen.result)}<p class="muted">${words(locale, 'merge.text')}</p>${chosen.form}` })}</div>`
  const choose = (other: Contact) =>
    buttonLink({ label: words(locale, 'merge.choose'), href: `${own}/unir?con=${other.id}`, small: true })
  return html`${head}${searchForm(view, `${own}/unir`, asked)}${
    candidates.length === 0
      ? emptyState({
          icon: 'search',
          title: words(locale, 'nobody', { asked: asked || keep.name }),
          text: words(locale, 'nobody.text'),
        })
      : contactTable(view, candidates, { action: choose })
  }`
}
