// Its types let a route's schema carry a summary and tags.
import type {} from '@fastify/swagger'
import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { NavItem, PageInput } from '#src/web/layout.ts'
import type { CalendarChange } from '../admin/command.ts'
import type { CalendarEffect } from '../calendar-effect.ts'
import type { ContactCases } from '../contacts/contact-pages.ts'
import type { OpenTasks } from '../directory-pages/absence-effect.ts'

export interface PeopleDeps {
  readonly db: Kysely<unknown>
  /** The shared connection, for the one statement that every request begins with; `db` unless told. */
  readonly shared?: Kysely<unknown>
  readonly now: () => Temporal.Instant
  /** True when people reach the server by HTTPS: the cookies are then Secure. */
  readonly https: boolean
  /** The secret of the installation, from its file: together with the database it opens what is sealed there. */
  readonly secret: Uint8Array
  /** True on the embedded database. Only then may a demo institution offer «Entrar como». */
  readonly embedded: boolean
  /** Under which people reach the server, `https://ventanilla.min.gob`, for passkeys and returning from a provider; as asked unless told. */
  readonly origin?: string
  /** Navigation of a signed-in person, from main: this folder knows its own pages only. */
  readonly nav: (request: FastifyRequest) => Promise<readonly NavItem[]> | readonly NavItem[]
  /** Where two keys lead this person, from main too. */
  readonly places?: (request: FastifyRequest) => PageInput['places']
  /** What a change of a calendar would move, as this person may see it; computed without writing. From the cases. */
  readonly calendarEffect?: (change: CalendarChange, person: string) => Promise<CalendarEffect>
  /** The search box of the top bar, when there is one. */
  readonly search?: PageInput['search']
  /** Cases of a contact, or the open ones of an entity, as whoever asks may read them; from the layer of cases, which is above this one. */
  readonly casesOf?: (
    request: FastifyRequest,
    of: { readonly kind: 'contact' | 'entity'; readonly id: string },
  ) => Promise<ContactCases>
  /** Open tasks of a person who holds these positions; from the layer of cases too. */
  readonly openTasksOf?: (person: string, positions: readonly string[]) => Promise<OpenTasks>
}
