import { sql } from 'kysely'
import { workingMillisBetween } from '#src/calendar/index.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { Act } from '#src/procedure/types.ts'
import type { Institution } from '../call.ts'
import type { FollowedAct, Follower } from '../follow-record.ts'
import type { Projection } from '../record.ts'

/** Escalations as rows: what waits for a head, and how many of each kind there are. */
export const writeEscalations: Projection = Object.assign(
  async (...[tx, file, acts]: Parameters<Projection>) => {
    for (const { seq, at, actor, body } of acts) {
      const by = actor.kind === 'person' ? actor.person : null
      if (body.kind === 'case-escalated' && body.to > body.from) {
        await sql`
          insert into escalation (case_id, seq, kind, task_id, position_id, to_level, asked_at, asked_by)
          values (${file.id}, ${seq}, 'functional', ${body.task}, ${body.position}::uuid, ${body.to}, ${at}::timestamptz, ${by}::uuid)
          on conflict do nothing`.execute(tx)
      } else if (body.kind === 'superior-asked') {
        await sql`
          insert into escalation (case_id, seq, kind, task_id, position_id, asks, asked_at, asked_by)
          values (${file.id}, ${seq}, 'hierarchical', ${body.task ?? null}::int, ${body.to}::uuid, ${body.asks}, ${at}::timestamptz, ${by}::uuid)
          on conflict do nothing`.execute(tx)
      } else if (body.kind === 'superior-answered') {
        await sql`
          update escalation set answered_at = ${at}::timestamptz, answered_by = ${by}::uuid, outcome = ${body.outcome}, working_ms = ${body.millis}
          where case_id = ${file.id} and seq = ${body.asked}`.execute(tx)
      }
    }
  },
  { kinds: ['case-escalated', 'superior-asked', 'superior-answered'] as const, rebuilt: true as const },
)

/**
 * A functional escalation is answered when somebody of the other level takes the task up. That is seen a moment later, from the
 * record, so that taking a task costs nothing more.
 */
export function escalationsAnswered(institution: (db: Queryable, now: string) => Promise<Institution>): Follower {
  return {
    name: 'escalations',
    kinds: ['task-claimed', 'task-completed', 'task-handed-over'],
    async follow(tx, acts) {
      const taken = acts.flatMap((act) => takenBy(act))
      const { rows } = await sql<{ caseId: number; seq: number; task: number; askedAt: string }>`
        select e.case_id as "caseId", e.seq, e.task_id as task, e.asked_at as "askedAt" from escalation e
        join unnest(${taken.map(({ caseId }) => caseId)}::bigint[], ${taken.map(({ task }) => task)}::int[]) as t (case_id, task)
          on e.case_id = t.case_id and e.task_id = t.task
        where e.kind = 'functional' and e.answered_at is null group by e.case_id, e.seq`.execute(tx)
      if (rows.length === 0) return
      const { calendar, calendarCode } = await institution(tx, acts.at(-1)!.at)
      for (const row of rows) {
        const first = taken.find(({ caseId, task, seq }) => caseId === row.caseId && task === row.task && seq > row.seq)
        if (first === undefined) continue
        const millis = workingMillisBetween(calendar(calendarCode), row.askedAt, first.at)
        await sql`
          update escalation set answered_at = ${first.at}::timestamptz, answered_by = ${first.by}::uuid, outcome = 'taken', working_ms = ${millis}
          where case_id = ${row.caseId} and seq = ${row.seq} and answered_at is null`.execute(tx)
      }
    },
  }
}

function takenBy({ caseId, seq, at, actorPerson, text }: FollowedAct) {
  const { body } = JSON.parse(text) as Pick<Act, 'body'>
  return 'task' in body && typeof body.task === 'number' ? [{ caseId, seq, at, by: actorPerson, task: body.task }] : []
}
