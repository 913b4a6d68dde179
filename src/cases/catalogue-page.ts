import { foldText } from '#src/manual/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { choiceList } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { View } from '#src/web/locale/time.ts'
import type { Offer } from './versions.ts'
import { words } from './words.ts'

/** What the manuals in force offer, by manual; `query` goes along to the start. */
export function cataloguePage(view: View, offers: readonly Offer[], query = ''): HtmlFragment {
  const { locale } = view
  const head = pageHead(view, { title: words(locale, 'catalogue'), lead: words(locale, 'catalogue.lead') })
  if (offers.length === 0) {
    return html`${head}${emptyState({ icon: 'empty', title: words(locale, 'catalogue.empty'), text: words(locale, 'catalogue.empty-hint') })}`
  }
  const manuals = new Map<string, Offer[]>()
  for (const offer of offers) manuals.set(offer.version.title, [...(manuals.get(offer.version.title) ?? []), offer])
  return html`${head}${[...manuals].map(
    ([title, group]) =>
      html`<section class="catalogue"><h2>${title}</h2>${choiceList(
        group.map((offer) => ({
          title: offer.name,
          href: `${offerPath(offer)}${query}`,
          text: offer.procedure.title,
          facts: [
            `${offer.version.code}, ${offer.procedure.number}`,
            words(locale, 'catalogue.by', { channels: offer.channels.join(', ') }),
          ],
        })),
      )}</section>`,
  )}`
}

/** `/tramites/DTI-MNP-01/8/servidor-virtual` */
export function offerPath(offer: Offer): string {
  return `/tramites/${encodeURIComponent(offer.version.code)}/${offer.procedure.number}/${offerSlug(offer)}`
}

export function offerSlug(offer: Offer): string {
  return foldText(offer.name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
