import type { PersonId, PositionId } from '#src/procedure/types.ts'
import type { ActingPost } from './types.ts'

/** Who is signed in, as every route and every permission sees it. */
export interface SignedInPerson {
  readonly id: PersonId
  readonly name: string
  /** Positions that the person acts for now, the deputised ones too. */
  readonly positions: readonly ActingPost[]
  readonly administrator: boolean
  /** Secret of the session, for the forms. */
  readonly csrf: string
  readonly mustChangePassword: boolean
  /** The institution asks this person for a second factor, and there was none at sign-in. */
  readonly mustAddFactor?: boolean
}

/**
 * What each action is done to. A feature adds its own here and gives the rule with `allow`:
 *
 *     declare module '#src/people/permissions.ts' {
 *       interface ActionSubjects { 'case.read': CaseFacts }
 *     }
 */
export interface ActionSubjects {
  /** Look somebody up in the directory. */
  'directory.read': null
  /** Change the directory, the calendars, the institution. */
  'directory.administer': null
  /** See the program as somebody else sees it, doing nothing. */
  'person.view-as': null
  /** Read what administrators did. */
  'admin-acts.read': null
  /** Change the password of this person by the old one. */
  'password.change': PersonId
  /** See the tray of this position. */
  'tray.read': PositionId
}

export type Action = keyof ActionSubjects
type Rule<A extends Action> = (person: SignedInPerson, subject: ActionSubjects[A]) => boolean

const rules: { [A in Action]?: Rule<A> } = {
  'directory.read': () => true,
  'directory.administer': ({ administrator }) => administrator,
  'person.view-as': ({ administrator }) => administrator,
  'admin-acts.read': ({ administrator }) => administrator,
  'password.change': ({ id }, person) => id === person,
  'tray.read': ({ positions }, position) => positions.some(({ id }) => id === position),
}

/**
 * May this person do that? The one place that answers. What has no rule nobody may do, and until a one-time password is changed
 * nothing else is allowed; nor until a second factor that the institution asks for is set up.
 */
export function may<A extends Action>(person: SignedInPerson, action: A, subject: ActionSubjects[A]): boolean {
  if ((person.mustChangePassword || person.mustAddFactor) && action !== 'password.change') return false
  const rule = rules[action] as Rule<A> | undefined
  return rule?.(person, subject) ?? false
}

/** Gives the rule of an action of another feature; once, when the program starts. */
export function allow<A extends Action>(action: A, rule: Rule<A>): void {
  if (rules[action]) throw new Error(`the action ${action} has a rule already`)
  ;(rules as Record<string, unknown>)[action] = rule
}
