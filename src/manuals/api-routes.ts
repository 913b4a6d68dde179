import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import type { Finding } from '#src/manual/types.ts'
import { answering, localeOf } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePermission, requirePerson } from '#src/people/http/identify.ts'
import { problemError } from '#src/platform/http/problem.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { checkSummary } from './check-summary.ts'
import { checkText } from './check-text.ts'
import { listVersions, type PublishedVersion } from './manual.store.ts'
import { publishManual } from './publish-manual.ts'
import { manualsInForce, versionAsked } from './read-manuals.ts'
import { laterVersion, manualHasErrors, versionTaken, warningsNeedReason } from './refusals.ts'
import { roleHolders } from './role-holders.ts'

const Text = Type.Object({ text: Type.String({ minLength: 1 }) }, { additionalProperties: false })
const Publishing = Type.Object(
  {
    text: Type.String({ minLength: 1 }),
    /** Why it is published with warnings. */
    reason: Type.Optional(Type.String({ maxLength: 2_000 })),
  },
  { additionalProperties: false },
)

/** The manuals over the API. */
export function registerManualApi(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/api/manuals',
    {
      preHandler: requirePerson,
      schema: { operationId: 'manuals', summary: 'The manuals in force', tags: ['manuals'] },
    },
    answering(async (_request, reply) =>
      reply.send({
        manuals: (await manualsInForce(deps)).map((each) => ({ ...versionAnswer(each), procedures: each.procedures })),
      }),
    ),
  )
  server.get(
    '/api/manuals/:code',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'manual',
        summary: 'The version in force of a manual: its procedures, forms, roles, and its text',
        tags: ['manuals'],
        params: Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }) }),
      },
    },
    answering(async (request, reply) => {
      const { published, versions } = await versionAsked(deps, request)
      const { manual } = await deps.manuals.version(deps.db, published.id)
      return reply.send({
        ...versionAnswer(published),
        institution: manual.front.institution,
        calendar: manual.front.calendar,
        procedures: manual.procedures.map(({ number, title, steps, starts }) => ({ number, title, steps, starts })),
        forms: manual.forms.map(({ code, title, fields }) => ({ code, title, fields })),
        roles: roleHolders(manual, directoryOf(request)).map(({ role, procedures, state, holders }) => ({
          role: role.key,
          procedures,
          state,
          holders,
        })),
        source: manual.source,
        versions: versions.map(versionAnswer),
      })
    }),
  )
  server.post(
    '/api/manuals/check',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'manual.check',
        summary: 'What is wrong with the text of a manual, and what publishing it would do. Changes nothing.',
        tags: ['manuals'],
        body: Text,
      },
    },
    answering(async (request, reply) => {
      const { text } = request.body as { text: string }
      const { calendar } = await deps.institution(deps.db, deps.clock())
      const { manual, findings } = checkText(text, calendar)
      const summary =
        manual === null
          ? null
          : checkSummary(manual, directoryOf(request), await listVersions(deps.db, manual.front.code))
      return reply.send({ sound: manual !== null, findings: findings.map(findingAnswer), summary })
    }),
  )
  server.post(
    '/api/manuals',
    {
      preValidation: requirePermission('directory.administer'),
      schema: {
        operationId: 'manual.publish',
        summary:
          'Publishes a manual: in force from the day that it declares, or from now. Warnings take a reason. Administrators only.',
        tags: ['manuals'],
        body: Publishing,
      },
    },
    answering(async (request, reply) => {
      const { text, reason } = request.body as { text: string; reason?: string }
      const published = await publishManual(deps.db, text, deps.clock(), personOf(request).id, { reason })
      switch (published.kind) {
        case 'published':
          return reply.code(201).send(published)
        case 'unchanged':
          return reply.send(published)
        case 'version-taken':
          throw versionTaken(published)
        case 'later-version':
          throw laterVersion(published)
        case 'reason-needed':
          throw problemOf(request, warningsNeedReason(), published.findings)
        case 'findings':
          throw problemOf(request, manualHasErrors(published.findings), published.findings)
      }
    }),
  )
}

function problemOf(request: FastifyRequest, { code, status, ...sentences }: Refusal, findings: readonly Finding[]) {
  return problemError({ status, code, title: sentences[localeOf(request)], errors: findings.map(findingAnswer) })
}

function versionAnswer({ code, version, title, sha256, inForceFrom, inForceUntil }: PublishedVersion) {
  return { code, version, title, sha256, inForceFrom, inForceUntil }
}

function findingAnswer({ code, severity, message, span, procedure, step }: Finding) {
  const { line, column } = span.start
  return { line, column, code, severity, message, procedure: procedure ?? null, step: step ?? null }
}
