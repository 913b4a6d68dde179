import { sql } from 'kysely'
import { Type } from 'typebox'
import { isDeskAct, replay } from '#src/procedure/index.ts'
import type { Act, ActBody, CaseState } from '#src/procedure/types.ts'
import type { Call } from './call.ts'
import { lockCase } from './case.store.ts'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { CasePlace } from './inputs.ts'
import { settle } from './move-case.ts'
import { readersOf } from './readers.ts'
import { actOf } from './rebuild-projections.ts'
import { refused } from './refusals.ts'
import type { CaseFile, StoredAct } from './types.ts'

/** So long an undoing is offered and accepted. */
export const UNDO_MINUTES = 10

/** The acts that can be taken back: they move a task between people, and nothing else. */
const UNDOABLE: readonly ActBody['kind'][] = ['task-claimed', 'task-released', 'task-handed-over']

/**
 * Takes back one's own last claim, release or hand-over: the task goes to where it was, by an ordinary act of the record. Refuses what
 * another did, what is too old, and a case that has moved since.
 */
export const undoMove = command({
  name: 'undo-move',
  route: 'POST /cases/:number/undo',
  summary: {
    es: 'Deshace la última toma, devolución o entrega propia',
    en: 'Takes back one’s own last claim, release or hand-over',
  },
  input: Type.Object(
    {
      /** Number of the act: `seq` of the answer that did it. */
      seq: Type.Integer({ minimum: 1 }),
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { seq } = call.input
    const person = call.actor.kind === 'person' ? call.actor.person : ''
    const file = await lockCase(call.tx, call.params.number!, readersOf(call.institution.directory, person))
    if (file === null) throw refused('case-unknown', {})
    const acts = await actsUntil(call, file)
    const last = acts.findLast((act) => !followsByItself(act))!
    if (seq < last.seq || seq > file.seq) throw refused('undo-moved', {})
    if (!UNDOABLE.includes(last.body.kind) || last.actor.kind !== 'person' || last.actor.person !== person)
      throw refused('undo-not-yours', {})
    const age = Temporal.Instant.from(call.now).since(Temporal.Instant.from(last.at)).total('minutes')
    if (age > UNDO_MINUTES) throw refused('undo-late', { minutes: UNDO_MINUTES })
    const before = replay(acts.slice(0, acts.indexOf(last)))
    const act: Act = { seq: file.seq + 1, at: call.now, actor: call.actor, body: takenBack(before, last, person) }
    return casePlace(await settle(call, file, [act]))
  },
})

/** What the system notes at the desk beside a move (a target that is met, a warning) moves no task, so it hinders no undoing. */
function followsByItself({ actor, body }: Act): boolean {
  return actor.kind === 'system' && isDeskAct(body)
}

/** The act that puts the task where it was before the last one. */
function takenBack(before: CaseState, { body }: Act, person: string): ActBody {
  if (!('task' in body) || !('role' in body) || body.role === null || typeof body.task !== 'number')
    throw refused('undo-not-yours', {})
  const { task, role } = body
  const had = before.tasks.find(({ id }) => id === task)?.tray?.assignee ?? null
  if (had === null) return { kind: 'task-released', task, role }
  return had === person ? { kind: 'task-claimed', task, role } : { kind: 'task-handed-over', task, role, to: had }
}

async function actsUntil({ tx }: Call, { id, openedMonth }: CaseFile): Promise<Act[]> {
  // Personal text plays no part in where a task is.
  const { rows } = await sql<Pick<StoredAct, 'text' | 'private'>>`
    select text, null as private from act where opened_month = ${openedMonth}::date and case_id = ${id} order by seq`.execute(
    tx,
  )
  return rows.map(actOf)
}
