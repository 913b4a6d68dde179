import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type HtmlFragment, render } from './html.ts'
import { clientProblem, type Problem, problem, problemOf } from './problem.ts'

/** Draws the page of an error, or gives undefined to leave it as problem details. */
export type ErrorPage = (problem: Problem, request: FastifyRequest, reply: FastifyReply) => HtmlFragment | undefined

/** Answers what was thrown: a carried problem as it is, a fault of the request as 4xx, anything else as 500. */
export function answerErrors(app: FastifyInstance, errorPage?: ErrorPage) {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = problemOf(error) ?? validationProblem(error) ?? clientProblem(error)
    return answer(known ?? ourFault(error, request), request, reply, errorPage)
  })
  app.setNotFoundHandler((request, reply) => {
    return answer(clientProblem({ statusCode: 404 })!, request, reply, errorPage)
  })
}

function answer(found: Problem, request: FastifyRequest, reply: FastifyReply, errorPage?: ErrorPage) {
  const page = request.headers.accept?.includes('text/html') ? errorPage?.(found, request, reply) : undefined
  if (page === undefined) return problem(reply, found)
  return reply.code(found.status).type('text/html; charset=utf-8').send(render(page))
}

function ourFault(err: unknown, request: FastifyRequest): Problem {
  const reference = request.id
  request.log.error({ err, reference, method: request.method, route: request.routeOptions.url }, 'request failed')
  return {
    status: 500,
    code: 'internal-error',
    title: 'Algo falló en el sistema',
    detail: `No es culpa suya y no se guardó nada a medias. Intente de nuevo; si se repite, avise a soporte con este número: ${reference}.`,
    reference,
  }
}

function validationProblem(error: FastifyError): Problem | undefined {
  if (!error.validation) return undefined
  const errors = error.validation.map(({ keyword, instancePath, params, message }) => {
    const missing = (params as { missingProperty?: string; additionalProperty?: string }) ?? {}
    const field = [instancePath, missing.missingProperty ?? missing.additionalProperty].filter(Boolean).join('/')
    return {
      field: field.replace(/^\//, '').replaceAll('/', '.'),
      reason: reasons[keyword] ?? 'no es válido',
      keyword,
      message,
    }
  })
  const [first] = errors
  const detail = first?.field
    ? `Revise «${first.field}»: ${first.reason}.`
    : 'Revise lo que escribió y envíelo de nuevo.'
  const title = 'Hay un dato que corregir'
  return { status: 400, code: 'invalid-input', title, detail, part: error.validationContext, errors }
}

const reasons: Readonly<Record<string, string>> = {
  required: 'falta',
  additionalProperties: 'no se esperaba',
  type: 'no es del tipo esperado',
  enum: 'no es una de las opciones',
  const: 'no es el valor esperado',
  format: 'no está escrito en la forma esperada',
  pattern: 'no está escrito en la forma esperada',
  minLength: 'es demasiado corto',
  maxLength: 'es demasiado largo',
  minimum: 'es demasiado pequeño',
  maximum: 'es demasiado grande',
  minItems: 'tiene muy pocos elementos',
  maxItems: 'tiene demasiados elementos',
}
