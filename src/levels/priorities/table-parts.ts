import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { PERCENTS, TARGET_UNITS } from '#src/procedure/index.ts'
import { table } from '#src/web/components/table.ts'
import type { View } from '#src/web/locale/time.ts'
import type { PrioritiesPage } from './priorities-page.ts'
import { priorityWords as words } from './priority-words.ts'
import { kindValue, listOf, targetRows, textOf } from './table-fields.ts'

interface Pick {
  readonly name: string
  readonly label: string
  readonly choices: readonly (readonly [string, string])[]
  readonly value: string
}

/** A selection within a table: its label is for screen readers, since the heads of row and column say it. */
function pick({ name, label, choices, value }: Pick): HtmlFragment {
  const known =
    choices.some(([each]) => each === value) || value === '' ? choices : [...choices, [value, value] as const]
  return html`<select${attributes({ name, id: cellId(name), 'aria-label': label })}>${known.map(([each, shown]) => html`<option${attributes({ value: each, selected: each === value })}>${shown}</option>`)}</select>`
}

const cellId = (name: string): string => `campo-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`

function input(name: string, label: string, value: string, type: 'number' | 'text', invalid = false): HtmlFragment {
  return html`<input${attributes({ type, name, id: cellId(name), value, 'aria-label': label, min: type === 'number' ? 1 : undefined, inputmode: type === 'number' ? 'numeric' : undefined, 'aria-invalid': invalid ? 'true' : undefined })}>`
}

/** Impact by urgency. */
export function matrixTable({ locale }: View, { fields }: PrioritiesPage): HtmlFragment {
  const name = (key: string, at: number) => textOf(fields[`${key}${at}`]) || String(at)
  const choices = [1, 2, 3, 4].map((each) => [String(each), `${each}. ${name('nombre', each)}`] as const)
  return html`<div class="table-frame"><table class="table matrix"><caption class="visually-hidden">${words(locale, 'matrix.caption')}</caption><thead><tr><th scope="col">${words(locale, 'impact-urgency')}</th>${[1, 2, 3].map((each) => html`<th scope="col">${name('urgencia', each)}</th>`)}</tr></thead><tbody>${[
    1, 2, 3,
  ].map(
    (impact) =>
      html`<tr><th scope="row" class="row-head" data-label="${words(locale, 'impact')}">${name('impacto', impact)}</th>${[1, 2, 3].map((urgency) => html`<td data-label="${name('urgencia', urgency)}">${pick({ name: `m${impact}${urgency}`, label: words(locale, 'matrix.cell', { impact: name('impacto', impact), urgency: name('urgencia', urgency) }), choices, value: textOf(fields[`m${impact}${urgency}`]) })}</td>`)}</tr>`,
  )}</tbody></table></div>`
}

/** Times to attend and to solve, by kind and priority. */
export function targetsTable(view: View, given: PrioritiesPage): HtmlFragment {
  const { locale } = view
  const { fields, kinds, refusal } = given
  const value = (name: string) => textOf(fields[name])
  const kindChoices = [
    ['', words(locale, 'any-kind')] as const,
    ...kinds.map((each) => [kindValue(each), each.title] as const),
  ]
  const priorities = [1, 2, 3, 4].map((each) => [String(each), `${each}. ${value(`nombre${each}`)}`] as const)
  const units = TARGET_UNITS.map((unit) => [unit, words(locale, `unit.${unit}`)] as const)
  const rows = Array.from({ length: targetRows(fields) }, (_, at) => at)
  const label = (what: 'kind' | 'priority' | 'attention' | 'solution' | 'unit' | 'suspends', at: number) =>
    words(locale, 'row-field', { what: words(locale, what), row: at + 1 })
  const faulty = (at: number, part: string) => refusal?.fields?.[`targets.${at}.${part}`] !== undefined
  const time = (at: number, letter: 'a' | 's', what: 'attention' | 'solution') =>
    html`<span class="time-cell">${input(`t${at}${letter}`, label(what, at), value(`t${at}${letter}`), 'number', faulty(at, what))}${pick({ name: `t${at}${letter}u`, label: `${label(what, at)}: ${words(locale, 'unit')}`, choices: units, value: value(`t${at}${letter}u`) || 'hours' })}</span>`
  return html`${table({
    caption: words(locale, 'targets'),
    rows,
    columns: [
      {
        label: words(locale, 'kind'),
        cell: (at) =>
          pick({ name: `t${at}k`, label: label('kind', at), choices: kindChoices, value: value(`t${at}k`) }),
      },
      {
        label: words(locale, 'priority'),
        cell: (at) =>
          pick({
            name: `t${at}p`,
            label: label('priority', at),
            choices: priorities,
            value: value(`t${at}p`) || String(Math.min(4, at + 1)),
          }),
      },
      { label: words(locale, 'attention'), cell: (at) => time(at, 'a', 'attention') },
      { label: words(locale, 'solution'), cell: (at) => time(at, 's', 'solution') },
      {
        label: words(locale, 'suspends'),
        cell: (at) => input(`t${at}n`, label('suspends', at), value(`t${at}n`), 'text'),
      },
    ],
  })}<p class="muted">${words(locale, 'suspends.text')}</p>`
}

/** Who is warned at which part of a time. */
export function warningsTable({ locale }: View, { fields }: PrioritiesPage): HtmlFragment {
  return html`${PERCENTS.map((percent) => {
    const to = listOf(fields[`w${percent}`])
    return html`<fieldset class="field warning-rule"><legend>${words(locale, 'warning.at', { percent })}</legend><div class="radios">${(['assignee', 'head'] as const).map((who) => html`<label class="radio"><input type="checkbox" name="w${percent}" value="${who}"${to.includes(who) ? html` checked` : ''}><span>${words(locale, `to.${who}`)}</span></label>`)}</div></fieldset>`
  })}`
}

/** Grades and level with which each kind of request begins. */
export function kindsTable({ locale }: View, { fields, kinds }: PrioritiesPage): HtmlFragment {
  const value = (name: string) => textOf(fields[name])
  const grades = (key: 'impacto' | 'urgencia') => [
    ['', words(locale, 'unset')] as const,
    ...[1, 2, 3].map((each) => [String(each), value(`${key}${each}`)] as const),
  ]
  const levels = [['', words(locale, 'unset')] as const, ...['1', '2', '3'].map((each) => [each, each] as const)]
  const label = (what: 'impact' | 'urgency' | 'level' | 'declared', kind: string) =>
    words(locale, 'of-kind', { what: words(locale, what), kind })
  return table({
    caption: words(locale, 'kinds'),
    rows: kinds,
    columns: [
      { label: words(locale, 'kind'), head: true, cell: ({ title }) => title },
      {
        label: words(locale, 'impact'),
        cell: (kind) =>
          pick({
            name: `ki:${kindValue(kind)}`,
            label: label('impact', kind.title),
            choices: grades('impacto'),
            value: value(`ki:${kindValue(kind)}`),
          }),
      },
      {
        label: words(locale, 'urgency'),
        cell: (kind) =>
          pick({
            name: `ku:${kindValue(kind)}`,
            label: label('urgency', kind.title),
            choices: grades('urgencia'),
            value: value(`ku:${kindValue(kind)}`),
          }),
      },
      {
        label: words(locale, 'level'),
        cell: (kind) =>
          pick({
            name: `kn:${kindValue(kind)}`,
            label: label('level', kind.title),
            choices: levels,
            value: value(`kn:${kindValue(kind)}`),
          }),
      },
      {
        label: words(locale, 'declared'),
        cell: (kind) => {
          const name = `kd:${kindValue(kind)}`
          return html`<input${attributes({ type: 'checkbox', name, id: cellId(name), value: '1', 'aria-label': label('declared', kind.title), checked: value(name) === '1' })}>`
        },
      },
    ],
  })
}
