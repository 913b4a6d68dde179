import { Type } from 'typebox'

/** What was done, or how something was said. */
export const Told = Type.String({ minLength: 1, maxLength: 5_000, pattern: '\\S' })

export const VisitPlan = {
  /** The instant, with its zone. */
  at: Type.String({ format: 'date-time' }),
  minutes: Type.Optional(Type.Integer({ minimum: 5, maximum: 1_440 })),
  place: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
  /** The official who goes; whoever agrees it unless told. */
  attendedBy: Type.Optional(Type.String({ format: 'uuid' })),
  /** Agree it although nobody works then by the calendar. */
  outsideHours: Type.Optional(Type.Boolean()),
}

export const Tool = Type.Union([Type.Literal('anydesk'), Type.Literal('teamviewer'), Type.Literal('rustdesk')])
