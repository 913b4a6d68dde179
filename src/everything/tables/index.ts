import { CASE_TABLES } from './case-tables.ts'
import { OTHER_TABLES } from './other-tables.ts'
import { PEOPLE_TABLES } from './people-tables.ts'
import { type ExportedTable, INTERNAL, SECRET } from './types.ts'

export type { ExportedTable } from './types.ts'

/** Every table that is exported. What is not here and not in `TABLES_LEFT_OUT` makes a test fail. */
export const EXPORTED_TABLES: Readonly<Record<string, ExportedTable>> = {
  ...PEOPLE_TABLES,
  ...CASE_TABLES,
  ...OTHER_TABLES,
}

const INDEX = 'índice de la búsqueda: se hace de nuevo con los actos'
const PASSING = 'de paso: se borra sola y no dice nada que los actos no digan'

/** Every table that is not, with the reason. */
export const TABLES_LEFT_OUT: Readonly<Record<string, string>> = {
  credential: SECRET,
  totp: SECRET,
  recovery_code: SECRET,
  passkey: SECRET,
  session: SECRET,
  sign_in_step: SECRET,
  signing_proof: SECRET,
  calendar_feed: SECRET,
  signature_picture: 'la firma dibujada es de la persona: quien la tuviera podría estamparla',
  sign_in_attempt: 'huellas de usuarios y direcciones, contra quien prueba contraseñas',
  idempotency_key: PASSING,
  content_to_remove: PASSING,
  case_presence: PASSING,
  search_entry: INDEX,
  search_reader: INDEX,
  search_word: INDEX,
  record_follower: INTERNAL,
  directory_revision: INTERNAL,
  article_revision: INTERNAL,
  dues_computed: INTERNAL,
  statistic_state: INTERNAL,
}

/** Of a table that is exported: its columns, in order. */
export const columnsOf = ({ columns }: ExportedTable): readonly string[] => columns.split(' ')
