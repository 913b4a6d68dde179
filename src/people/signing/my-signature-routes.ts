import type { FastifyReply, FastifyRequest } from 'fastify'
import { transaction } from '#src/platform/db/pool.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import type { Server } from '#src/platform/http/server.ts'
import { Refused } from '#src/platform/refusal.ts'
import { cleanPicture, MAX_PICTURE, MAX_PKCS12, PictureFault, pemOf } from '#src/signing/index.ts'
import { sendPage } from '../http/admin-routes.ts'
import { answering, localeOf } from '../http/answering.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { directoryOf, personOf, requirePerson } from '../http/identify.ts'
import { viewOf } from '../http/shell.ts'
import { fieldsOf } from '../http/sign-in-routes.ts'
import { peopleRefusal } from '../refusals.ts'
import { answerForm } from './answer-form.ts'
import { issuingAuthority } from './authority.store.ts'
import { certificateOf, formerCertificates } from './certificate.store.ts'
import { bringCertificate, issueTo } from './my-certificate.ts'
import { type MySignature, mySignatureBody } from './my-signature-page.ts'
import { pictureOf, removePicture, savePicture } from './picture.store.ts'
import { checkPassword } from './prove-self.ts'
import { needFile, readUpload } from './read-upload.ts'
import { refusedToSign } from './refusals.ts'
import { signingWords } from './words.ts'

/** «Mi firma»: the certificate and the picture with which a person signs. */
export function serveMySignature(server: Server, deps: PeopleDeps): void {
  const { db, now } = deps
  const open = { schema: { hide: true } as object, preHandler: requirePerson }
  const multipart = { ...open, config: { csrf: 'own' as const } }

  server.get('/mi-firma', open, (request, reply) => show(request, reply))

  server.post(
    '/mi-firma/certificado',
    open,
    saying('ask', 'issued', async (request) => {
      const given = { person: personOf(request).id, now: now().toString() }
      const key = await checkPassword(db, deps, {
        ...given,
        password: fieldsOf(request).contrasena ?? '',
        address: request.ip,
      })
      await transaction(db, (tx) => issueTo(tx, deps, directoryOf(request), { ...given, key }))
    }),
  )

  server.post(
    '/mi-firma/importar',
    multipart,
    saying('bring', 'brought', async (request) => {
      const upload = await readUpload(request, MAX_PKCS12, 'not-pkcs12')
      const { clave = '', contrasena = '' } = upload.fields
      const given = { person: personOf(request).id, now: now().toString() }
      const key = await checkPassword(db, deps, { ...given, password: contrasena, address: request.ip })
      await bringCertificate(db, deps, { ...given, key, file: needFile(upload), filePassword: clave })
    }),
  )

  server.post(
    '/mi-firma/imagen',
    multipart,
    saying('picture', 'picture-saved', async (request) => {
      const picture = cleanedPicture(needFile(await readUpload(request, MAX_PICTURE, 'picture-not-valid')))
      await savePicture(db, personOf(request).id, picture, now().toString())
    }),
  )

  server.post(
    '/mi-firma/imagen/quitar',
    open,
    saying('picture', 'picture-removed', (request) => removePicture(db, personOf(request).id)),
  )

  server.get(
    '/mi-firma/imagen',
    open,
    answering(async (request, reply) => {
      const picture = await pictureOf(db, personOf(request).id)
      if (picture === null) throw new Refused(peopleRefusal('not-found'))
      return reply.type(picture.type).send(picture.bytes)
    }),
  )

  server.get(
    '/mi-firma/certificado.crt',
    open,
    answering(async (request, reply) => {
      const own = await certificateOf(db, personOf(request).id)
      if (own === null) throw new Refused(peopleRefusal('not-found'))
      return reply
        .type('application/x-pem-file')
        .header('content-disposition', attachment('mi-certificado.crt'))
        .send(pemOf(own.certificate))
    }),
  )

  type Form = NonNullable<MySignature['refused']>['of']

  /** Does what a form asks and comes back to the page; what is refused is said on it. */
  function saying(
    of: Form,
    done: 'issued' | 'brought' | 'picture-saved' | 'picture-removed',
    work: (request: FastifyRequest) => Promise<void>,
  ) {
    return answerForm({
      work,
      show: (request, reply, refusal) => show(request, reply, { refusal, of }),
      done: (request) => signingWords(localeOf(request), done),
      home: '/mi-firma',
    })
  }

  async function show(request: FastifyRequest, reply: FastifyReply, refused?: MySignature['refused']) {
    const { id, csrf } = personOf(request)
    const view = viewOf(deps, request)
    const [certificate, former, picture, authority] = await Promise.all([
      certificateOf(db, id),
      formerCertificates(db, id),
      pictureOf(db, id),
      issuingAuthority(db),
    ])
    const body = mySignatureBody(view, {
      csrf,
      certificate,
      former,
      picture: picture !== null,
      authority: authority !== null,
      refused,
    })
    return sendPage(deps, request, reply, {
      title: signingWords(view.locale, 'title'),
      body,
      status: refused?.refusal.status,
    })
  }
}

export function cleanedPicture(bytes: Buffer) {
  try {
    return cleanPicture(bytes)
  } catch (error) {
    throw error instanceof PictureFault ? refusedToSign('picture-not-valid') : error
  }
}
