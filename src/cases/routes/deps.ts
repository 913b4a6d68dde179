import type { PeopleDeps } from '#src/people/http/deps.ts'
import type { SigningKeyPair } from '#src/platform/crypto/signing-key.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'
import type { CaseDeps } from '../call.ts'
import type { CaseForm } from './case-forms.ts'

/** What the routes of cases need beside what commands need. */
export interface CaseRouteDeps extends CaseDeps {
  readonly people: PeopleDeps
  readonly files: FileStore
  readonly signingKey: SigningKeyPair
  /** Forms of the page of a case beside its own: `/expedientes/:number/<path>`. */
  readonly caseForms?: readonly CaseForm[]
  /** Address of the event stream that tells open pages what changed, and its place now. */
  readonly live: { readonly url: string; readonly cursor: () => string }
}
