import type { PeopleDeps } from '#src/people/http/deps.ts'
import type { SigningKeyPair } from '#src/platform/crypto/signing-key.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'
import type { CaseDeps } from '../call.ts'

/** What the routes of cases need beside what commands need. */
export interface CaseRouteDeps extends CaseDeps {
  readonly people: PeopleDeps
  readonly files: FileStore
  readonly signingKey: SigningKeyPair
  /** Address of the event stream that tells open pages what changed, and its place now. */
  readonly live: { readonly url: string; readonly cursor: () => string }
}
