import type { RevisionEntry } from '#src/cases/desk/desk-tables.store.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import type { Kind } from '#src/procedure/index.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatDate, formatInstant, type View } from '#src/web/locale/time.ts'
import { priorityWords as words } from './priority-words.ts'
import { listOf, type TableFields, textOf } from './table-fields.ts'
import { kindsTable, matrixTable, targetsTable, warningsTable } from './table-parts.ts'

export interface PrioritiesPage {
  readonly csrf: string
  readonly fields: TableFields
  readonly kinds: readonly (Kind & { readonly title: string })[]
  readonly directory: InstitutionDirectory
  readonly history: readonly RevisionEntry[]
  /** Revision and first day of the table in force; 0 is the first table. */
  readonly inForce: { readonly id: number; readonly from: string }
  /** The revision from which the form begins. */
  readonly revision: number
  readonly refusal?: Refusal
  /** What was pasted and could not be read. */
  readonly dmn?: string
}

/** The table of priorities: matrix, grades, kinds, times, warnings and who may what, in one form, with its history below. */
export function prioritiesPage(view: View, given: PrioritiesPage): HtmlFragment {
  const { locale } = view
  const { inForce, history } = given
  const pending = history.find(({ from }) => from > given.directory.today)
  const lead =
    inForce.id === 0
      ? words(locale, 'in-force.first')
      : words(locale, 'in-force', { date: formatDate(view, inForce.from) })
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: `${words(locale, 'lead')} ${lead}`,
    crumbs: [{ label: words(locale, 'admin'), href: '/administracion' }, { label: words(locale, 'title') }],
    action: buttonLink({
      label: words(locale, 'dmn'),
      href: '/administracion/prioridades/tabla.dmn',
      icon: 'file',
      download: true,
    }),
  })}<div class="priorities">${pending === undefined ? '' : html`<p class="remark">${words(locale, 'pending', { date: formatDate(view, pending.from) })}</p>`}${editForm(view, given)}${importCard(view, given)}${historyCard(view, given)}</div>`
}

function editForm(view: View, given: PrioritiesPage): HtmlFragment {
  const { locale } = view
  const { fields, refusal, dmn } = given
  const faults = Object.entries(dmn === undefined ? (refusal?.fields ?? {}) : {})
  const errors = faults.map(([place, fault]) => ({
    name: inputAt(place),
    label: labelAt(view, place),
    message: fault[locale],
  }))
  const errorAt = (place: string) => faults.find(([each]) => each === place)?.[1][locale]
  return form(view, {
    action: '/administracion/prioridades',
    csrf: given.csrf,
    hidden: { revision: String(given.revision) },
    errors: errorSummary(
      view,
      errors.length > 0 || refusal === undefined || dmn !== undefined ? errors : [{ message: refusal[locale] }],
    ),
    draft: 'prioridades',
    body: [
      card({ title: words(locale, 'matrix'), body: matrixTable(view, given) }),
      card({
        title: words(locale, 'targets'),
        body: [html`<p class="muted">${words(locale, 'targets.text')}</p>`, targetsTable(view, given)],
      }),
      card({
        title: words(locale, 'warnings'),
        body: [html`<p class="muted">${words(locale, 'warnings.text')}</p>`, warningsTable(view, given)],
      }),
      card({
        title: words(locale, 'kinds'),
        body: [
          html`<p class="muted">${words(locale, 'kinds.text')}</p>`,
          disclosure({
            summary: words(locale, 'kinds.show', { count: given.kinds.length }),
            body: kindsTable(view, given),
            open: faults.some(([place]) => place.startsWith('kinds')),
          }),
        ],
      }),
      card({
        title: words(locale, 'names'),
        body: [
          html`<div class="fields-in-row">${[1, 2, 3, 4].map((number) => field(view, { name: `nombre${number}`, label: words(locale, 'name', { number }), type: { kind: 'text' }, required: true, value: textOf(fields[`nombre${number}`]), error: errorAt(`names.${number - 1}`) }))}</div>`,
          ...(['impact', 'urgency'] as const).map((key) =>
            disclosure({
              summary: words(locale, key === 'impact' ? 'impacts' : 'urgencies'),
              body: gradeFields(view, given, key, errorAt),
              open: faults.some(([place]) => place.startsWith(key === 'impact' ? 'impacts' : 'urgencies')),
            }),
          ),
        ],
      }),
      card({
        title: words(locale, 'setters'),
        body: [
          html`<p class="muted">${words(locale, 'setters.text')}</p>`,
          disclosure({
            summary: words(locale, 'setters'),
            body: positionBoxes(given, 'fija', words(locale, 'setters')),
          }),
          html`<p class="muted">${words(locale, 'editors.text')}</p>`,
          disclosure({
            summary: words(locale, 'editors'),
            body: positionBoxes(given, 'edita', words(locale, 'editors')),
          }),
        ],
      }),
      card({
        title: words(locale, 'save'),
        body: [
          html`<p class="muted">${words(locale, 'effect')}</p>`,
          field(view, {
            name: 'desde',
            label: words(locale, 'from'),
            type: { kind: 'date' },
            required: true,
            value: textOf(fields.desde) || given.directory.today,
            error: errorAt('from'),
          }),
          field(view, {
            name: 'motivo',
            label: words(locale, 'reason'),
            help: words(locale, 'reason.help'),
            type: { kind: 'long-text' },
            required: true,
            value: textOf(fields.motivo),
            error: errorAt('reason'),
          }),
        ],
      }),
    ],
    submit: button({ label: words(locale, 'save'), look: 'primary' }),
  })
}

/** The input at a place of the table, to link a fault to it. */
function inputAt(place: string): string {
  const [head, first, second] = place.split('.')
  const at = Number(first) + 1
  switch (head) {
    case 'names':
      return `nombre${at}`
    case 'impacts':
    case 'urgencies':
      return `${head === 'impacts' ? 'impacto' : 'urgencia'}${at}${second === 'text' ? 'texto' : ''}`
    case 'matrix':
      return `m${at}${Number(second) + 1}`
    case 'targets':
      return `t${first}${second === 'attention' ? 'a' : second === 'solution' ? 's' : second === 'suspends' ? 'n' : 'p'}`
    case 'reason':
      return 'motivo'
    case 'from':
      return 'desde'
    default:
      return 'nombre1'
  }
}

function labelAt({ locale }: View, place: string): string {
  const [head, first] = place.split('.')
  if (head === 'targets') return words(locale, 'row-field', { what: words(locale, 'targets'), row: Number(first) + 1 })
  if (head === 'names') return words(locale, 'name', { number: Number(first) + 1 })
  if (
    head === 'kinds' ||
    head === 'impacts' ||
    head === 'urgencies' ||
    head === 'matrix' ||
    head === 'setters' ||
    head === 'editors' ||
    head === 'from' ||
    head === 'reason'
  )
    return words(locale, head)
  return head ?? ''
}

function gradeFields(
  view: View,
  { fields }: PrioritiesPage,
  key: 'impact' | 'urgency',
  errorAt: (place: string) => string | undefined,
): HtmlFragment {
  const name = key === 'impact' ? 'impacto' : 'urgencia'
  const places = key === 'impact' ? 'impacts' : 'urgencies'
  return html`${[1, 2, 3].map((at) => {
    const grade = words(view.locale, `grade.${at as 1 | 2 | 3}`)
    return html`${field(view, { name: `${name}${at}`, label: words(view.locale, `${key}.name`, { grade }), type: { kind: 'text' }, required: true, value: textOf(fields[`${name}${at}`]), error: errorAt(`${places}.${at - 1}.name`) })}${field(view, { name: `${name}${at}texto`, label: words(view.locale, `${key}.text`, { grade }), type: { kind: 'text' }, required: true, value: textOf(fields[`${name}${at}texto`]), error: errorAt(`${places}.${at - 1}.text`) })}`
  })}`
}

function positionBoxes({ directory, fields }: PrioritiesPage, name: string, legend: string): HtmlFragment {
  const chosen = listOf(fields[name])
  const posts = directory.rows.posts
    .filter(({ closedOn }) => closedOn === null)
    .map(({ id, title, unit }) => ({ id, label: `${directory.unitById(unit)?.name ?? ''} / ${title}` }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'es'))
  return html`<fieldset class="field"><legend class="visually-hidden">${legend}</legend><div class="radios">${posts.map(({ id, label }) => html`<label class="radio"><input type="checkbox" name="${name}" value="${id}"${chosen.includes(id) ? html` checked` : ''}><span>${label}</span></label>`)}</div></fieldset>`
}

function importCard(view: View, { csrf, refusal, dmn }: PrioritiesPage): HtmlFragment {
  const { locale } = view
  const body = form(view, {
    action: '/administracion/prioridades/importar',
    csrf,
    body: [
      html`<p class="muted">${words(locale, 'import.text')}</p>`,
      field(view, {
        name: 'dmn',
        label: words(locale, 'import.field'),
        help: words(locale, 'import.help'),
        type: { kind: 'long-text' },
        required: true,
        value: dmn ?? '',
        error: dmn === undefined ? undefined : refusal?.[locale],
      }),
    ],
    submit: button({ label: words(locale, 'import.send') }),
  })
  // Turbo shows no answer to a form but a redirect or a refusal; this one is the same page, filled.
  const whole = html`<div data-turbo="false">${body}</div>`
  return card({ body: disclosure({ summary: words(locale, 'import'), body: whole, open: dmn !== undefined }) })
}

function historyCard(view: View, { history, directory }: PrioritiesPage): HtmlFragment {
  const { locale } = view
  const body =
    history.length === 0
      ? emptyState({ title: words(locale, 'none'), text: words(locale, 'none.text') })
      : table({
          caption: words(locale, 'history'),
          rows: history,
          columns: [
            { label: words(locale, 'from'), head: true, cell: ({ from }) => formatDate(view, from) },
            { label: words(locale, 'when'), cell: ({ madeAt }) => formatInstant(view, madeAt) },
            {
              label: words(locale, 'who'),
              cell: ({ madeBy }) => (madeBy === null ? words(locale, 'demo') : directory.personName(madeBy)),
            },
            { label: words(locale, 'reason'), cell: ({ reason }) => reason },
            {
              label: 'DMN',
              cell: ({ id }) =>
                html`<a href="/administracion/prioridades/tabla.dmn?revision=${id}" download data-turbo="false" aria-label="DMN ${id}">DMN</a>`,
            },
          ],
        })
  return card({ title: words(locale, 'history'), body })
}
