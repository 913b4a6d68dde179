import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import type { View } from '#src/web/locale/time.ts'
import { type Count, isTold } from '../report/few.ts'
import { lengthText, percentOf } from '../report/labels.ts'
import { writeQuery } from '../report/query.ts'
import { satisfaction } from '../report/tables.ts'
import { valueText } from '../report/value-text.ts'
import { words } from '../words.ts'
import type { ReportPageInput } from './report-page.ts'

interface Tile {
  readonly label: string
  readonly value: string
  readonly lines: readonly string[]
  /** What is behind it. */
  readonly que?: string
}

/** The figures that are read first, each against the period before. */
export function tiles(view: View, input: ReportPageInput): HtmlFragment {
  const { locale } = view
  const { now, before, openAfter, openThen, attention, lasting } = input.report
  const earlier = (value: string) => words(locale, 'tile.before', { value })
  const count = (label: string, value: Count, was: Count, que?: string): Tile => ({
    label,
    value: valueText(locale, value),
    lines: [earlier(valueText(locale, was)), changeText(locale, value, was)].filter(Boolean),
    ...(que === undefined || !isTold(value) || value === 0 ? {} : { que }),
  })
  const share = (
    label: string,
    [part, whole]: [Count, Count],
    [wasPart, wasWhole]: [Count, Count],
    que?: string,
  ): Tile => {
    const [is, was] = [percentOf(part, whole), percentOf(wasPart, wasWhole)]
    return {
      label,
      value: is === null ? words(locale, 'none') : `${is} %`,
      lines: [
        ...(is === null
          ? []
          : [words(locale, 'tile.of', { part: valueText(locale, part), whole: valueText(locale, whole) })]),
        earlier(was === null ? words(locale, 'none') : `${was} %`),
      ],
      ...(que === undefined || is === null ? {} : { que }),
    }
  }
  const length = (label: string, is: typeof attention): Tile => ({
    label,
    value: lengthText(locale, is.now.median),
    lines: [
      ...(is.now.p90 === null ? [] : [words(locale, 'tile.p90', { value: lengthText(locale, is.now.p90) })]),
      earlier(lengthText(locale, is.before.median)),
    ],
  })
  const stars = (sum: Count, rated: Count) => valueText(locale, satisfaction(sum, rated) ?? words(locale, 'none'))
  const all: Tile[] = [
    count(words(locale, 'measure.reported'), now.reported, before.reported, 'reportados'),
    count(words(locale, 'measure.attended'), now.attended, before.attended, 'atendidos'),
    count(words(locale, 'measure.open'), openAfter, openThen, 'pendientes'),
    count(words(locale, 'measure.reopened'), now.reopened, before.reopened, 'reabiertos'),
    share(words(locale, 'measure.on-time'), [now.on_time, now.timed], [before.on_time, before.timed], 'tarde'),
    share(words(locale, 'measure.first-level'), [now.first_level, now.levelled], [before.first_level, before.levelled]),
    length(words(locale, 'measure.attention'), attention),
    length(words(locale, 'measure.lasting'), lasting),
    {
      label: words(locale, 'measure.satisfaction'),
      value: stars(now.stars, now.rated),
      lines: [
        words(locale, 'tile.rated', { count: valueText(locale, now.rated) }),
        earlier(stars(before.stars, before.rated)),
      ],
    },
  ]
  return html`<dl class="statistic-tiles">${all.map(({ label, value, lines, que }) => html`<div class="statistic-tile"><dt>${label}</dt><dd><span class="statistic-value">${que === undefined ? value : html`<a href="/estadisticas/expedientes?${writeQuery(input.query, { que })}" aria-label="${value}. ${words(locale, 'cases.see', { what: label, name: words(locale, 'all') })}">${value}</a>`}</span>${lines.map((line) => html`<span class="muted">${line}</span>`)}</dd></div>`)}</dl>`
}

function changeText(locale: Locale, now: Count, before: Count): string {
  if (!isTold(now) || !isTold(before) || before === 0) return ''
  if (now === before) return words(locale, 'change.same')
  const percent = Math.round((Math.abs(now - before) / before) * 100)
  return words(locale, now > before ? 'change.more' : 'change.less', { percent })
}
