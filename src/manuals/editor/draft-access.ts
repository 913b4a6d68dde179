import type { FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { directoryOf, personOf } from '#src/people/http/identify.ts'
import { may } from '#src/people/permissions.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { draftFacts, readDraft } from '../drafts/index.ts'
import { draftNotWritable, draftUnknown } from '../drafts/refusals.ts'
import type { By, Draft } from '../drafts/types.ts'

/** The draft that an address names, if the person may read it; refuses any other like one that does not exist. */
export async function draftAsked(
  deps: CaseRouteDeps,
  request: FastifyRequest,
): Promise<{ readonly draft: Draft; readonly writes: boolean }> {
  return access(deps, request, (request.params as { id: string }).id)
}

/** The same, of a draft that is named elsewhere in a request. */
export async function draftNamed(deps: CaseRouteDeps, request: FastifyRequest, id: string): Promise<Draft> {
  return (await access(deps, request, id)).draft
}

async function access(
  { db }: CaseRouteDeps,
  request: FastifyRequest,
  id: string,
): Promise<{ readonly draft: Draft; readonly writes: boolean }> {
  const draft = isUuid(id) ? await readDraft(db, id) : null
  if (draft === null) throw draftUnknown()
  const person = personOf(request)
  const facts = await draftFacts(db, directoryOf(request), person, draft)
  if (!may(person, 'draft.read', facts)) throw draftUnknown()
  return { draft, writes: may(person, 'draft.write', facts) }
}

/** The same, for whoever wants to change it. */
export async function draftToWrite(deps: CaseRouteDeps, request: FastifyRequest): Promise<Draft> {
  const { draft, writes } = await draftAsked(deps, request)
  if (!writes) throw draftNotWritable()
  return draft
}

/** Who changes a draft, and when. */
export function draftBy(deps: CaseRouteDeps, request: FastifyRequest): By {
  return { person: personOf(request).id, at: deps.clock() }
}
