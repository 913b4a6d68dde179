import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import { buttonLink } from './button.ts'

/** Links to one thing as files of several kinds. */
export function downloads(
  { locale }: Pick<View, 'locale'>,
  formats: readonly ('xlsx' | 'ods' | 'csv' | 'pdf')[],
  href: (format: string) => string,
): HtmlFragment {
  return html`${formats.map((format) => buttonLink({ label: t(locale, `download.${format}`), href: href(format), download: true, icon: 'file', small: true }))}`
}
