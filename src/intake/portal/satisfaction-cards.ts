import type { CaseReading } from '#src/cases/read-case.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { type CompiledProcedure, conformityUntil, RATING_DAYS } from '#src/procedure/index.ts'
import type { CaseState, PrivateText } from '#src/procedure/types.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { field } from '#src/web/components/field.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { offersConformity } from './offers-conformity.ts'
import { mayRateNow } from './rate-case.ts'
import type { RequestPageInput } from './request-page.ts'
import { words } from './words.ts'

/** After the end: was it solved? Not asked where the manual's own steps have asked already. */
export function solvedCard(view: View, input: RequestPageInput, procedure: CompiledProcedure): HtmlFragment | '' {
  const { locale } = view
  const { reading, csrf, idempotencyKey, sent } = input
  const { file, institution } = reading
  if (!offersConformity(procedure, file.state, view.now.toString(), institution)) return ''
  const until = conformityUntil(procedure, file.state, institution)!
  const refused = sent?.action === 'conformidad' ? sent.what : undefined
  const action = `/portal/solicitudes/${file.number}/conformidad`
  const hidden = hiddenFields({ _csrf: csrf, clave: idempotencyKey })
  return html`<section class="light-turn" aria-labelledby="t-resuelto"><h2 id="t-resuelto">${words(locale, 'turn.solved')}</h2><p>${words(locale, 'solved.text', { at: formatInstant(view, until) })}</p><form class="form" method="post" action="${action}">${hidden}<div class="form-submit">${button({ label: words(locale, 'solved.yes'), look: 'primary', icon: 'check', name: 'resuelto', value: 'si' })}</div></form>
<details class="light-details"${refused === undefined ? '' : html` open`}><summary>${words(locale, 'solved.no')}</summary><form class="form" method="post" action="${action}" novalidate>${hidden}${field(view, { name: 'motivo', id: 'motivo-conformidad', label: words(locale, 'solved.why'), type: { kind: 'long-text' }, required: true, value: refused?.fields?.motivo ?? '', error: refused?.message })}<div class="form-submit">${button({ label: words(locale, 'solved.send-no'), name: 'resuelto', value: 'no' })}</div></form></details></section>`
}

/** How was the service, from 1 to 5, once it is over. */
export function ratingCard(view: View, input: RequestPageInput): HtmlFragment | '' {
  const { locale } = view
  const { reading, csrf, idempotencyKey, sent } = input
  const { file } = reading
  if (file.status !== 'closed' || !mayRateNow(file.state, view.now.toString())) return ''
  const rating = file.state.desk?.satisfaction?.rating
  const refused = sent?.action === 'calificacion' ? sent.what : undefined
  const chosen = refused?.fields?.estrellas ?? String(rating?.stars ?? '')
  const body = html`<form class="form" method="post" action="/portal/solicitudes/${file.number}/calificacion" novalidate>${hiddenFields({ _csrf: csrf, clave: idempotencyKey })}<fieldset class="field${refused === undefined ? '' : ' invalid'}"><legend>${words(locale, 'rating.legend')}</legend>${refused === undefined ? '' : html`<p class="field-error" id="estrellas-error">${refused.message}</p>`}<div class="light-stars">${([5, 4, 3, 2, 1] as const).map((stars) => html`<label class="radio"><input type="radio" name="estrellas" value="${stars}"${chosen === String(stars) ? html` checked` : ''}${refused === undefined ? '' : html` aria-describedby="estrellas-error"`}><span>${stars}. ${words(locale, `rating.${stars}`)}</span></label>`)}</div></fieldset>${field(view, { name: 'comentario', label: words(locale, 'rating.comment'), type: { kind: 'long-text' }, value: refused?.fields?.comentario ?? commentOf(reading, file.state) })}<div class="form-submit">${button({ label: words(locale, rating === undefined ? 'rating.send' : 'rating.change') })}</div></form>`
  return rating === undefined
    ? html`<section class="light-part" aria-labelledby="t-calificacion"><h2 id="t-calificacion">${words(locale, 'rating.title')}</h2>${body}</section>`
    : html`<details class="light-details light-part"${refused === undefined ? '' : html` open`}><summary>${words(locale, 'rating.given', { stars: rating.stars, days: RATING_DAYS })}</summary>${body}</details>`
}

function commentOf({ acts }: CaseReading, { desk }: Pick<CaseState, 'desk'>): string {
  const seq = desk?.satisfaction?.rating?.seq
  const act = acts.find((each) => each.seq === seq)
  return (act?.private as PrivateText | null | undefined)?.note ?? ''
}
