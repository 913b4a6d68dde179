import { Type } from 'typebox'

/** Values of a form by field name, already typed; `readFormStrings` makes them from a page's strings. */
export const FormValues = Type.Record(
  Type.String({ maxLength: 200 }),
  Type.Union([
    Type.String({ maxLength: 20_000 }),
    Type.Number(),
    Type.Boolean(),
    Type.Null(),
    Type.Object({ file: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
  ]),
)

/** A stored file, by the id that the upload gave. */
export const FileIds = Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 20 })

/** Why somebody does what the manual does not print; kept in the record. */
export const Reason = Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' })

export const Note = Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' })

/** The number of acts that the sender saw; when given, a case that has moved since is refused. */
export const ExpectedSeq = Type.Optional(Type.Integer({ minimum: 1 }))

/** Where a case stands after a command. */
export const CasePlace = Type.Object({ number: Type.String(), status: Type.String(), seq: Type.Integer() })
