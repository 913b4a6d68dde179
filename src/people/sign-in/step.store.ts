import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { hashToken, randomToken } from '#src/platform/crypto/token.ts'
import type { PersonId } from '#src/procedure/types.ts'

/** What was begun and waits for its next step: a code, the answer of a passkey, the return from a provider. */
export type StepKind = 'second-factor' | 'passkey' | 'new-passkey' | 'openid' | 'openid-end'

export interface Step {
  readonly kind: StepKind
  /** Null where nobody is known yet. */
  readonly person: PersonId | null
  readonly data: Readonly<Record<string, unknown>>
  readonly sealed: Buffer | null
}

/** Minutes that a person has for the next step. */
export const STEP_MINUTES = 10

/** Keeps a step and gives the token for the cookie of the browser that began it; it is good in no other. */
export async function beginStep(
  db: QueryExecutorProvider,
  {
    kind,
    person = null,
    data = {},
    sealed = null,
    now,
    minutes = STEP_MINUTES,
  }: Pick<Step, 'kind'> &
    Partial<Omit<Step, 'kind' | 'sealed'>> & {
      readonly sealed?: Uint8Array | null
      readonly now: InstantText
      readonly minutes?: number
    },
): Promise<string> {
  const token = randomToken()
  await sql`insert into sign_in_step (token_hash, kind, person_id, data, sealed, expires_at)
    values (${hashToken(token)}, ${kind}, ${person}, ${JSON.stringify(data)}::jsonb, ${sealed},
      ${now}::timestamptz + ${minutes} * interval '1 minute')`.execute(db)
  return token
}

/** A step that is still open, without using it up. */
export async function readStep(db: QueryExecutorProvider, { kind, token, now }: StepAsked): Promise<Step | null> {
  if (token === undefined || token.length > 100) return null
  const { rows } = await sql<Step>`select kind, person_id as person, data, sealed from sign_in_step
    where token_hash = ${hashToken(token)} and kind = ${kind} and expires_at > ${now}`.execute(db)
  return rows[0] ?? null
}

export interface StepAsked {
  readonly kind: StepKind
  readonly token: string | undefined
  readonly now: InstantText
}

/** Uses a step up: of two who come with the same token, one gets it. */
export async function takeStep(db: QueryExecutorProvider, { kind, token, now }: StepAsked): Promise<Step | null> {
  if (token === undefined || token.length > 100) return null
  const { rows } = await sql<Step>`delete from sign_in_step
    where token_hash = ${hashToken(token)} and kind = ${kind} and expires_at > ${now}
    returning kind, person_id as person, data, sealed`.execute(db)
  return rows[0] ?? null
}
