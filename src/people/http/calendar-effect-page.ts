import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'
import { formatInstant, formatNumber, type View } from '#src/web/locale/time.ts'
import type { CalendarEffect } from '../calendar-effect.ts'
import { adminWords } from './admin-words.ts'

interface EffectPage {
  readonly effect: CalendarEffect
  readonly title: string
  readonly button: string
  readonly action: string
  readonly csrf: string
  /** What was typed, to be sent again. */
  readonly typed: Readonly<Record<string, string>>
}

/** Which due times would move if the calendar were saved, and the two ways on from here. */
export function calendarEffectBody(
  view: View,
  { effect, title, button: label, action, csrf, typed }: EffectPage,
): HtmlFragment {
  const { locale } = view
  const { moved, moves, checked, open } = effect
  const count = formatNumber(locale, moved)
  const sentence =
    moved === 0 && checked >= open ? words(locale, 'none') : words(locale, 'moved', { count: moved, shown: count })
  const rest = moved - moves.length
  return html`${pageHead(view, { title, crumbs: [{ label: adminWords(locale, 'title'), href: '/administracion' }, { label: title }] })}${card(
    {
      title: sentence,
      body: [
        html`<p class="muted">${words(locale, 'not-yet')}</p>`,
        ...(checked >= open
          ? []
          : [
              html`<p class="remark" role="status">${words(locale, 'bounded', { checked: formatNumber(locale, checked), open: formatNumber(locale, open), estimate: formatNumber(locale, estimated(effect)) })}</p>`,
            ]),
        ...(moves.length === 0
          ? []
          : [
              table({
                caption: words(locale, 'caption'),
                rows: moves,
                columns: [
                  {
                    label: words(locale, 'case'),
                    head: true,
                    cell: ({ number, readable }) =>
                      readable ? html`<a href="/expedientes/${number}">${number}</a>` : number,
                  },
                  { label: words(locale, 'step'), cell: ({ row }) => row ?? words(locale, 'whole') },
                  { label: words(locale, 'from'), cell: ({ from }) => formatInstant(view, from) },
                  { label: words(locale, 'to'), cell: ({ to }) => formatInstant(view, to) },
                ],
              }),
            ]),
        ...(rest > 0
          ? [html`<p>${words(locale, 'rest', { count: rest, shown: formatNumber(locale, rest) })}</p>`]
          : []),
        html`<div class="form-submit" data-turbo="false"><form method="post" action="${action}" class="inline-form">${hiddenFields({ _csrf: csrf, ...typed, confirmado: 'si' })}${button({ label, look: 'primary' })}</form> <form method="post" action="${action}" class="inline-form">${hiddenFields({ _csrf: csrf, ...typed, corregir: 'si' })}${button({ label: words(locale, 'back'), look: 'quiet' })}</form></div>`,
      ],
    },
  )}`
}

/** What the cases that were looked at lead one to expect of all. */
function estimated({ moved, checked, open }: CalendarEffect): number {
  return checked === 0 ? 0 : Math.round((moved * open) / checked)
}

const words = defineCatalogue({
  es: {
    none: 'No se mueve ningún vencimiento',
    moved: { one: 'Se moverá 1 vencimiento', other: 'Se moverán {shown} vencimientos' },
    'not-yet':
      'Todavía no se ha guardado nada. Al guardar, cada vencimiento se recalcula y el expediente dice por qué.',
    bounded:
      'Son muchos: en el tiempo que hay para mostrarlo se revisaron {checked} de {open} expedientes abiertos. Se estima que en total se moverán unos {estimate}; al guardar se recalculan todos.',
    caption: 'Vencimientos que se mueven',
    case: 'Expediente',
    step: 'Paso',
    whole: 'Plazo del expediente',
    from: 'Vence ahora',
    to: 'Vencerá',
    rest: { one: 'Y otro más.', other: 'Y otros {shown}.' },
    back: 'Volver a corregir',
  },
  en: {
    none: 'No due time moves',
    moved: { one: '1 due time will move', other: '{shown} due times will move' },
    'not-yet': 'Nothing has been saved yet. When it is saved, each due time is counted anew and its case says why.',
    bounded:
      'There are many: in the time for showing this, {checked} of {open} open cases were looked at. About {estimate} are expected to move in all; saving counts them all anew.',
    caption: 'Due times that move',
    case: 'Case',
    step: 'Step',
    whole: 'Time of the case',
    from: 'Due now',
    to: 'Will be due',
    rest: { one: 'And one more.', other: 'And {shown} more.' },
    back: 'Back to correct it',
  },
})
