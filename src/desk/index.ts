import type { FastifyInstance } from 'fastify'
import type { CasePanel } from '#src/cases/panels.ts'
import { registerCommand } from '#src/cases/routes/api-routes.ts'
import type { CaseRouteDeps } from '#src/cases/routes/index.ts'
import { registerCannedTexts } from './canned/canned-routes.ts'
import { DESK_COMMANDS } from './commands.ts'
import { conversationPanel } from './conversation/conversation-panel.ts'
import { registerConversation } from './conversation/conversation-routes.ts'
import { registerLinks } from './links/link-routes.ts'
import { linksPanel, standingPanel } from './links/links-panel.ts'
import { registerMentions } from './mentions/mention-routes.ts'
import { consentPanel, supportPanel } from './support/support-panel.ts'
import { registerVisitPage } from './support/visit-route.ts'

export { DESK_FORMS } from './case-forms.ts'
export { writeMentions } from './mentions/mention.store.ts'
export { type UnreadCount, unreadCount } from './mentions/unread-count.ts'

/** What the desk shows on the page of a case. */
export const DESK_PANELS: readonly CasePanel[] = [
  standingPanel,
  consentPanel,
  conversationPanel,
  linksPanel,
  supportPanel,
]

/** What agents do around the steps of a case, on the web and for programs. */
export function registerDesk(server: FastifyInstance, deps: CaseRouteDeps): void {
  for (const definition of DESK_COMMANDS) registerCommand(server, deps, definition)
  registerConversation(server, deps)
  registerMentions(server, deps)
  registerLinks(server, deps)
  registerVisitPage(server, deps)
  registerCannedTexts(server, deps)
}
