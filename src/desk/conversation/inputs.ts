import { Type } from 'typebox'

/** What somebody writes in a case. */
export const Words = Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' })

/** Files to attach, by the ids that their uploads gave. */
export const Files = Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 20 }))
