import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'

/** What a person has open now, and what the person is known to do. */
export interface Load {
  readonly person: string
  readonly open: number
  readonly overdue: number
  readonly skills: readonly Skill[]
}

export interface Skill {
  readonly skill: string
  readonly level: 1 | 2 | 3
}

/** Open and overdue tasks and the skills of persons, in one query; each person is one scan of an index. */
export async function loadsOf(db: Queryable, persons: readonly string[], now: string): Promise<Load[]> {
  const { rows } = await sql<Load>`
    select asked.person, coalesce(t.open, 0) as open, coalesce(t.overdue, 0) as overdue, coalesce(s.skills, '[]'::json) as skills
    from unnest(${persons}::uuid[]) as asked (person)
    left join lateral (
      select count(*)::int as open, (count(*) filter (where due_at < ${now}::timestamptz))::int as overdue
      from task where assignee = asked.person and kind in ('step', 'reply', 'signature')
    ) t on true
    left join lateral (
      select json_agg(json_build_object('skill', skill, 'level', level) order by level desc, skill) as skills
      from person_skill where person_id = asked.person
    ) s on true`.execute(db)
  return rows
}

export interface KeptSkill extends Skill {
  readonly person: string
  readonly notedAt: string
  readonly notedBy: string
}

export async function skillsOf(db: Queryable, persons: readonly string[]): Promise<KeptSkill[]> {
  const { rows } = await sql<KeptSkill>`
    select person_id as person, skill, level, noted_at as "notedAt", noted_by as "notedBy"
    from person_skill where person_id = any(${persons}::uuid[]) order by person_id, level desc, skill`.execute(db)
  return rows
}

/** A person has at most 100 skills; false when there is no room for another. */
export async function keepSkill(
  db: Queryable,
  { person, skill, level, now, by }: { person: string; skill: string; level: number; now: string; by: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into person_skill (person_id, skill, level, noted_at, noted_by)
    select ${person}::uuid, ${skill}, ${level}, ${now}::timestamptz, ${by}::uuid
    where (select count(*) from person_skill where person_id = ${person}) < 100
    on conflict (person_id, skill) do update set level = excluded.level, noted_at = excluded.noted_at, noted_by = excluded.noted_by
    returning skill`.execute(db)
  return rows.length === 1
}

export async function dropSkill(db: Queryable, person: string, skill: string): Promise<void> {
  await sql`delete from person_skill where person_id = ${person} and skill = ${skill}`.execute(db)
}
