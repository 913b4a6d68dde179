import { type CaseReading, formsOf } from '#src/cases/read-case.ts'
import { isDeskAct } from '#src/procedure/index.ts'
import type { ActBody, PrivateText } from '#src/procedure/types.ts'
import { serviceKey } from './read-input.ts'

/** How many of the last things written in the case go into the draft. */
const MOST_NOTES = 6

/**
 * The fields of an article made from a solved case: its title; what was asked, from the form of the opening; and what was written while
 * it was solved, the latest notes and replies. A draft to be edited: whoever writes takes personal data out.
 */
export function draftFromCase(reading: CaseReading, unit: string | null): Record<string, string> {
  const { file, acts, version } = reading
  const opening = formsOf(file, acts.slice(0, 1))
  const asked = Object.values(opening).flatMap((values) =>
    Object.values(values).filter((value) => typeof value === 'string' && !isId(value)),
  )
  const procedure = version.procedure(file.procedure)
  const written = acts.slice(1).flatMap(({ text, private: content }) => {
    const { body } = JSON.parse(text) as { body: ActBody }
    const said = content as (PrivateText & { readonly text?: unknown }) | null
    const note = said?.note ?? (isDeskAct(body) && typeof said?.text === 'string' ? said.text : undefined)
    const formed =
      'form' in body && said?.form !== undefined
        ? Object.values(said.form).filter((value) => typeof value === 'string' && value.length > 20)
        : []
    return [...(note === undefined ? [] : [note]), ...formed.map(String)]
  })
  return {
    titulo: file.title,
    pregunta: asked.join('\n').slice(0, 4_000),
    solucion: written
      .slice(-MOST_NOTES)
      .map((note) => note.trim())
      .join('\n\n')
      .slice(0, 60_000),
    palabras: '',
    dependencia: unit ?? '',
    alcance: 'todos',
    ...(procedure === null
      ? {}
      : { [`tramite:${serviceKey({ manual: version.code, procedure: file.procedure })}`]: '1' }),
  }
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(value)
}
