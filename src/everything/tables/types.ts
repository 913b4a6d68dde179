/** A table that is exported, and which of its columns are. A column that is named in neither list makes a test fail. */
export interface ExportedTable {
  /** What a row is, for whoever reads the export. */
  readonly es: string
  /** Columns that are exported, separated by blanks. */
  readonly columns: string
  /** Columns that stay, with the reason. */
  readonly without?: Readonly<Record<string, string>>
  /** SQL of a column that is not exported as it is. */
  readonly as?: Readonly<Record<string, string>>
  /** Order of the rows; that of the primary key unless told. */
  readonly order?: string
}

export const SECRET = 'secreto: con él se entra, se firma o se descifra'
export const INTERNAL = 'interno del programa: no dice nada de la institución'
