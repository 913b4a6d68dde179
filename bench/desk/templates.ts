import { sql } from 'kysely'
import type { Session } from '../session.ts'
import type { World } from '../world.ts'
import type { Template } from './fill.ts'
import { TITLES } from './titles.ts'

const FORM = {
  Asunto: 'Equipo apagado',
  Descripción: 'El equipo está apagado desde ayer.',
  Impacto: 'medio',
  Urgencia: 'media',
}
const CLOSING = {
  'Tipo de solución': 'reparación',
  Solución: 'Se cambió la fuente de poder.',
  'Forma de atención': 'en el lugar',
  'Nivel que resolvió': 'primero',
}

const REQUEST = {
  manual: 'DTI-MNP-01',
  procedure: '2',
  start: 'Soporte técnico',
  channel: 'teléfono',
  form: FORM,
}

/** The three cards of the procedure, in order: reception, the question whether it can be solved, the closing. */
export const CARDS = [
  [1, { form: FORM }],
  [2, { answer: 'SÍ', note: 'Se atiende hoy mismo.' }],
  [3, { form: CLOSING }],
] as const

/** Walks some cases by the real program, to be copied: one that waits at each card, and closed ones with notes. */
export async function makeTemplates(world: World, session: Session): Promise<readonly Template[]> {
  const numbers: { number: string; open: boolean }[] = []
  for (const done of [0, 0, 1, 2, 3, 3, 3]) {
    // Its words come to be in all the copies, so they are of none of them.
    const number = await openCase(session, FORM.Asunto)
    for (const [task, input] of CARDS.slice(0, done)) await complete(session, number, task, input)
    numbers.push({ number, open: done < 3 })
  }
  const templates: Template[] = []
  for (const { number, open } of numbers) {
    const { rows } = await sql<{ id: number }>`select id from case_file where number = ${number}`.execute(
      world.owner.db,
    )
    templates.push({ caseId: rows[0]!.id, open })
  }
  return templates
}

let opened = 0

/** Opens a case; each is about something else, as the cases of a desk are, unless told. */
export async function openCase(session: Session, title = TITLES[opened++ % TITLES.length]!): Promise<string> {
  const answer = await session.post('/api/cases', { ...REQUEST, title })
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`)
  return JSON.parse(answer.body).number
}

export async function complete(session: Session, number: string, task: number, input: unknown): Promise<void> {
  const answer = await session.post(`/api/cases/${number}/tasks/${task}/completion`, input)
  if (answer.status !== 200) throw new Error(`${number} task ${task}: ${answer.status} ${answer.body}`)
}
