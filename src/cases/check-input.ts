import type { TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { type CaseRefusalCode, refused } from './refusals.ts'

/** Holds what a page's form sent against the command's own schema, and refuses it with a sentence that says what to fill in. */
export function checkInput(schema: TSchema, input: unknown): void {
  if (Check(schema, input)) return
  const first = Errors(schema, input)[0]
  const name =
    first?.instancePath.split('/')[1] ??
    (first?.params as { requiredProperties?: string[] } | undefined)?.requiredProperties?.[0] ??
    ''
  const tooLong = first?.keyword === 'maxLength'
  throw refused(tooLong ? 'input-too-long' : (BY_INPUT[name] ?? 'input-incomplete'), { name })
}

const BY_INPUT: Readonly<Record<string, CaseRefusalCode>> = {
  reason: 'reason-empty',
  note: 'note-empty',
  message: 'message-empty',
  done: 'done-empty',
  other: 'number-empty',
  into: 'number-empty',
  at: 'visit-when',
  minutes: 'visit-when',
  place: 'place-empty',
  who: 'consent-how',
  how: 'consent-how',
  tool: 'choice-empty',
  relation: 'choice-empty',
  address: 'address-empty',
  body: 'text-empty',
  to: 'choice-empty',
  step: 'choice-empty',
  files: 'files-empty',
  title: 'title-needed',
  contact: 'contact-name-needed',
}
