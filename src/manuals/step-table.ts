import type { Branch, Form, Jump, Manual, Procedure, Step } from '#src/manual/types.ts'
import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { type FactLine, factLines, timeText } from '#src/printing/facts/fact-lines.ts'
import { icon } from '#src/web/components/icon.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { formId, manualPath, normId, procedureId, stepId } from './places.ts'
import { words } from './words.ts'

/** The steps of a procedure as the office prints them: RESPONSABLE merged, each answer a row under its question, the fichas beside. */
export function stepTable(locale: Locale, manual: Manual, procedure: Procedure): HtmlFragment {
  const heads = (['table.role', 'table.step', 'table.activity', 'table.time'] as const).map((key) => words(locale, key))
  const end = html`<tbody class="step-end"><tr><td></td><td colspan="3"><span class="terminal">${words(locale, 'table.end')}</span></td></tr></tbody>`
  const start = html`<tbody class="step-end"><tr><td></td><td colspan="3"><span class="terminal">${words(locale, 'table.start')}</span></td></tr></tbody>`
  return html`<div class="table-frame"><table class="steps"><caption class="visually-hidden">${words(locale, 'table.caption', { number: procedure.number })}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
${start}${groupsOf(procedure).map((rows) => groupHtml(locale, manual, procedure, rows))}${end}</table></div>`
}

type PrintedRow = { readonly role: string | null } & (
  | { readonly step: Step; readonly branch?: undefined }
  | { readonly step: Step; readonly branch: Branch }
)

/** Rows that follow one another with the same RESPONSABLE. */
function groupsOf({ steps }: Procedure): PrintedRow[][] {
  const groups: PrintedRow[][] = []
  const rows = steps.flatMap((step): PrintedRow[] => [
    { role: step.role, step },
    ...step.branches.map((branch) => ({ role: branch.role, step, branch })),
  ])
  for (const row of rows) {
    const open = groups.at(-1)
    if (open !== undefined && open[0]!.role === row.role) open.push(row)
    else groups.push([row])
  }
  return groups
}

function groupHtml(locale: Locale, manual: Manual, procedure: Procedure, rows: readonly PrintedRow[]): HtmlFragment {
  const { role } = rows[0]!
  return html`<tbody>${rows.map(
    (row, at) => html`<tr${attributes({
      id: stepId(procedure.number, row.branch?.number ?? row.step.number),
      class: row.branch === undefined ? undefined : 'branch',
    })}>${at === 0 ? html`<th scope="rowgroup" rowspan="${rows.length}" class="step-role">${roleHtml(locale, role)}</th>` : ''}<td class="step-no"><span class="step-number ${row.branch === undefined ? '' : 'small'}">${row.branch?.number ?? row.step.number}</span></td><td class="step-activity">${activityHtml(locale, manual, procedure, row)}</td><td class="step-time">${timeOf(locale, row)}</td></tr>
`,
  )}</tbody>`
}

function roleHtml(locale: Locale, role: string | null): HtmlFragment {
  if (role === null) return html`<span class="muted">${words(locale, 'table.nobody')}</span>`
  const cut = role.lastIndexOf(' / ')
  return cut < 0
    ? html`<span class="role-post">${role}</span>`
    : html`<span class="role-post">${role.slice(cut + 3)}</span><span class="role-unit">${role.slice(0, cut)}</span>`
}

function timeOf(locale: Locale, { step, branch }: PrintedRow): string {
  const time = branch === undefined ? step.time : branch.time
  return time === undefined ? '' : timeText(locale, time)
}

function activityHtml(locale: Locale, manual: Manual, procedure: Procedure, row: PrintedRow): HtmlFragment {
  const { text, jump, facts, normRefs } = row.branch ?? row.step
  const question = row.branch === undefined ? row.step.question : undefined
  const answer = row.branch?.answer
  const lines = factLines(locale, facts)
  return html`<p class="activity">${answer === undefined ? '' : html`<strong class="answer-word">${answer}.</strong> `}${linked(text, procedure, normRefs)}${question === undefined ? '' : html` <strong class="question">¿${question}?</strong>`}${row.branch === undefined && row.step.parallel ? html` <strong>${words(locale, 'table.parallel')}</strong>` : ''}${jump === undefined ? '' : html` ${jumpHtml(locale, procedure, jump)}`}</p>${lines.length === 0 ? '' : html`<ul class="step-facts">${lines.map((line) => factHtml(manual.forms, facts.form, line))}</ul>`}`
}

/** A ficha under its step; a form's code leads to the form. */
function factHtml(forms: readonly Form[], code: string | undefined, { term, value, note }: FactLine): HtmlFragment {
  const form = code !== undefined && value === code ? forms.find((each) => each.code === code) : undefined
  const shown = form === undefined ? value : html`<a href="#${formId(form.code)}">${form.code}</a> ${form.title}`
  return html`<li${note ? html` class="note"` : ''}>${note ? icon('note') : ''}<span><span class="fact-term">${term}:</span> ${shown}</span></li>`
}

function jumpHtml(locale: Locale, { number }: Procedure, jump: Jump): HtmlFragment {
  switch (jump.kind) {
    case 'continue':
    case 'return':
      return html`<a class="jump" href="#${stepId(number, jump.step)}">${icon(jump.kind === 'continue' ? 'down' : 'up')}${words(locale, `jump.${jump.kind}`, { step: jump.step })}</a>`
    case 'end':
      return html`<span class="jump">${icon('lock')}${words(locale, 'jump.end')}</span>`
    case 'call': {
      const { procedure, manual } = jump
      const href = `${manual === undefined ? '' : manualPath(manual)}#${procedureId(procedure)}`
      const label =
        manual === undefined
          ? words(locale, 'jump.call', { procedure })
          : words(locale, 'jump.call-of', { procedure, manual })
      return html`<a class="jump" href="${href}">${icon('right')}${label}</a>`
    }
  }
}

/** A text with its `ver norma n` and `según norma n` leading to the norms. */
function linked(text: string, procedure: Procedure, refs: Step['normRefs']): HtmlFragment {
  if (refs.length === 0) return html`${text}`
  const parts = text.split(/((?:seg[uú]n|ver) norma (?:general )?\d+(?:\.\d+)*)/i)
  return html`${parts.map((part, at) => {
    const named = at % 2 === 1 ? /(general )?(\d+(?:\.\d+)*)$/i.exec(part) : null
    if (named === null) return part
    const owner = named[1] === undefined ? procedure.number : null
    return html`<a href="#${normId(owner, named[2]!)}">${part}</a>`
  })}`
}
