import type { TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { type CaseRefusalCode, refused } from './refusals.ts'

/**
 * Holds what a page's form sent against the command's own schema, and refuses it with a sentence that says what to fill in. `fields` of
 * the refusal has every input that is at fault, so that nobody is told of one a try.
 */
export function checkInput(schema: TSchema, input: unknown): void {
  if (Check(schema, input)) return
  const faults = faultsOf(schema, (input ?? {}) as Readonly<Record<string, unknown>>)
  const [first = refused('input-incomplete', { name: '' }).refusal] = faults.values()
  throw new Refused({ ...first, ...(faults.size === 0 ? {} : { fields: fieldsOf(faults) }) })
}

/** The fault of each input. One by one, for the errors of a whole are cut off after a few. */
function faultsOf(schema: TSchema, input: Readonly<Record<string, unknown>>): ReadonlyMap<string, Refusal> {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, TSchema>; required?: string[] }
  const faults = new Map<string, Refusal>()
  for (const [name, property] of Object.entries(properties)) {
    const value = input[name]
    const fits = value === undefined ? !required.includes(name) : Check(property, value)
    if (fits) continue
    const tooLong = value !== undefined && Errors(property, value)[0]?.keyword === 'maxLength'
    faults.set(name, refused(tooLong ? 'input-too-long' : (BY_INPUT[name] ?? 'input-incomplete'), { name }).refusal)
  }
  return faults
}

function fieldsOf(faults: ReadonlyMap<string, Refusal>): NonNullable<Refusal['fields']> {
  return Object.fromEntries([...faults].map(([name, { code, es, en }]) => [name, { code, es, en }] as const))
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
  impact: 'choice-empty',
  urgency: 'choice-empty',
  area: 'choice-empty',
  asks: 'choice-empty',
  outcome: 'choice-empty',
  supplier: 'choice-empty',
  tried: 'tried-empty',
  reference: 'reference-empty',
}
