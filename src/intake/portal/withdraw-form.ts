import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { type CompiledProcedure, mayAnnul } from '#src/procedure/index.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { field } from '#src/web/components/field.ts'
import type { View } from '#src/web/locale/time.ts'
import type { RequestPageInput } from './request-page.ts'
import { words } from './words.ts'

/** To take a request back, with a reason, while nobody else has acted; after that, how to ask for it. */
export function withdrawForm(view: View, input: RequestPageInput, procedure: CompiledProcedure): HtmlFragment | '' {
  const { locale } = view
  const { reading, person, csrf, idempotencyKey, sent } = input
  const { file, institution } = reading
  if (file.status !== 'open') return ''
  const summary = words(locale, 'withdraw.title')
  if (mayAnnul(procedure, file.state, person, institution.directory) !== 'yes')
    return html`<details class="light-details light-part"><summary>${summary}</summary><p>${words(locale, 'withdraw.no-more')}</p></details>`
  const refused = sent?.action === 'retirar' ? sent.what : undefined
  return html`<details class="light-details light-part"${refused === undefined ? '' : html` open`}><summary>${summary}</summary><p>${words(locale, 'withdraw.text')}</p><form class="form" method="post" action="/portal/solicitudes/${file.number}/retirar" novalidate>${hiddenFields({ _csrf: csrf, clave: idempotencyKey })}${field(view, { name: 'motivo', id: 'motivo-retirar', label: words(locale, 'withdraw.why'), type: { kind: 'long-text' }, required: true, value: refused?.fields?.motivo ?? '', error: refused?.message })}<div class="form-submit">${button({ label: words(locale, 'withdraw.send'), look: 'danger' })}</div></form></details>`
}
