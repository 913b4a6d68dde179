/** `demo/year.json`: what people ask of the invented ministry in a year, and how it usually goes. */
export interface YearFile {
  readonly seed: number
  /** How many cases are opened, those aside that steps open by themselves. */
  readonly cases: number
  readonly services: readonly YearService[]
  /** Texts for fields of forms that a service does not give, by the field's printed name. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** What is written into the record on the way. */
  readonly notes: readonly string[]
  readonly reasons: readonly string[]
  /** With what cases are resolved and why they arose; what is written more often comes more often. */
  readonly resolutions: readonly { readonly solution: string; readonly type: string; readonly cause: string }[]
}

export interface YearService {
  readonly manual: string
  readonly procedure: string
  readonly start: string
  /** How often it is asked for, against the others. */
  readonly weight: number
  readonly channels: Readonly<Record<string, number>>
  /** Who asks; anybody who is not of the Dirección de Tecnología unless told. */
  readonly requesters?: readonly string[]
  /** Outsiders who ask: a case then has a contact. */
  readonly contacts?: readonly { readonly name: string; readonly unit: string }[]
  readonly subjects: readonly YearSubject[]
  /** Weight of each answer, by step number; the shortest way to FIN is likelier unless told. */
  readonly answers?: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface YearSubject {
  readonly title: string
  /** Values for fields of the forms on the way, by printed name. */
  readonly fields?: Readonly<Record<string, string | number | boolean>>
}
