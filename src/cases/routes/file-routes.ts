import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import { Refused } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { findCase, readableBy } from '../case.store.ts'
import { partIn } from '../part-in.ts'
import { brokenUpload, storeFile } from '../read-post.ts'
import { readersOf } from '../readers.ts'
import { refused } from '../refusals.ts'
import type { CaseRouteDeps } from './deps.ts'

const Stored = Type.Object({ id: Type.String(), name: Type.String(), size: Type.Integer(), contentType: Type.String() })

/** Documents: uploaded before the command that attaches them, and downloaded by whoever may read their case. */
export function registerFileRoutes(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/archivos/:id',
    { preHandler: requirePerson, config: { scope: 'cases:read' } },
    answering(async (request, reply) => {
      const { id } = request.params as { id: string }
      const file = await findFile(deps, id, personOf(request).id, directoryOf(request))
      if (file === null) throw refused('file-gone', {})
      // Never inline: what somebody sent is not run on our address.
      return reply
        .type(file.contentType)
        .header('content-length', file.size)
        .header('content-disposition', attachment(file.name))
        .send(await deps.files.open(file.sha256, personOf(request).id))
    }),
  )
  server.post(
    '/api/files',
    {
      preHandler: requirePerson,
      config: { csrf: 'own' },
      schema: {
        summary: 'Stores a file, to be attached by a command. Send multipart/form-data with one file part.',
        tags: ['files'],
        response: { 201: Stored },
      },
    },
    answering(async (request, reply) => {
      if (!csrfFits(request, {})) throw new Refused(peopleRefusal('stale-form'))
      const part = request.isMultipart()
        ? await request.file().catch((error) => Promise.reject(brokenUpload(error)))
        : undefined
      if (part === undefined) throw refused('files-empty', {})
      const { id, name, size, contentType, infected } = await storeFile(
        deps,
        personOf(request).id,
        'file',
        part.filename,
        part.file,
      )
      if (infected) throw refused('upload-infected', { name })
      return reply.code(201).send({ id, name, size, contentType })
    }),
  )
}

interface StoredFile {
  readonly sha256: string
  readonly size: number
  readonly name: string
  readonly contentType: string
}

async function findFile(
  deps: CaseRouteDeps,
  id: string,
  person: string,
  directory: InstitutionDirectory,
): Promise<StoredFile | null> {
  if (!isUuid(id)) return null
  const readers = readersOf(directory, person)
  const { rows } = await sql<StoredFile & Kept>`
    select f.sha256, f.size, f.name, f.content_type as "contentType", f.internal, case_file.number,
      case_file.state #>> '{desk,merged,into}' as "mergedInto", ${readableBy(readers)} as readable
    from stored_file f join case_file on case_file.id = f.case_id
    where f.id = ${id}::uuid`.execute(deps.db)
  const file = rows[0]
  if (file === undefined) return null
  if (file.readable && (!file.internal || (await readsAsOfficial(deps, file.number, person, directory)))) return file
  // What was in a case that goes on in another belongs to the officials of that one.
  if (file.mergedInto !== null && (await readsAsOfficial(deps, file.mergedInto, person, directory))) return file
  return null
}

interface Kept {
  readonly internal: boolean
  readonly number: string
  readonly mergedInto: string | null
  readonly readable: boolean
}

async function readsAsOfficial(
  deps: CaseRouteDeps,
  number: string,
  person: string,
  directory: InstitutionDirectory,
): Promise<boolean> {
  const file = await findCase(deps.db, number, readersOf(directory, person))
  if (file === null) return false
  const version = await deps.manuals.version(deps.db, file.versionId)
  if (partIn(file, version.procedure(file.procedure), person, directory) === 'official') return true
  const into = file.state.desk?.merged?.into
  return into !== undefined && readsAsOfficial(deps, into, person, directory)
}
