import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { may } from '#src/people/permissions.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import type { Person } from '#src/people/types.ts'
import { Refused } from '#src/platform/refusal.ts'
import { dropSkill, keepSkill, skillsOf } from './candidates.store.ts'
import { skillsPage } from './skills-page.ts'
import { teamWords as words } from './team-words.ts'

/** The skills that heads note of their people. */
export function registerSkills(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/destrezas',
    { preHandler: requirePerson },
    answering((request, reply) => draw(deps, request, reply)),
  )
  server.post(
    '/destrezas',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const body = (request.body ?? {}) as Readonly<Record<string, unknown>>
      const sent = { person: text(body.persona), skill: text(body.destreza), level: text(body.nivel) }
      try {
        await note(deps, request, sent)
      } catch (error) {
        if (!(error instanceof Refused) || error.refusal.status !== 422) throw error
        const { locale } = viewOf(deps.people, request)
        return draw(deps, request, reply, { ...sent, refused: error.refusal[locale] })
      }
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'saved') })
      return reply.redirect('/destrezas', 303)
    }),
  )
  server.post(
    '/destrezas/quitar',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const body = (request.body ?? {}) as Readonly<Record<string, unknown>>
      const person = mayKeep(request, text(body.persona))
      await dropSkill(deps.db, person, text(body.destreza))
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'removed') })
      return reply.redirect('/destrezas', 303)
    }),
  )
  server.post(
    '/api/people/:id/skills',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'keep-skill',
        summary: 'Notes what a person knows to do',
        tags: ['directory'],
        params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
        body: Type.Object(
          { skill: Type.String({ maxLength: 200 }), level: Type.Integer({ minimum: 1, maximum: 3 }) },
          { additionalProperties: false },
        ),
      },
    },
    answering(async (request, reply) => {
      const { id } = request.params as { id: string }
      const { skill, level } = request.body as { skill: string; level: number }
      await note(deps, request, { person: id, skill, level: String(level) })
      return reply.send({ skills: await skillsOf(deps.db, [id]) })
    }),
  )
}

async function note(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  sent: { person: string; skill: string; level: string },
) {
  const skill = sent.skill.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (sent.person === '') throw faulty('Elija una persona de la lista.', 'Choose a person of the list.')
  const person = mayKeep(request, sent.person)
  if (skill.length < 2 || skill.length > 120 || /\p{Cc}/u.test(skill))
    throw faulty('Escriba la destreza, de 2 a 120 caracteres.', 'Write the skill, of 2 to 120 characters.')
  if (!/^[123]$/.test(sent.level)) throw faulty('Elija un nivel del 1 al 3.', 'Choose a level from 1 to 3.')
  const kept = await keepSkill(deps.db, {
    person,
    skill,
    level: Number(sent.level),
    now: deps.clock(),
    by: personOf(request).id,
  })
  if (!kept)
    throw faulty(
      'Ya hay cien destrezas anotadas de esa persona: quite antes alguna.',
      'That person has a hundred skills already: remove one first.',
    )
}

/** The person, whose skills the one who asks may keep; nobody else is told whether there is such a person. */
function mayKeep(request: FastifyRequest, of: string): string {
  const directory = directoryOf(request)
  if (directory.personById(of) === null || !may(personOf(request), 'skills.keep', { of, directory }))
    throw new Refused(peopleRefusal('not-allowed'))
  return of
}

function faulty(es: string, en: string): Refused {
  return new Refused({ code: 'skill-faulty', status: 422, es, en })
}

async function draw(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  sent?: { person: string; skill: string; level: string; refused: string },
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const team = teamOf(request)
  const offers = team.length === 0 ? [] : await deps.manuals.offers(deps.db, deps.clock())
  const body = skillsPage(view, {
    csrf: personOf(request).csrf,
    team,
    skills: await skillsOf(
      deps.db,
      team.map(({ id }) => id),
    ),
    directory: directoryOf(request),
    known: [...new Set(offers.map(({ name }) => name))],
    ...(sent === undefined ? {} : { sent }),
  })
  return sendPage(deps, request, reply, {
    title: words(view.locale, 'title'),
    body,
    status: sent === undefined ? 200 : 422,
  })
}

/** Whom the person heads, near and far; for an administrator without people, everybody. */
function teamOf(request: FastifyRequest): readonly Person[] {
  const directory = directoryOf(request)
  const person = personOf(request)
  return directory.activePeople.filter(({ id }) => may(person, 'skills.keep', { of: id, directory }))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
