import { type RawBuilder, sql } from 'kysely'
import { foldText } from '#src/manual/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { TrayFilter } from './tray-filter.ts'
import { SOON } from './tray-scope.ts'

/** A filter as the database is asked for it: names looked up, days as instants, words as patterns. Null where nothing is asked. */
export interface FilterFacts {
  readonly procedures: readonly string[] | null
  readonly kinds: readonly string[] | null
  readonly steps: readonly string[] | null
  readonly units: readonly string[] | null
  readonly priorities: readonly number[] | null
  readonly levels: readonly number[] | null
  readonly channels: readonly string[] | null
  /** Persons whose name has the words, and the pattern for requesters of whom only the name is known. */
  readonly requesters: { readonly persons: readonly string[]; readonly patterns: readonly string[] } | null
  readonly assignee: string | null
  readonly nobody: boolean
  readonly dueUntil: string | null
  readonly arrivedSince: string | null
  readonly patterns: readonly string[] | null
}

/** More persons than this have such a name: the words say too little. */
const MOST_REQUESTERS = 200

/** What a filter means to a person at an instant. */
export function filterFacts(
  filter: TrayFilter,
  directory: InstitutionDirectory,
  person: string,
  now: Temporal.Instant,
): FilterFacts {
  const zone = directory.rows.institution?.timeZone ?? 'UTC'
  const { assignee, arrivedSince, due, requester, text } = filter
  return {
    procedures: filter.procedures ?? null,
    kinds: filter.kinds ?? null,
    steps: filter.steps ?? null,
    units: filter.units ?? null,
    priorities: filter.priorities ?? null,
    levels: filter.levels ?? null,
    channels: filter.channels ?? null,
    requesters:
      requester === undefined ? null : { persons: personsNamed(directory, requester), patterns: patternsOf(requester) },
    assignee: assignee === undefined || assignee === 'nobody' ? null : assignee === 'me' ? person : assignee,
    nobody: assignee === 'nobody',
    dueUntil:
      due === undefined ? null : due === 'none' ? 'infinity' : (due === 'soon' ? now.add(SOON) : now).toString(),
    arrivedSince:
      arrivedSince === undefined
        ? null
        : Temporal.PlainDate.from(arrivedSince).toZonedDateTime(zone).toInstant().toString(),
    patterns: text === undefined ? null : patternsOf(text),
  }
}

/**
 * The condition on a task `t` and its case `c`. One text for every filter, so that the database plans it once; only values differ, and
 * each is a bound parameter.
 */
export function filterCondition(facts: FilterFacts): RawBuilder<unknown> {
  const manual = sql`(select v.manual_code from manual_version v where v.id = c.manual_version_id)`
  const requesters = facts.requesters
  return sql`
    (${facts.procedures}::text[] is null or ${manual} || '/' || c.procedure = any(${facts.procedures}::text[]))
    and (${facts.kinds}::text[] is null or t.kind::text = any(${facts.kinds}::text[]))
    and (${facts.steps}::text[] is null or t.row_number = any(${facts.steps}::text[]))
    and (${facts.units}::uuid[] is null or t.unit_id = any(${facts.units}::uuid[]))
    and (${facts.priorities}::int[] is null or t.priority::int = any(${facts.priorities}::int[]))
    and (${facts.levels}::int[] is null or c.level::int = any(${facts.levels}::int[]))
    and (${facts.channels}::text[] is null or c.channel = any(${facts.channels}::text[]))
    and (${requesters?.patterns ?? null}::text[] is null or c.requester_person = any(${requesters?.persons ?? null}::uuid[])
      or ${folded(sql`c.requester_name`)} like all(${requesters?.patterns ?? null}::text[]))
    and (${facts.assignee}::uuid is null or t.assignee = ${facts.assignee}::uuid)
    and (not ${facts.nobody}::boolean or t.assignee is null)
    and (${facts.dueUntil}::timestamptz is null
      or case when ${facts.dueUntil}::timestamptz = 'infinity' then t.due_at = 'infinity' else t.due_at <= ${facts.dueUntil}::timestamptz end)
    and (${facts.arrivedSince}::timestamptz is null or t.arrived_at >= ${facts.arrivedSince}::timestamptz)
    and (${facts.patterns}::text[] is null or ${folded(sql`c.title || ' ' || c.number`)} like all(${facts.patterns}::text[]))`
}

// As `foldText` folds them; other letters stay as they are, on both sides.
const ACCENTED = 'áàäâãéèëêíìïîóòöôõúùüûñç'
const PLAIN = 'aaaaaeeeeiiiiooooouuuunc'

function folded(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`translate(lower(${text}), ${sql.lit(ACCENTED)}, ${sql.lit(PLAIN)})`
}

/** A pattern for each word; all must fit, in any order. */
function patternsOf(text: string): string[] {
  const words = foldText(text).split(' ').filter(Boolean).slice(0, 8)
  return words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
}

function personsNamed(directory: InstitutionDirectory, text: string): string[] {
  const words = foldText(text).split(' ').filter(Boolean)
  return directory.rows.people
    .filter(({ name }) => words.every((word) => foldText(name).includes(word)))
    .slice(0, MOST_REQUESTERS)
    .map(({ id }) => id)
}
