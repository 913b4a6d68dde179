import type { Server } from '#src/platform/http/server.ts'
import { serveActs } from './acts/act-routes.ts'
import { serveContactApi } from './contacts/contact-api.ts'
import { serveContacts } from './contacts/contact-routes.ts'
import { serveEntities } from './contacts/entity-routes.ts'
import { serveContactImport } from './contacts/import-routes.ts'
import { serveContactMerge } from './contacts/merge-routes.ts'
import { serveDirectoryPages } from './directory-pages/directory-routes.ts'
import { serveAdminCommands } from './http/admin-routes.ts'
import { serveAdminViews } from './http/admin-views.ts'
import type { PeopleDeps } from './http/deps.ts'
import { identifyPeople } from './http/identify.ts'
import { serveSignIn } from './http/sign-in-routes.ts'
import { identifyKeys } from './keys/identify-keys.ts'
import { serveKeys } from './keys/key-routes.ts'
import { serveAccount } from './sign-in/account/account-routes.ts'
import { serveIngreso } from './sign-in/administration/routes.ts'
import { serveViewing } from './sign-in/impersonation/viewing-routes.ts'
import { serveOidc } from './sign-in/oidc/oidc-routes.ts'
import { servePasskeySignIn } from './sign-in/passkeys/passkey-routes.ts'
import { serveEnrolment } from './sign-in/totp/enrolment-routes.ts'
import { serveAuthority } from './signing/authority-routes.ts'
import { serveMySignature } from './signing/my-signature-routes.ts'

/** Signing in, who asks on every route, the administrator's pages and the directory. Register it before the other features. */
export function registerPeople(server: Server, deps: PeopleDeps): void {
  identifyPeople(server, deps)
  identifyKeys(server, deps)
  const pages = serveSignIn(server, deps)
  servePasskeySignIn(server, deps, pages)
  serveOidc(server, deps, pages)
  serveAccount(server, deps)
  serveEnrolment(server, deps)
  serveAdminViews(server, deps)
  serveActs(server, deps)
  serveAdminCommands(server, deps)
  serveKeys(server, deps)
  serveIngreso(server, deps)
  serveViewing(server, deps)
  serveDirectoryPages(server, deps)
  serveContacts(server, deps)
  serveContactMerge(server, deps)
  serveEntities(server, deps)
  serveContactImport(server, deps)
  serveContactApi(server, deps)
  serveMySignature(server, deps)
  serveAuthority(server, deps)
}
