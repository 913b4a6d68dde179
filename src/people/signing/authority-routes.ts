import type { FastifyReply, FastifyRequest } from 'fastify'
import { transaction } from '#src/platform/db/pool.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import type { Server } from '#src/platform/http/server.ts'
import { Refused } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { drawSeal, MAX_PICTURE, MAX_PKCS12, pemOf, type RevocationReason } from '#src/signing/index.ts'
import { writeAdminAct } from '../acts/admin-act.store.ts'
import { sendPage } from '../http/admin-routes.ts'
import { answering, localeOf } from '../http/answering.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { directoryOf, personOf, requirePermission } from '../http/identify.ts'
import { leaveFlash, viewOf } from '../http/shell.ts'
import { fieldsOf } from '../http/sign-in-routes.ts'
import { peopleRefusal } from '../refusals.ts'
import type { Unit } from '../types.ts'
import { answerForm } from './answer-form.ts'
import { issuingAuthority, listAuthorities } from './authority.store.ts'
import { currentCrl, importAuthority, renewAuthority, trustAuthorities } from './authority.ts'
import {
  type AuthorityForm,
  type AuthorityPage,
  authorityBody,
  CERTIFICATES_PER_PAGE,
  type SealsPage,
  sealsBody,
} from './authority-page.ts'
import { authorityWords } from './authority-words.ts'
import { listCertificates, revokeCertificate } from './certificate.store.ts'
import { openPkcs12 } from './my-certificate.ts'
import { cleanedPicture } from './my-signature-routes.ts'
import { removeSeal, saveSeal, sealOfUnit, unitsWithSeal } from './picture.store.ts'
import { checkPassword } from './prove-self.ts'
import { needFile, readUpload } from './read-upload.ts'
import { refusedToSign } from './refusals.ts'

const HOME = '/administracion/firmas'
const SEALS = `${HOME}/sellos`
const MAX_CERTIFICATES = 500_000

/** «Autoridad certificadora»: who issues, who is trusted, who has a certificate; the units' seals; and what anybody may download. */
export function serveAuthority(server: Server, deps: PeopleDeps): void {
  const { db, now } = deps
  const open = { schema: { hide: true } as object, preValidation: requirePermission('directory.administer') }
  const multipart = { ...open, config: { csrf: 'own' as const } }
  const whoAndWhen = (request: FastifyRequest) => ({ by: personOf(request).id, now: now().toString() })

  /** The password once more, for what concerns the key of the whole institution. */
  const confirm = (request: FastifyRequest, password = '') =>
    checkPassword(db, deps, { person: personOf(request).id, password, address: request.ip, now: now().toString() })

  server.get(HOME, open, (request, reply) => show(request, reply))

  server.post(
    `${HOME}/autoridad`,
    multipart,
    saying('import', 'done.imported', async (request) => {
      const upload = await readUpload(request, MAX_PKCS12, 'not-pkcs12')
      await confirm(request, upload.fields.contrasena)
      const given = await openPkcs12(needFile(upload), upload.fields.clave ?? '')
      await importAuthority(db, deps, given, whoAndWhen(request))
    }),
  )

  server.post(
    `${HOME}/renovar`,
    open,
    saying('renew', 'done.renewed', async (request) => {
      await confirm(request, fieldsOf(request).contrasena)
      await renewAuthority(db, deps, directoryOf(request), whoAndWhen(request))
    }),
  )

  server.post(
    `${HOME}/confianza`,
    multipart,
    saying('trust', 'done.trusted', async (request) => {
      const file = needFile(await readUpload(request, MAX_CERTIFICATES, 'not-a-certificate'))
      await trustAuthorities(db, file, whoAndWhen(request))
    }),
  )

  server.post(
    `${HOME}/certificados/:id/revocar`,
    open,
    answering(async (request, reply) => {
      const { id } = request.params as { id: string }
      const { by, now: at } = whoAndWhen(request)
      const reason = REASONS.find((each) => each === fieldsOf(request).motivo) ?? 'unspecified'
      if (!isUuid(id)) throw refusedToSign('certificate-unknown')
      await transaction(db, async (tx) => {
        const person = await revokeCertificate(tx, { id, reason, by, now: at })
        if (person === null) throw refusedToSign('certificate-unknown')
        await writeAdminAct(tx, {
          at,
          actor: by,
          action: 'certificate.revoke',
          subject: { kind: 'person', id: person },
          data: { certificate: id, reason },
        })
      })
      leaveFlash(reply, { kind: 'done', text: authorityWords(localeOf(request), 'done.revoked') })
      return reply.redirect(HOME, 303)
    }),
  )

  server.get(SEALS, open, (request, reply) => showSeals(request, reply))

  server.get(
    `${SEALS}/:unit/imagen`,
    open,
    answering(async (request, reply) => {
      const unit = unitAsked(request)
      const own = await sealOfUnit(db, unit.id)
      if (own !== null) return reply.type(own.type).send(own.bytes)
      const institution = directoryOf(request).rows.institution?.name ?? ''
      return reply.type('image/svg+xml').send(drawSeal({ unit: unit.name, institution }))
    }),
  )

  for (const [path, saves] of [
    [`${SEALS}/:unit`, true],
    [`${SEALS}/:unit/quitar`, false],
  ] as const) {
    server.post(
      path,
      saves ? multipart : open,
      answering(async (request, reply) => {
        const unit = unitAsked(request)
        const { by, now: at } = whoAndWhen(request)
        try {
          const picture = saves
            ? cleanedPicture(needFile(await readUpload(request, MAX_PICTURE, 'picture-not-valid')))
            : null
          await transaction(db, async (tx) => {
            if (picture === null) await removeSeal(tx, unit.id)
            else await saveSeal(tx, unit.id, picture, at)
            const action = picture === null ? 'seal.remove' : 'seal.save'
            await writeAdminAct(tx, { at, actor: by, action, subject: { kind: 'unit', id: unit.id }, data: {} })
          })
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return showSeals(request, reply, { refusal: error.refusal, of: unit.id })
        }
        leaveFlash(reply, {
          kind: 'done',
          text: authorityWords(localeOf(request), saves ? 'done.seal-saved' : 'done.seal-removed'),
        })
        return reply.redirect(SEALS, 303)
      }),
    )
  }

  servePublished(server, deps)

  function saying(
    of: AuthorityForm,
    done: 'done.imported' | 'done.renewed' | 'done.trusted',
    work: (request: FastifyRequest) => Promise<void>,
  ) {
    return answerForm({
      work,
      show: (request, reply, refusal) => show(request, reply, { refusal, of }),
      done: (request) => authorityWords(localeOf(request), done),
      home: HOME,
    })
  }

  async function show(request: FastifyRequest, reply: FastifyReply, refused?: AuthorityPage['refused']) {
    const view = viewOf(deps, request)
    const asked = Number((request.query as { pagina?: unknown }).pagina)
    const page = Number.isInteger(asked) && asked > 0 && asked < 100_000 ? asked : 1
    const [authorities, certificates] = await Promise.all([
      listAuthorities(db),
      listCertificates(db, { page, size: CERTIFICATES_PER_PAGE }),
    ])
    const { rows, total } = certificates
    const { csrf } = personOf(request)
    const body = authorityBody(view, {
      csrf,
      authorities,
      certificates: rows,
      total,
      page,
      directory: directoryOf(request),
      refused,
    })
    return sendPage(deps, request, reply, {
      title: authorityWords(view.locale, 'title'),
      body,
      status: refused?.refusal.status,
    })
  }

  async function showSeals(request: FastifyRequest, reply: FastifyReply, refused?: SealsPage['refused']) {
    const view = viewOf(deps, request)
    const units = directoryOf(request).rows.units.filter(({ closedOn }) => closedOn === null)
    const body = sealsBody(view, { csrf: personOf(request).csrf, units, own: await unitsWithSeal(db), refused })
    return sendPage(deps, request, reply, {
      title: authorityWords(view.locale, 'seals'),
      body,
      status: refused?.refusal.status,
    })
  }
}

const REASONS: readonly RevocationReason[] = [
  'key-compromise',
  'affiliation-changed',
  'superseded',
  'cessation',
  'unspecified',
]

function unitAsked(request: FastifyRequest): Unit {
  const unit = directoryOf(request).unitById((request.params as { unit: string }).unit)
  if (unit === null) throw new Refused(peopleRefusal('not-found'))
  return unit
}

/** The authority's certificate and its list of the revoked, for the readers of everybody: they are no secret. */
function servePublished(server: Server, deps: PeopleDeps): void {
  const { db, now } = deps
  const open = { schema: { hide: true } as object, config: { rateLimit: { max: 60, timeWindow: 60_000 } } }
  const published = '/.well-known/ventanilla/autoridad'
  for (const [ending, type] of [
    ['pem', 'application/x-pem-file'],
    ['crt', 'application/pkix-cert'],
    ['crl', 'application/pkix-crl'],
  ] as const) {
    server.get(
      `${published}.${ending}`,
      open,
      answering(async (_request, reply) => {
        const row = await issuingAuthority(db)
        if (row === null) throw new Refused(peopleRefusal('not-found'))
        const content =
          ending === 'crl'
            ? await currentCrl(db, deps, now().toString())
            : ending === 'pem'
              ? pemOf(row.certificate)
              : row.certificate
        return reply
          .type(type)
          .header('content-disposition', attachment(`autoridad.${ending}`))
          .send(content)
      }),
    )
  }
}
