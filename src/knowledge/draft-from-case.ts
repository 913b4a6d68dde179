import { requestersOf } from '#src/cases/part-in.ts'
import type { CaseReading } from '#src/cases/read-case.ts'
import type { Form } from '#src/manual/types.ts'
import type { ActBody, Actor, FormValue, PrivateText } from '#src/procedure/types.ts'
import { serviceKey } from './read-input.ts'

/** How many of the last notes go into the draft of a case of which nobody noted the solution. */
const MOST_NOTES = 6

/**
 * The fields of an article made from a solved case: its title; what was asked, from the form that opens its procedure; and how it was
 * solved. A draft to be edited: whoever writes takes personal data out.
 */
export function draftFromCase(reading: CaseReading, unit: string | null): Record<string, string> {
  const { file, version } = reading
  const procedure = version.procedure(file.procedure)
  return {
    titulo: file.title,
    pregunta: questionOf(reading).join('\n').slice(0, 4_000),
    solucion: solutionOf(reading).join('\n\n').slice(0, 60_000),
    palabras: '',
    dependencia: unit ?? '',
    alcance: 'todos',
    ...(procedure === null
      ? {}
      : { [`tramite:${serviceKey({ manual: version.code, procedure: file.procedure })}`]: '1' }),
  }
}

/** What was asked: the opening form as it stands, wherever it was filled, for the portal fills it at the opening and the desk at step 1. */
function questionOf({ version, file, forms }: CaseReading): string[] {
  const code = openingForm({ version, file })
  const form = code === undefined ? null : version.form(code)
  const values = code === undefined ? undefined : forms[code]
  if (form === null || values === undefined) return []
  return written(form, values).filter((text) => text !== file.title.trim())
}

/** How it was solved: as it was noted with its code, else the last form of the work, else what the office wrote last. */
function solutionOf(reading: CaseReading): string[] {
  const { file, version } = reading
  const acts = readActs(reading)
  const noted = acts.findLast(({ body, said }) => body.kind === 'case-resolved' && said?.note !== undefined)
  if (noted !== undefined) return distinct([noted.said!.note!])
  const opening = openingForm(reading)
  for (const { body, said } of acts.toReversed()) {
    const form = 'form' in body && body.form !== undefined && body.form !== opening ? version.form(body.form) : null
    const texts = form === null || said?.form === undefined ? [] : written(form, said.form)
    if (texts.length > 0) return distinct(texts)
  }
  const requesters = requestersOf(file.state)
  const notes = acts.flatMap(({ by, body, said }) =>
    by.kind === 'person' && !requesters.includes(by.person) && isWorkNote(body) ? (said?.note ?? said?.text ?? []) : [],
  )
  return distinct(notes).slice(-MOST_NOTES)
}

interface ReadAct {
  readonly by: Actor
  readonly body: ActBody
  readonly said: (PrivateText & { readonly text?: string }) | null
}

function readActs({ acts }: CaseReading): readonly ReadAct[] {
  return acts.map(({ text, private: content }) => {
    const { actor, body } = JSON.parse(text) as { actor: Actor; body: ActBody }
    return { by: actor, body, said: content as ReadAct['said'] }
  })
}

// What somebody outside said is no solution, nor is why a case was annulled or reopened.
function isWorkNote(body: ActBody): boolean {
  if (body.kind === 'message-posted') return body.from === 'office'
  return body.kind === 'task-completed' || body.kind === 'note-added' || body.kind === 'note-written'
}

function openingForm({ version, file }: Pick<CaseReading, 'version' | 'file'>): string | undefined {
  return version.procedure(file.procedure)?.procedure.steps[0]?.facts.form
}

/** What was written in a form in sentences; where it asks for none, in single lines. */
function written({ fields }: Form, values: Readonly<Record<string, FormValue>>): string[] {
  const ofKind = (kind: 'long-text' | 'text') =>
    fields.flatMap(({ name, type }) => {
      const value = values[name]
      return type.kind === kind && typeof value === 'string' && value.trim() !== '' ? [value.trim()] : []
    })
  const long = ofKind('long-text')
  return long.length > 0 ? long : ofKind('text')
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '')
}
