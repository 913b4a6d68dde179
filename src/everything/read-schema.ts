import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'

/** A table as the database has it. */
export interface TableSchema {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly nullable: boolean }[]
  readonly primaryKey: readonly string[]
  /** `FOREIGN KEY (case_id) REFERENCES case_file(id)` */
  readonly references: readonly string[]
}

/** Every table of the schema, by name; partitions count as the table they are of. */
export async function readSchema(db: Queryable): Promise<readonly TableSchema[]> {
  const { rows } = await sql<TableSchema>`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', not a.attnotnull)
          order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select json_agg(a.attname order by array_position(i.indkey::int2[], a.attnum))
        from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
        where i.indrelid = c.oid and i.indisprimary), '[]') as "primaryKey",
      coalesce((select json_agg(pg_get_constraintdef(f.oid) order by f.conname)
        from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'), '[]') as "references"
    from pg_class c where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
    order by c.relname`.execute(db)
  return rows
}
