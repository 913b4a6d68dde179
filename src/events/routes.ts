import type { Server } from '#src/platform/http/server.ts'
import { serveCalendarFeed } from './calendar/feed-routes.ts'
import type { EventsDeps } from './deps.ts'
import { serveEventStream } from './stream/stream-routes.ts'
import { serveWebhooks } from './webhooks/webhook-routes.ts'

/** What other programs learn of the record: they are told, they ask, or a calendar shows it. */
export function registerEvents(server: Server, deps: EventsDeps): void {
  serveWebhooks(server, deps)
  serveEventStream(server, deps)
  serveCalendarFeed(server, deps)
}
