import { positionName } from '#src/cases/desk/position-name.ts'
import type { PanelReading } from '#src/cases/panels.ts'
import type { Sent } from '#src/cases/sent.ts'
import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import {
  type CompiledProcedure,
  deskTasks,
  levelTableOf,
  mayMove,
  mayPrioritise,
  stepsThatEscalate,
  superiorsOf,
  tableOn,
  worksOn,
} from '#src/procedure/index.ts'
import type { Task } from '#src/procedure/types.ts'
import { button, buttonLink, hiddenFields } from '#src/web/components/button.ts'
import { deferredDisclosure } from '#src/web/components/deferred.ts'
import { type Choice, type FieldInput, field } from '#src/web/components/field.ts'
import { draftNotice } from '#src/web/components/form.ts'
import { icon } from '#src/web/components/icon.ts'
import type { View } from '#src/web/locale/time.ts'
import { ASKS, words } from './words.ts'

interface Drawing {
  readonly view: View
  readonly panel: PanelReading
  readonly procedure: CompiledProcedure
}

/** What this person may do about priority, level and superiors, each as a form that opens. */
export function casePanelForms(view: View, panel: PanelReading): HtmlFragment[] {
  const { file, version, institution } = panel.reading
  const procedure = version.procedure(file.procedure)
  if (procedure === null) return []
  const drawing = { view, panel, procedure }
  const answers = answerForms(drawing)
  if (file.status !== 'open') return answers
  const { directory } = institution
  const person = panel.person.id
  const table = tableOn(institution.desk.history, directory.today).table
  const prioritises = mayPrioritise(procedure, file.state, person, directory, table)
  const works = worksOn(procedure, file.state, person, directory)
  const asked = file.state.desk?.superiors?.some(
    (each) => each.answered === undefined && directory.holds(person, each.to),
  )
  return [
    ...answers,
    ...(prioritises ? [priorityForm(drawing)] : []),
    ...deskTasks(file.state).flatMap((task) =>
      mayMove(procedure, file.state, task, person, directory) ? taskForms(drawing, task) : [],
    ),
    ...(works || asked === true ? superiorForm(drawing) : []),
    ...(works ? supplierForm(drawing) : []),
  ]
}

function priorityForm(drawing: Drawing): HtmlFragment {
  const { view, panel } = drawing
  const { directory, desk } = panel.reading.institution
  const { table } = tableOn(desk.history, directory.today)
  const now = panel.reading.file.state.desk?.priority
  const choices = (grades: typeof table.impacts) =>
    grades.map(({ name, text }, at) => ({ value: String(at + 1), label: `${name}. ${text}` }))
  return formOf(drawing, 'prioridad', words(view.locale, 'form.priority'), {}, () => [
    { ...select('impacto', words(view.locale, 'impact'), choices(table.impacts), now?.impact), explained: true },
    { ...select('urgencia', words(view.locale, 'urgency'), choices(table.urgencies), now?.urgency), explained: true },
    reason(view),
  ])
}

function taskForms(drawing: Drawing, task: Task): HtmlFragment[] {
  const { view, panel, procedure } = drawing
  const { file } = panel.reading
  const { locale } = view
  const forms: HtmlFragment[] = []
  const level = file.state.desk?.level?.level ?? 1
  const table = levelTableOf(procedure)
  const above = table?.areas.filter((area) => area.level > level) ?? []
  const step = table === null ? undefined : stepsThatEscalate(procedure, task, table)[0]
  if (step !== undefined && above.length > 0) {
    forms.push(
      html`<p class="muted levels-step">${words(locale, 'escalate.by-step', { row: step, norm: table!.norm.number })}</p>`,
    )
  } else if (above.length > 0 && task.kind !== 'signature') {
    const next = Math.min(...above.map((area) => area.level))
    const choices = above.map(({ row, level: number, unit, post }) => ({
      value: String(row),
      label: words(locale, 'area', { level: number, role: unit === null ? post : `${unit} / ${post}` }),
    }))
    forms.push(
      formOf(
        drawing,
        'escalar',
        words(locale, severalTasks(file.state.tasks) ? 'form.escalate-step' : 'form.escalate', {
          level: next,
          row: task.row,
        }),
        { tarea: String(task.id) },
        () => [
          select(
            'area',
            words(locale, 'escalate.area', { norm: table!.norm.number }),
            choices,
            choices.length === 1 ? choices[0]!.value : undefined,
          ),
          { name: 'intentado', label: words(locale, 'tried'), type: { kind: 'long-text' }, required: true },
          reason(view),
        ],
        `-${task.id}`,
      ),
    )
  }
  if (task.tray?.because.kind === 'functional') {
    forms.push(
      formOf(
        drawing,
        'regresar-nivel',
        words(locale, 'form.return'),
        { tarea: String(task.id) },
        () => [reason(view)],
        `-${task.id}`,
      ),
    )
  }
  forms.push(
    buttonLink({
      label: words(locale, 'assign.link', { row: task.row }),
      href: `/expedientes/${file.number}/tareas/${task.id}/asignar`,
      look: 'quiet',
      icon: 'people',
    }),
  )
  return forms
}

const severalTasks = (tasks: readonly Task[]): boolean => tasks.filter((task) => task.tray !== null).length > 1

function superiorForm(drawing: Drawing): HtmlFragment[] {
  const { view, panel } = drawing
  const { file, institution } = panel.reading
  const task = file.state.tasks.find((each) => each.tray !== null)
  const heads = superiorsOf(file.state, task, panel.person.id, institution.directory)
  if (heads.length === 0) return []
  const choices = () => heads.map((head) => ({ value: head, label: positionName(institution.directory, head) }))
  const asks = () => ASKS.map((each) => ({ value: each, label: words(view.locale, `asks.${each}`) }))
  return [
    formOf(
      drawing,
      'escalar-jefatura',
      words(view.locale, 'form.superior'),
      task === undefined ? {} : { tarea: String(task.id) },
      () => [
        select('jefatura', words(view.locale, 'superior.to'), choices(), heads[0]),
        select('pide', words(view.locale, 'superior.asks'), asks(), undefined),
        { name: 'motivo', label: words(view.locale, 'superior.text'), type: { kind: 'long-text' }, required: true },
      ],
    ),
  ]
}

function answerForms(drawing: Drawing): HtmlFragment[] {
  const { view, panel } = drawing
  const { directory } = panel.reading.institution
  const { locale } = view
  const waiting = (panel.reading.file.state.desk?.superiors ?? []).filter(
    ({ to, answered }) => answered === undefined && directory.holds(panel.person.id, to),
  )
  return waiting.map(({ seq, asks }) =>
    formOf(
      drawing,
      'contestar-jefatura',
      words(locale, 'form.answer', { asks: words(locale, `asks.${asks}`).toLocaleLowerCase('es') }),
      { solicitud: String(seq) },
      () => [
        select(
          'resultado',
          words(locale, 'answer.outcome'),
          (['resolved', 'returned'] as const).map((each) => ({ value: each, label: words(locale, `outcome.${each}`) })),
          undefined,
        ),
        { name: 'motivo', label: words(locale, 'answer.text'), type: { kind: 'long-text' }, required: true },
      ],
      `-${seq}`,
      true,
    ),
  )
}

function supplierForm(drawing: Drawing): HtmlFragment[] {
  const { view, panel } = drawing
  const { desk } = panel.reading.file.state
  const { suppliers } = panel.reading.institution.desk
  const { locale } = view
  if ((desk?.level?.level ?? 1) !== 3) return []
  const note: FieldInput = { name: 'nota', label: words(locale, 'supplier.note'), type: { kind: 'long-text' } }
  const open = desk?.suppliers?.find(({ until }) => until === undefined)
  if (open !== undefined)
    return [
      formOf(drawing, 'proveedor-fin', words(locale, 'form.supplier-end', { supplier: open.supplier }), {}, () => [
        note,
      ]),
    ]
  if (suppliers.length === 0) return [html`<p class="muted">${words(locale, 'supplier.none')}</p>`]
  const choices = suppliers.map(({ id, name }) => ({ value: id, label: name }))
  return [
    formOf(drawing, 'proveedor', words(locale, 'form.supplier'), {}, () => [
      select('proveedor', words(locale, 'supplier'), choices, undefined),
      { name: 'referencia', label: words(locale, 'supplier.reference'), type: { kind: 'text' }, required: true },
      note,
    ]),
  ]
}

function select(
  name: string,
  label: string,
  choices: readonly Choice[],
  value: string | number | undefined,
): FieldInput {
  return {
    name,
    label,
    type: { kind: 'unit' },
    none: '—',
    required: true,
    choices,
    value: value === undefined ? '' : String(value),
  }
}

function reason(view: View): FieldInput {
  return { name: 'motivo', label: words(view.locale, 'reason'), type: { kind: 'long-text' }, required: true }
}

/** A field of the panel; `explained` shows every choice with its text, since a list would cut it off. */
type PanelField = FieldInput & { readonly explained?: true }

function explainedChoices({ label, choices = [], name, value, error }: PanelField, id: string): HtmlFragment {
  const fault = error === undefined ? '' : html`<p class="field-error">${icon('alert')}<span>${error}</span></p>`
  return html`<fieldset class="field ${error === undefined ? '' : 'invalid'}"><legend>${label}</legend>${fault}<div class="radios">${choices.map((each, at) => html`<label class="radio"><input${attributes({ type: 'radio', id: at === 0 ? id : `${id}-${at}`, name, value: each.value, checked: each.value === value, required: true })}><span>${each.label}</span></label>`)}</div></fieldset>`
}

/** The fault of a field; one that is of no field stands at the last. */
function faultOf(sent: Sent | undefined, name: string, last: boolean): string | undefined {
  const own = sent?.faults?.[INPUTS[name] ?? name]
  return own ?? (last && sent?.faults === undefined ? sent?.message : undefined)
}

/** As which input of its command a field is sent, where a refusal names it. */
const INPUTS: Readonly<Record<string, string>> = {
  impacto: 'impact',
  urgencia: 'urgency',
  motivo: 'reason',
  intentado: 'tried',
  jefatura: 'to',
  pide: 'asks',
  resultado: 'outcome',
  proveedor: 'supplier',
  referencia: 'reference',
  nota: 'note',
}

/** A form that opens; what was sent and refused stands in it again, with why. */
function formOf(
  { view, panel }: Drawing,
  path: string,
  title: string,
  hidden: Readonly<Record<string, string>>,
  fields: () => readonly PanelField[],
  suffix = '',
  open = false,
): HtmlFragment {
  const { number } = panel.reading.file
  const same = Object.entries(hidden).every(([name, value]) => panel.sent?.what.fields?.[name] === value)
  const sent = panel.sent?.action === path && same ? panel.sent.what : undefined
  const drawn = () =>
    fields().map(({ explained, ...each }, at, { length }) => {
      const id = `${path}-${each.name}${suffix}`
      const value = sent?.fields?.[each.name] ?? each.value ?? ''
      const error = faultOf(sent, each.name, at === length - 1)
      if (explained === true) return explainedChoices({ ...each, value, error }, id)
      return field(view, { ...each, id, value, error })
    })
  const body = () =>
    html`<dirty-form key="${number}-${path}${suffix}"><form class="form" novalidate method="post" action="/expedientes/${number}/${path}">${hiddenFields({ _csrf: panel.person.csrf, clave: panel.idempotencyKey, ...hidden })}${draftNotice(view)}${drawn()}<div class="form-submit">${button({ label: title })}</div></form></dirty-form>`
  return deferredDisclosure(view, { id: `${path}${suffix}`, summary: title, body, open: open || sent !== undefined })
}
