import { type QueryExecutorProvider, sql } from 'kysely'
import type { DirectoryRows } from './types.ts'

/** Changes whenever the directory or a calendar does. `place` tells apart databases and restarts of the server. */
export interface DirectoryRevision {
  readonly revision: string
  readonly place: string
}

/** Columns of `directory_revision` as a `DirectoryRevision`, for a query that reads something else too. */
export const REVISION = sql`revision::text as revision, current_database() || ' ' || pg_postmaster_start_time()::text as place`

export async function readDirectoryRevision(db: QueryExecutorProvider): Promise<DirectoryRevision> {
  const { rows } = await sql<DirectoryRevision>`select ${REVISION} from directory_revision`.execute(db)
  return rows[0]!
}

/** The whole directory in one statement, so that it is of one moment, with the revision of that moment. */
export async function readDirectoryRows(
  db: QueryExecutorProvider,
): Promise<{ readonly revision: string; readonly rows: DirectoryRows }> {
  const { rows } = await sql<{ revision: string; rows: DirectoryRows }>`
    select revision::text as revision, json_build_object(
      'institution', (
        select json_build_object('name', i.name, 'code', i.code, 'calendar', i.calendar, 'timeZone', c.data ->> 'timeZone',
          'demo', i.demo, 'settings', i.settings, 'revision', i.revision)
        from institution i join calendar c on c.code = i.calendar),
      'units', (
        select coalesce(json_agg(json_build_object('id', id, 'code', code, 'name', name, 'parent', parent_id,
          'head', head_position_id, 'office', office, 'closedOn', closed_on, 'revision', revision) order by code), '[]')
        from unit),
      'posts', (
        select coalesce(json_agg(json_build_object('id', id, 'code', code, 'title', title, 'unit', unit_id,
          'places', places, 'closedOn', closed_on, 'revision', revision) order by code), '[]')
        from position),
      'people', (
        select coalesce(json_agg(json_build_object('id', id, 'username', username, 'name', name, 'email', email,
          'phone', phone, 'extension', extension, 'unit', unit_id, 'administratorSince', administrator_since,
          'leftOn', left_on, 'revision', revision) order by username), '[]')
        from person),
      'tenures', (
        select coalesce(json_agg(json_build_object('id', id, 'person', person_id, 'position', position_id,
          'from', from_on, 'until', until_on) order by from_on, id), '[]')
        from tenure),
      'absences', (
        select coalesce(json_agg(json_build_object('id', id, 'person', person_id,
          'from', from_on, 'until', until_on, 'reason', reason) order by from_on, id), '[]')
        from absence),
      'deputies', (
        select coalesce(json_agg(json_build_object('id', id, 'person', person_id, 'forPerson', for_person_id,
          'forPosition', for_position_id, 'from', from_on, 'until', until_on, 'reason', reason) order by from_on, id), '[]')
        from deputy),
      'groups', (
        select coalesce(json_agg(json_build_object('id', id, 'code', code, 'name', name, 'revision', revision,
          'members', (select coalesce(json_agg(person_id order by person_id), '[]') from person_group_member where group_id = g.id)
          ) order by code), '[]')
        from person_group g),
      'lists', (
        select coalesce(json_agg(json_build_object('id', id, 'code', code, 'name', name, 'revision', revision,
          'members', (select coalesce(json_agg(json_build_object('name', name, 'unit', unit_id) order by place), '[]')
            from directory_list_member where list_id = l.id)) order by code), '[]')
        from directory_list l)
    ) as rows
    from directory_revision`.execute(db)
  return rows[0]!
}
