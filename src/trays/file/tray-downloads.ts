import { SHEET_FORMATS } from '#src/interchange/spreadsheet/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { downloads } from '#src/web/components/downloads.ts'
import { formatNumber, type View } from '#src/web/locale/time.ts'
import { orderOf, type TrayLook, trayAddress } from '../tray-look.ts'
import type { TrayName } from '../tray-scope.ts'
import { words } from '../words.ts'
import { MOST_ROWS } from './tray-file.ts'

/** What a tray can be taken along as, as it is looked at. */
export function trayDownloads(view: View, name: TrayName, look: TrayLook): HtmlFragment {
  const { locale } = view
  const whole = { ...look, order: orderOf(name, look) }
  const href = (format: string) => trayAddress(name, whole).replace(`/${name}`, `/${name}/tareas.${format}`)
  return html`<section class="card tray-columns" aria-labelledby="descargar"><h2 id="descargar">${words(locale, 'file.title')}</h2><p class="help">${words(locale, 'file.help', { most: formatNumber(locale, MOST_ROWS) })}</p><p class="downloads">${downloads(view, SHEET_FORMATS, href)}</p></section>`
}
