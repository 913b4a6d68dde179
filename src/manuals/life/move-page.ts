import type { CaseFile } from '#src/cases/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { TaskFate } from '#src/procedure/index.ts'
import { button } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { flash } from '#src/web/components/flash.ts'
import { form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { type MovePart, type MovePlan, strandedCases } from './move-plan.ts'
import { words } from './words.ts'

export interface MovePageInput {
  readonly file: CaseFile
  /** Null for a case that moves nothing. */
  readonly plan: MovePlan | null
  readonly since: string | null
  readonly csrf: string
  /** False for whoever only looks: the reviewer, the signer. */
  readonly editable: boolean
  /** Numbers of the cases that the reader may read; of the others only the number is shown. */
  readonly readable: ReadonlySet<string>
}

/** The map of steps of a move, and where each open case would stand by it. */
export function movePage(view: View, { file, plan, since, csrf, editable, readable }: MovePageInput): HtmlFragment {
  const { locale } = view
  const head = pageHead(view, {
    title: words(locale, 'move.title'),
    number: file.number,
    lead:
      plan === null || since === null
        ? words(locale, 'move.not-this')
        : words(locale, 'move.lead', {
            code: plan.to.code,
            version: plan.to.version,
            since: formatInstant(view, since),
          }),
    crumbs: [{ label: file.title, href: `/expedientes/${file.number}` }, { label: words(locale, 'move.title') }],
  })
  if (plan === null) return head
  if (plan.parts.length === 0 && plan.left.length === 0)
    return html`${head}${emptyState({ icon: 'manual', title: words(locale, 'move.none'), text: words(locale, 'move.none-text') })}`
  const stranded = strandedCases(plan).length
  const parts = plan.parts
    .toSorted((a, b) => a.procedure.localeCompare(b.procedure, 'es', { numeric: true }) || a.from.id - b.from.id)
    .map((part) => partCard(view, plan, part, { editable, readable }))
  return html`${head}${
    stranded === 0 ? '' : flash(view, { kind: 'warning', text: words(locale, 'move.cannot', { count: stranded }) })
  }${
    editable
      ? form(view, {
          action: `/expedientes/${file.number}/traslado`,
          csrf,
          body: parts,
          submit: html`${button({ label: words(locale, 'move.see'), name: 'hacer', value: 'ver' })}${button({ label: words(locale, 'move.save'), look: 'primary', name: 'hacer', value: 'guardar' })}`,
        })
      : parts
  }${leftCard(view, plan)}`
}

/** Name of the choice of a step: the version, the procedure and the step in it. */
export const stepChoice = (part: Pick<MovePart, 'from' | 'procedure'>, step: number): string =>
  `paso:${part.from.id}:${part.procedure}:${step}`

/** One procedure: where its open cases would stand, and the map that says so. */
function partCard(
  view: View,
  plan: MovePlan,
  part: MovePart,
  { editable, readable }: Pick<MovePageInput, 'editable' | 'readable'>,
): HtmlFragment {
  const { locale } = view
  const { from, procedure, cases } = part
  const title = words(locale, 'move.procedure', { number: procedure, from: from.version, to: plan.to.version })
  return card({
    title: `${title}. ${plan.to.procedure(procedure)!.procedure.title}`,
    body: html`${casesTable(view, part, readable)}${disclosure({
      summary: words(locale, 'move.map'),
      body: mapTable(view, plan, part, editable),
      open: isAsked(part) || cases.some(({ refusal }) => refusal !== null),
    })}`,
  })
}

/** A map that is not as plain as each step to its own number wants to be looked at. */
function isAsked({ map }: MovePart): boolean {
  return Object.entries(map).some(([step, target]) => String(target) !== step)
}

function mapTable(view: View, { to }: MovePlan, part: MovePart, editable: boolean): HtmlFragment {
  const { locale } = view
  const { from, procedure, map, cases } = part
  const targets = [...to.procedure(procedure)!.steps.values()]
  const label = (step: (typeof targets)[number]) => `${step.number}. ${step.text || `¿${step.question ?? ''}?`}`
  const count = (step: number) =>
    cases.filter(({ file }) => file.state.tasks.some(({ row }) => Number.parseInt(row, 10) === step)).length
  return table({
    caption: words(locale, 'move.procedure', { number: procedure, from: from.version, to: to.version }),
    rows: [...from.procedure(procedure)!.steps.values()],
    columns: [
      {
        label: words(locale, 'move.step', { version: from.version }),
        head: true,
        cell: (step) =>
          html`${label(step)}${count(step.number) === 0 ? '' : html` <strong>${words(locale, 'move.open-here', { count: count(step.number) })}</strong>`}`,
      },
      {
        label: words(locale, 'move.goes-to'),
        cell: (step) => {
          const target = map[step.number] ?? null
          if (!editable)
            return target === null
              ? words(locale, 'move.nowhere')
              : label(targets.find(({ number }) => number === target)!)
          return field(view, {
            name: stepChoice(part, step.number),
            label: words(locale, 'move.goes-to'),
            type: { kind: 'unit' },
            value: target === null ? '' : String(target),
            none: words(locale, 'move.nowhere'),
            choices: targets.map((each) => ({ value: String(each.number), label: label(each) })),
          })
        },
      },
    ],
  })
}

function casesTable(view: View, part: MovePart, readable: ReadonlySet<string>): HtmlFragment {
  const { locale } = view
  return table({
    caption: words(locale, 'move.cases'),
    rows: part.cases,
    columns: [
      {
        label: words(locale, 'move.case'),
        head: true,
        cell: ({ file }) =>
          readable.has(file.number)
            ? html`<a href="/expedientes/${file.number}">${file.number}</a> ${file.title}`
            : file.number,
      },
      {
        label: words(locale, 'move.now'),
        cell: ({ fates }) => fates.map(({ task }) => words(locale, 'move.goes-on', { row: task.row })).join('; '),
      },
      {
        label: words(locale, 'move.then'),
        cell: ({ fates, refusal }) =>
          refusal === 'block-unmapped'
            ? words(locale, 'move.block')
            : fates.map((fate) => fateText(view, fate)).join('; '),
      },
      { label: words(locale, 'move.due'), cell: ({ fates }) => fates.map((fate) => dueText(view, fate)).join('; ') },
    ],
  })
}

function fateText({ locale }: View, fate: TaskFate): string {
  switch (fate.kind) {
    case 'goes-on':
      return `${words(locale, 'move.goes-on', { row: fate.after.row })}${fate.after.tray === null ? '' : `, ${fate.after.tray.role}`}`
    case 'begins-anew':
      return words(locale, 'move.begins-anew', { step: fate.step })
    case 'stranded':
      return words(locale, 'move.stranded')
  }
}

function dueText(view: View, fate: TaskFate): string {
  const due = fate.kind === 'goes-on' ? fate.after.due : undefined
  if (due === undefined) return '—'
  const at = formatInstant(view, due.at)
  const past = Temporal.Instant.compare(Temporal.Instant.from(due.at), view.now) <= 0
  return past && due.source !== 'norm' && due.expired !== true ? `${at} (${words(view.locale, 'move.due-past')})` : at
}

function leftCard({ locale }: View, { left }: MovePlan): HtmlFragment | '' {
  if (left.length === 0) return ''
  const procedures = [...new Set(left.map(({ procedure }) => procedure))]
  return card({ body: html`${procedures.map((number) => html`<p>${words(locale, 'move.gone', { number })}</p>`)}` })
}
