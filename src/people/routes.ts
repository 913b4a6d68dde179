import type { Server } from '#src/platform/http/server.ts'
import { serveAdminCommands } from './http/admin-routes.ts'
import { serveAdminViews } from './http/admin-views.ts'
import type { PeopleDeps } from './http/deps.ts'
import { identifyPeople } from './http/identify.ts'
import { serveSignIn } from './http/sign-in-routes.ts'
import { identifyKeys } from './keys/identify-keys.ts'
import { serveKeys } from './keys/key-routes.ts'
import { serveAuthority } from './signing/authority-routes.ts'
import { serveMySignature } from './signing/my-signature-routes.ts'

/** Signing in, who asks on every route, the administrator's pages and the directory. Register it before the other features. */
export function registerPeople(server: Server, deps: PeopleDeps): void {
  identifyPeople(server, deps)
  identifyKeys(server, deps)
  serveSignIn(server, deps)
  serveAdminViews(server, deps)
  serveAdminCommands(server, deps)
  serveKeys(server, deps)
  serveMySignature(server, deps)
  serveAuthority(server, deps)
}
