import type { ImportedFact, ImportedNode } from '../notation/imported-process.ts'
import { type Imported, type ImportNote, ImportRefused } from '../notation/report.ts'
import { doubt, factText, questionText, sentence } from '../notation/safe-text.ts'
import { writeManual } from '../notation/write-manual.ts'
import { dialogForm } from './dialog-form.ts'
import { type Entity, isMap, readExport, text, type ZnunyExport } from './read-export.ts'
import { type Passage, transitionWay } from './transition-way.ts'

const MOST_ACTIVITIES = 500

/**
 * A process exported by Znuny (or OTRS, OTOBO) as a manual: activities are steps, their dialogs forms, transitions the ways on. Throws
 * `ImportRefused` with a Spanish sentence where the file is no such process.
 */
export async function importZnuny(yaml: string): Promise<Imported> {
  const exported = readExport(yaml)
  if (exported.activities.size === 0) throw new ImportRefused('El proceso exportado no tiene actividades.')
  if (exported.activities.size > MOST_ACTIVITIES) {
    throw new ImportRefused(`El proceso tiene más de ${MOST_ACTIVITIES} actividades; divídalo.`)
  }
  const report: ImportNote[] = []
  const forms: string[] = []
  const codes = formsOf(exported, forms, report)
  const nodes = [...exported.activities.values()].flatMap((activity) => nodesOf(exported, activity, codes, report))
  const { process } = exported
  const start = text(process.config.StartActivity)
  const entry = exported.activities.has(start) ? start : [...exported.activities.keys()][0]!
  if (entry !== start)
    tell(report, 'Process', process, 'doubtful', 'No dice en qué actividad empieza; se tomó la primera.')
  tell(report, 'Process', process, 'doubtful', 'Quedó como solicitud; escriba los canales por los que llega.')
  for (const { id, name } of exported.actions.values()) {
    if (report.some((note) => note.id === id)) continue
    tell(report, 'TransitionAction', { id, name }, 'no-equivalent', 'Ninguna transición la usa.')
  }
  const described = text(process.config.Description)
  return writeManual({
    code: 'IMPORTADO-1',
    title: process.name,
    basedOn: 'un proceso exportado de Znuny',
    processes: [
      {
        number: '1',
        title: questionText(process.name).toUpperCase() || 'PROCESO',
        entry,
        nodes,
        facts: [
          { key: 'Inicio', value: `solicitud «${factText(process.name).replace(/[«»]/g, '')}»` },
          ...(described === '' ? [] : [{ key: 'Detalle', value: described }]),
        ],
      },
    ],
    forms,
    report,
  })
}

/** Writes the forms and gives the code of each dialog that has one. */
function formsOf({ dialogs }: ZnunyExport, forms: string[], report: ImportNote[]): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  for (const dialog of dialogs.values()) {
    const code = `DIALOGO-${codes.size + 1}`
    const { text: form, hidden, untyped } = dialogForm(dialog, code)
    if (form === null) {
      tell(report, 'ActivityDialog', dialog, 'no-equivalent', 'No muestra ningún campo: no es una forma.')
      continue
    }
    codes.set(dialog.id, code)
    forms.push(form)
    const untold = untyped.length === 0 ? '' : ` No se sabe el tipo de ${untyped.join(', ')}.`
    const unseen = hidden.length === 0 ? '' : ` Sus campos ocultos quedaron fuera: ${hidden.join(', ')}.`
    tell(
      report,
      'ActivityDialog',
      dialog,
      untold || unseen ? 'doubtful' : 'kept',
      `Quedó como la forma ${code}.${untold}${unseen}`,
    )
  }
  return codes
}

/** The rows of an activity: one for each dialog, and its question where it has several ways on. */
function nodesOf(
  exported: ZnunyExport,
  activity: Entity,
  codes: ReadonlyMap<string, string>,
  report: ImportNote[],
): ImportedNode[] {
  const dialogs = dialogsOf(exported, activity)
  const passages = passagesOf(exported, activity)
  const { way, doubtful, waits } = transitionWay(passages)
  for (const { transition, to } of passages) {
    const said = doubtful.includes(transition.id)
    const where = to === null ? 'termina' : `lleva a «${exported.activities.get(to)?.name ?? to}»`
    tell(
      report,
      'Transition',
      transition,
      said ? 'doubtful' : 'kept',
      said ? `No se pudo decir con una respuesta cuándo ${where}.` : `Es el camino que ${where}.`,
    )
  }
  const effects = passages.flatMap(({ transition }) => effectsOf(exported, activity, transition, report))
  const several = dialogs.length > 1
  tell(
    report,
    'Activity',
    activity,
    several ? 'doubtful' : 'kept',
    several
      ? 'Tiene varios diálogos, que en el original se usan en cualquier orden; quedaron uno tras otro.'
      : 'Quedó como paso.',
  )
  const steps: { name: string; facts: ImportedFact[]; role: string }[] = dialogs.map((dialog) => ({
    name: several ? `${activity.name}: ${dialog.name}` : activity.name,
    facts: codes.has(dialog.id) ? [{ key: 'Forma', value: codes.get(dialog.id)! }] : [],
    role: roleOf(dialog),
  }))
  if (steps.length === 0) steps.push({ name: activity.name, facts: [], role: roleOf(undefined) })
  const question = way.kind === 'question'
  const chain = [
    ...steps.map((_, index) => (index === 0 ? activity.id : `${activity.id} ${index}`)),
    ...(question ? [`${activity.id} ?`] : []),
  ]
  const rows = steps.map((step, index): ImportedNode => {
    const last = index === steps.length - 1
    const told = last && waits !== undefined ? ` ${doubt(`no sigue hasta que ${waits}`)}` : ''
    return {
      id: chain[index]!,
      role: step.role,
      text: `${sentence(step.name)}${told}`,
      facts: [...step.facts, ...(last ? effects : [])],
      way: last && !question ? way : { kind: 'on', to: chain[index + 1]! },
    }
  })
  return question ? [...rows, { id: chain.at(-1)!, role: steps.at(-1)!.role, text: '', facts: [], way }] : rows
}

function dialogsOf({ dialogs }: ZnunyExport, { config }: Entity): Entity[] {
  const ordered = Object.entries(isMap(config.ActivityDialog) ? config.ActivityDialog : {})
  return ordered
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .flatMap(([, value]) => dialogs.get(text(isMap(value) ? value.ActivityDialogEntityID : value)) ?? [])
}

function passagesOf({ process, activities, transitions }: ZnunyExport, { id }: Entity): Passage[] {
  const path = isMap(process.config.Path) ? process.config.Path[id] : undefined
  return Object.entries(isMap(path) ? path : {}).map(([transition, value]) => {
    const to = isMap(value) ? text(value.ActivityEntityID) : ''
    return {
      transition: transitions.get(transition) ?? { id: transition, name: transition, config: {} },
      to: activities.has(to) ? to : null,
    }
  })
}

/** What a transition does by itself has no row: it is named on the step and in the report. */
function effectsOf(
  { process, actions }: ZnunyExport,
  activity: Entity,
  transition: Entity,
  report: ImportNote[],
): ImportedFact[] {
  const path = isMap(process.config.Path) ? process.config.Path[activity.id] : undefined
  const passage = isMap(path) ? path[transition.id] : undefined
  const named = isMap(passage) && Array.isArray(passage.TransitionAction) ? passage.TransitionAction.map(text) : []
  return named.map((id) => {
    const action = actions.get(id) ?? { id, name: id, config: {} }
    const module = text(action.config.Module).replace(/^.*::/, '') || 'desconocida'
    tell(
      report,
      'TransitionAction',
      action,
      'no-equivalent',
      `La notación no hace «${module}» por sí sola al pasar «${transition.name}».`,
    )
    return {
      key: 'Nota',
      value: doubt(`en el original, al pasar ${transition.name}, un programa hace ${action.name}: ${module}`),
    }
  })
}

function roleOf(dialog: Entity | undefined): string {
  const faces = Array.isArray(dialog?.config.Interface) ? dialog.config.Interface.map(text) : []
  const requester = faces.length === 1 && faces[0] === 'CustomerInterface'
  return requester ? '⚠ (en el original lo hace quien lo pide)' : '⚠ (el original no dice el responsable)'
}

function tell(
  report: ImportNote[],
  element: string,
  { id, name }: Pick<Entity, 'id' | 'name'>,
  kind: ImportNote['kind'],
  message: string,
): void {
  report.push({ element, id, name, kind, message })
}
