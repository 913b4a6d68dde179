import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { field } from '#src/web/components/field.ts'
import type { View } from '#src/web/locale/time.ts'
import { lookText, type TrayLook } from '../tray-look.ts'
import type { TrayName } from '../tray-scope.ts'
import { words } from '../words.ts'
import type { SavedView } from './view.store.ts'
import type { Shareable } from './view-permissions.ts'

export interface ViewFormInput {
  readonly name: TrayName
  readonly look: TrayLook
  readonly open: { readonly view: SavedView; readonly own: boolean } | null
  readonly shareable: Shareable
  readonly csrf: string
  /** What was sent and refused. */
  readonly sent?: { readonly name: string; readonly shared: string; readonly message: string }
}

/** Saves the look of now: as a new view, or into the own view that is open. */
export function viewForm(view: View, { name, look, open, shareable, csrf, sent }: ViewFormInput): HtmlFragment {
  const { locale } = view
  const hidden = { _csrf: csrf, bandeja: name, consulta: lookText(look) }
  const update =
    open?.own === true
      ? html`<form method="post" action="/bandejas/vistas/${open.view.id}" class="inline-form">${hiddenFields({ ...hidden, revision: String(open.view.revision) })}${button({ label: words(locale, 'view.update', { name: open.view.name }), look: 'primary', icon: 'check' })}</form>`
      : ''
  return html`<section class="card tray-view-form" aria-label="${words(locale, 'open.view')}">${update}<form class="form" method="post" action="/bandejas/vistas" novalidate>${hiddenFields(hidden)}<p class="help">${words(locale, 'unchanged-filter')}</p><div class="filters">${field(view, { name: 'nombre', label: words(locale, 'view.name'), type: { kind: 'text' }, required: true, autofocus: true, value: sent?.name, error: sent?.message })}${shareField(view, shareable, sent?.shared ?? '')}</div>${useFields(view, { pinned: true, first: false })}<div class="form-submit">${button({ label: words(locale, 'view.save'), look: update === '' ? 'primary' : 'secondary', icon: 'check' })}</div></form></section>`
}

/** With whom a view is shared; nothing for who may share with nobody. */
export function shareField(
  view: View,
  { units, positions }: Shareable,
  value: string,
  id = 'compartir-con',
): HtmlFragment | '' {
  if (units.length === 0 && positions.length === 0) return ''
  const { locale } = view
  return field(view, {
    name: 'compartir',
    id,
    label: words(locale, 'view.share'),
    type: { kind: 'unit' },
    none: words(locale, 'view.private'),
    value,
    choices: [
      ...units.map((each) => ({ value: `u:${each.id}`, label: words(locale, 'view.share-unit', { name: each.name }) })),
      ...positions.map((each) => ({
        value: `p:${each.id}`,
        label: words(locale, 'view.share-position', { name: each.name, unit: each.unit }),
      })),
    ],
  })
}

export function useFields({ locale }: View, { pinned, first }: { pinned: boolean; first: boolean }): HtmlFragment {
  const box = (name: string, label: string, checked: boolean) =>
    html`<label class="check"><input type="checkbox" name="${name}" value="si"${checked ? html` checked` : ''}><span>${label}</span></label>`
  return html`<div class="checks">${box('fijar', words(locale, 'view.pin'), pinned)}${box('primero', words(locale, 'view.first'), first)}</div>`
}

/** `u:…` or `p:…` of the form as a unit or a position. */
export function sharedWith(text: string | undefined): Pick<SavedView, 'unit' | 'position'> {
  const [, kind, id] = /^([up]):([0-9a-f-]{36})$/.exec(text ?? '') ?? []
  return { unit: kind === 'u' ? id! : null, position: kind === 'p' ? id! : null }
}

export function sharedText({ unit, position }: Pick<SavedView, 'unit' | 'position'>): string {
  return unit !== null ? `u:${unit}` : position !== null ? `p:${position}` : ''
}
