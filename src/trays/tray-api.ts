import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import type { Query } from './filter-query.ts'
import { trayRefused } from './refusals.ts'
import { listTray, placeAsked, type TrayTask } from './tray.store.ts'
import { FILTER_PARTS } from './tray-filter.ts'
import { orderOf, readLook } from './tray-look.ts'
import { factsOf, trayAsked } from './tray-routes.ts'
import { traysOf } from './tray-scope.ts'

const Text = Type.String({ maxLength: 200 })
const Place = Type.Optional(Type.Any({ description: '`next` or `previous` of another page, of the same order' }))

/** `GET /api/trays/:name`, with the filters and orders of the pages. */
export function registerTrayApi(server: FastifyInstance, deps: CaseRouteDeps): void {
  const filters = Object.values(FILTER_PARTS).map(({ en }) => [en, Type.Optional(Type.Any({ description: HELP[en] }))])
  server.get(
    '/api/trays/:name',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'tray',
        summary: 'A page of a tray: `mias`, `cargo`, `unidad`, `vencidas`, `seguidas` or `sin-puesto`',
        description:
          'A filter that comes several times means any of its values. A page holds 50 tasks; `next` and `previous` lead to those beside it. With a filter, `examined` says that only so many tasks were looked at: go on with `next`.',
        tags: ['trays'],
        params: Type.Object({ name: Text }),
        querystring: Type.Object({
          ...Object.fromEntries(filters),
          order: Type.Optional(
            Type.Any({ description: '`priority`, `due`, `arrival` or `number`; `-due` is the other way round' }),
          ),
          desde: Place,
          antes: Place,
        }),
      },
    },
    answering(async (request, reply) => {
      const now = deps.people.now()
      const query = request.query as Query
      const person = personOf(request)
      const { name, scope } = trayAsked(request, traysOf(directoryOf(request), person, now))
      const { look, faults } = readLook(query, 'en')
      if (faults.length > 0) throw trayRefused('filter-unclear', { names: faults.join(', ') })
      const order = orderOf(name, look)
      const filter = factsOf(look.filter, request, now)
      const db = filter === null ? (deps.shared ?? deps.db) : deps.db
      const place = placeAsked(order, query.desde, query.antes)
      const { tasks, next, previous, examined } = await listTray(db, { scope, order, filter, place })
      return reply.send({ tasks: tasks.map(answerOf), next, previous, ...(examined === null ? {} : { examined }) })
    }),
  )
}

const HELP: Readonly<Record<string, string>> = {
  text: 'Words of the subject, or of the number',
  procedure: '`DTI-MNP-01/8`: code of the manual and number of the procedure',
  step: 'The printed number of the row: `7`, `4.1`',
  kind: '`step`, `reply` or `signature`',
  unit: 'Id of a unit',
  priority: '1 (critical) to 4 (low)',
  level: '1 to 3, the level of support that attends the case',
  channel: 'As the manual names it',
  requester: 'Words of the name',
  assignee: '`me`, `nobody`, or the id of a person',
  due: '`overdue`, `soon` (overdue or within 24 hours) or `none`',
  arrivedSince: 'A date, `2026-11-02`',
}

// By name: what a task holds for the pages is not for programs, and a copy of all the rest costs more than all of this.
function answerOf(task: TrayTask) {
  return {
    number: task.number,
    title: task.title,
    procedure: task.procedure,
    channel: task.channel,
    requesterPerson: task.requesterPerson,
    requesterName: task.requesterName,
    task: task.task,
    kind: task.kind,
    row: task.row,
    role: task.role,
    unit: task.unit,
    assignee: task.assignee,
    priority: task.priority,
    arrivedAt: task.arrivedAt,
    dueAt: task.dueAt === 'infinity' ? null : task.dueAt,
  }
}
