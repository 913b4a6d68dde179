import type { Manual } from '#src/manual/types.ts'
import type { HtmlFragment } from '#src/platform/http/html.ts'
import { fileList } from '#src/web/components/card.ts'
import type { View } from '#src/web/locale/time.ts'
import type { PublishedVersion } from './manual.store.ts'
import { manualPath, versionPath } from './places.ts'
import { words } from './words.ts'

/** The manual's own text, and what other programs read. */
export function formatLinks(
  view: View,
  {
    manual,
    published,
    inForce,
  }: { readonly manual: Manual; readonly published: PublishedVersion; readonly inForce: boolean },
): HtmlFragment {
  const { locale } = view
  const path = inForce ? manualPath(published.code) : versionPath(published.code, published.version)
  const tables = [manual.norms, ...manual.procedures.map(({ norms }) => norms)].flat().some(({ table }) => table)
  return fileList(view, [
    { name: words(locale, 'doc.source'), href: `${path}/fuente.md` },
    ...manual.procedures.map(({ number }) => ({
      name: words(locale, 'doc.format-bpmn', { number }),
      href: `${path}/procedimientos/${encodeURIComponent(number)}/diagrama.bpmn`,
    })),
    ...(tables ? [{ name: words(locale, 'doc.format-dmn'), href: `${path}/normas.dmn` }] : []),
    {
      name: words(locale, 'doc.format-xes'),
      href: `${manualPath(published.code)}/registro.xes`,
      note: words(locale, 'doc.format-xes-note'),
    },
  ])
}
