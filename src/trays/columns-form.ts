import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button } from '#src/web/components/button.ts'
import { TRAY_COLUMNS } from '#src/web/components/tray-table.ts'
import { t } from '#src/web/locale/t.ts'
import type { View } from '#src/web/locale/time.ts'
import { hiddenLook } from './filter-form.ts'
import { COLUMN_NAMES, type TrayLook, USUAL_LOOK } from './tray-look.ts'
import type { TrayName } from './tray-scope.ts'
import { words } from './words.ts'

/** Which columns a tray shows, and how high its rows are. */
export function columnsForm(view: View, tray: TrayName, look: TrayLook, viewId: string | undefined): HtmlFragment {
  const { locale } = view
  const kept = hiddenLook({ ...look, columns: USUAL_LOOK.columns, compact: false }, viewId)
  const height = (value: string, label: string, checked: boolean) =>
    html`<label class="check"><input type="radio" name="filas" value="${value}"${checked ? html` checked` : ''}><span>${label}</span></label>`
  return html`<form class="card tray-columns" method="get" action="/bandejas/${tray}">${kept}<fieldset class="field"><legend>${words(locale, 'columns.title')}</legend><p class="help">${words(locale, 'columns.help')}</p><input type="hidden" name="columnas" value="caso"><div class="checks">${TRAY_COLUMNS.filter(
    (each) => each !== 'case',
  ).map(
    (each) =>
      html`<label class="check"><input type="checkbox" name="columnas" value="${COLUMN_NAMES[each]}"${look.columns.includes(each) ? html` checked` : ''}><span>${t(locale, `table.${each}`)}</span></label>`,
  )}</div></fieldset><fieldset class="field"><legend>${words(locale, 'columns.rows')}</legend><div class="checks">${height('comodas', words(locale, 'columns.comfortable'), !look.compact)}${height('compactas', words(locale, 'columns.compact'), look.compact)}</div></fieldset><div class="form-submit">${button({ label: words(locale, 'columns.apply'), look: 'primary' })}</div></form>`
}
