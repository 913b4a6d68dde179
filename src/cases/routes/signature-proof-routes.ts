import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { answering } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { proveSelf } from '#src/people/signing/prove-self.ts'
import type { CaseRouteDeps } from './deps.ts'

/**
 * The password once more, for a program that signs. The answer is the same whether there is such a task or not: that is found out by
 * completing it, so a proof tells nothing of cases that one may not see.
 */
export function registerSignatureProofs(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.post(
    '/api/signature-proofs',
    {
      preHandler: requirePerson,
      // A signature is a person's own.
      config: { scope: 'none' },
      schema: {
        operationId: 'prove-self',
        summary: 'Proves who is about to sign, approve or seal a task. Good for that task, one use and two minutes',
        tags: ['cases'],
        body: Type.Object(
          {
            number: Type.String({ minLength: 1, maxLength: 60 }),
            task: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
            password: Type.String({ maxLength: 1_000 }),
          },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ proof: Type.String() }) },
      },
    },
    answering(async (request, reply) => {
      const { number, task, password } = request.body as { number: string; task: number; password: string }
      const person = personOf(request).id
      const given = { person, number, task, password, address: request.ip, now: deps.clock() }
      return reply.code(201).send({ proof: await proveSelf(deps.db, deps.signing, given) })
    }),
  )
}
