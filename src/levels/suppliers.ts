import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { writeAdminAct } from '#src/people/acts/admin-act.store.ts'
import { answering } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { may } from '#src/people/permissions.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { Refused } from '#src/platform/refusal.ts'
import { tableOn } from '#src/procedure/index.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'

interface Sent {
  readonly name: string
  readonly contact: string
  readonly refused: string
}

/** The list of suppliers on which level 3 may lean. One that is taken off stays in the cases that name it. */
export function registerSuppliers(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/administracion/proveedores',
    { preHandler: requirePerson },
    answering((request, reply) => draw(deps, request, reply)),
  )
  server.post(
    '/administracion/proveedores',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      await askedBy(deps, request)
      const body = (request.body ?? {}) as Readonly<Record<string, unknown>>
      const [name, contact] = [text(body.nombre), text(body.contacto)]
      const { locale } = viewOf(deps.people, request)
      const fault = faultOf(name, contact)
      if (fault !== null) return draw(deps, request, reply, { name, contact, refused: words(locale, fault) })
      const added = await add(deps, personOf(request).id, name, contact)
      if (!added) return draw(deps, request, reply, { name, contact, refused: words(locale, 'taken') })
      leaveFlash(reply, { kind: 'done', text: words(locale, 'added') })
      return reply.redirect('/administracion/proveedores', 303)
    }),
  )
  server.post(
    '/administracion/proveedores/quitar',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      await askedBy(deps, request)
      const id = text(((request.body ?? {}) as Readonly<Record<string, unknown>>).proveedor)
      if (!/^[0-9a-f-]{36}$/.test(id)) throw new Refused(peopleRefusal('not-found'))
      await close(deps, personOf(request).id, id)
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'removed') })
      return reply.redirect('/administracion/proveedores', 303)
    }),
  )
}

async function askedBy(deps: CaseRouteDeps, request: FastifyRequest) {
  const { directory, desk } = await deps.institution(deps.db, deps.clock())
  const { editors } = tableOn(desk.history, directory.today).table
  if (!may(personOf(request), 'suppliers.administer', editors)) throw new Refused(peopleRefusal('not-allowed'))
  return desk.suppliers
}

function faultOf(name: string, contact: string): 'name-needed' | 'too-long' | null {
  if (name === '') return 'name-needed'
  return name.length > 200 || contact.length > 300 || /\p{Cc}/u.test(name + contact) ? 'too-long' : null
}

function add({ db, clock }: CaseRouteDeps, actor: string, name: string, contact: string): Promise<boolean> {
  return transaction(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into supplier (name, contact) values (${name}, ${contact === '' ? null : contact}) on conflict do nothing returning id`.execute(
      tx,
    )
    if (rows[0] === undefined) return false
    const subject = { kind: 'supplier', id: rows[0].id }
    await writeAdminAct(tx, { at: clock(), actor, action: 'supplier.add', subject, data: { name, contact } })
    return true
  })
}

function close({ db, clock }: CaseRouteDeps, actor: string, id: string): Promise<void> {
  return transaction(db, async (tx) => {
    const { rows } = await sql`
      update supplier set closed_on = ${clock()}::timestamptz::date where id = ${id}::uuid and closed_on is null returning id`.execute(
      tx,
    )
    if (rows.length === 0) throw new Refused(peopleRefusal('not-found'))
    await writeAdminAct(tx, {
      at: clock(),
      actor,
      action: 'supplier.close',
      subject: { kind: 'supplier', id },
      data: {},
    })
  })
}

async function draw(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  sent?: Sent,
): Promise<FastifyReply> {
  const suppliers = await askedBy(deps, request)
  const view = viewOf(deps.people, request)
  const { locale } = view
  const { csrf } = personOf(request)
  const list: HtmlFragment =
    suppliers.length === 0
      ? emptyState({ icon: 'people', title: words(locale, 'none'), text: words(locale, 'none.text') })
      : table({
          caption: words(locale, 'title'),
          rows: suppliers,
          columns: [
            { label: words(locale, 'name'), head: true, cell: ({ name }) => name },
            { label: words(locale, 'contact'), cell: ({ contact }) => contact ?? '—' },
            {
              label: words(locale, 'remove'),
              cell: ({ id, name }) =>
                html`<form method="post" action="/administracion/proveedores/quitar" class="inline-form">${hiddenFields({ _csrf: csrf, proveedor: id })}<button type="submit" class="button quiet small" aria-label="${words(locale, 'remove.of', { name })}">${words(locale, 'remove')}</button></form>`,
            },
          ],
        })
  const body = html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    crumbs: [{ label: words(locale, 'admin'), href: '/administracion' }, { label: words(locale, 'title') }],
  })}${card({
    title: words(locale, 'add'),
    body: form(view, {
      action: '/administracion/proveedores',
      csrf,
      errors: errorSummary(
        view,
        sent === undefined ? [] : [{ name: 'nombre', label: words(locale, 'name'), message: sent.refused }],
      ),
      body: [
        field(view, {
          name: 'nombre',
          label: words(locale, 'name'),
          type: { kind: 'text' },
          required: true,
          value: sent?.name ?? '',
          error: sent?.refused,
        }),
        field(view, {
          name: 'contacto',
          label: words(locale, 'contact'),
          help: words(locale, 'contact.help'),
          type: { kind: 'text' },
          value: sent?.contact ?? '',
        }),
      ],
      submit: button({ label: words(locale, 'add') }),
    }),
  })}${list}`
  return sendPage(deps, request, reply, { title: words(locale, 'title'), body, status: sent === undefined ? 200 : 422 })
}

function text(value: unknown): string {
  return typeof value === 'string'
    ? value
        .normalize('NFC')
        .replace(/[ \t]+/g, ' ')
        .trim()
    : ''
}

const words = defineCatalogue({
  es: {
    title: 'Proveedores',
    lead: 'En quién se apoya el nivel 3. El expediente mide el tiempo que lo tiene cada uno.',
    admin: 'Administración',
    name: 'Nombre',
    contact: 'Cómo se le avisa',
    'contact.help': 'Teléfono, correo o portal de soporte, y el contrato.',
    add: 'Agregar un proveedor',
    remove: 'Quitar',
    'remove.of': 'Quitar a {name}',
    none: 'Todavía no hay proveedores',
    'none.text': 'Agregue el primero; desde entonces el nivel 3 puede registrar que lo tiene.',
    added: 'Se agregó el proveedor.',
    removed: 'Se quitó el proveedor; los expedientes que lo nombran lo conservan.',
    'name-needed': 'Escriba el nombre del proveedor.',
    'too-long': 'Use hasta 200 caracteres en el nombre y 300 en el contacto, sin signos que no se ven.',
    taken: 'Ya hay un proveedor con ese nombre.',
  },
  en: {
    title: 'Suppliers',
    lead: 'On whom level 3 leans. The case measures the time that each has it.',
    admin: 'Administration',
    name: 'Name',
    contact: 'How to reach it',
    'contact.help': 'Telephone, mail or support portal, and the contract.',
    add: 'Add a supplier',
    remove: 'Remove',
    'remove.of': 'Remove {name}',
    none: 'There are no suppliers yet',
    'none.text': 'Add the first; from then on level 3 can register that it has a case.',
    added: 'The supplier was added.',
    removed: 'The supplier was removed; cases that name it keep it.',
    'name-needed': 'Write the name of the supplier.',
    'too-long': 'Use up to 200 characters in the name and 300 in the contact, without invisible ones.',
    taken: 'There is a supplier of that name already.',
  },
})
