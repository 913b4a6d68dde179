import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { BULK_ACTIONS, listItems } from './bulk.store.ts'
import { MOST_ROWS, runBulk } from './run-bulk.ts'

const Grade = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)])

const Body = Type.Object(
  {
    action: Type.Union(BULK_ACTIONS.map((action) => Type.Literal(action))),
    rows: Type.Array(
      Type.Object(
        {
          number: Type.String({ pattern: '^\\d{4}-\\d{6,12}$' }),
          task: Type.Integer({ minimum: 0, maximum: 999_999_999 }),
          /** Of `undo`: the act to take back. */
          seq: Type.Optional(Type.Integer({ minimum: 1 })),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: MOST_ROWS },
    ),
    to: Type.Optional(Type.String({ format: 'uuid' })),
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' })),
    /** Of `prioritise`: 1 is the highest. */
    impact: Type.Optional(Grade),
    urgency: Type.Optional(Grade),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' })),
  },
  { additionalProperties: false },
)

/** `POST /api/bulk`: one thing to many tasks, and what became of each. */
export function registerBulkApi(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.post(
    '/api/bulk',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'bulk',
        summary: 'Does one thing to up to 200 tasks',
        description:
          'Each row is done or refused on its own. Send the header `Idempotency-Key`: the same key goes on with a batch that was interrupted, and does nothing twice.',
        tags: ['trays'],
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ minLength: 8, maxLength: 150 })) }),
        body: Body,
      },
    },
    answering(async (request, reply) => {
      const { action, rows, ...input } = request.body as Static<typeof Body>
      const given = request.headers['idempotency-key']
      const key = typeof given === 'string' ? given : randomUUID()
      const call = { deps, directory: directoryOf(request), person: personOf(request).id }
      const id = await runBulk(call, { action, rows, input, key })
      const { locale } = viewOf(deps.people, request)
      return reply.send({
        id,
        results: (await listItems(deps.db, id)).map(({ number, task, outcome, seq, refusal }) => ({
          number,
          task,
          outcome,
          seq,
          refusal: refusal === null ? null : { code: refusal.code, detail: refusal[locale] },
        })),
      })
    }),
  )
}
