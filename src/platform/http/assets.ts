import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'

/** The files that pages load: scripts, styles, pictures. Read once and kept: they are few and small. */
export type Assets = {
  /** The address of a file, with its content's digest in it, which browsers keep for good. Throws on an unknown name. */
  url(name: string): string
  register(app: FastifyInstance): void
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

type Asset = { readonly body: Buffer; readonly type: string; readonly etag: string; readonly hashed: string }

/**
 * Reads what is to be served under `prefix`: folders whole (only the kinds of file in the table above), or single files
 * under a name. A file answers at `prefix + name` too, checked again at each use (ETag): for imports between scripts.
 */
export function readAssets(
  prefix: `/${string}/`,
  sources: readonly (string | { name: string; file: string })[],
): Assets {
  const byName = new Map<string, Asset>()
  for (const source of sources) {
    if (typeof source !== 'string') add(byName, source.name, source.file)
    else {
      for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
        if (types[extname(name)] && statSync(join(source, name)).isFile()) add(byName, name, join(source, name))
      }
    }
  }
  const byHash = new Map([...byName.values()].map((asset) => [asset.hashed, asset]))
  return {
    url(name) {
      const asset = byName.get(name)
      if (asset === undefined) throw new Error(`no asset is called ${name}`)
      return prefix + asset.hashed
    },
    register(app) {
      app.get<{ Params: { '*': string } }>(`${prefix}*`, { schema: { hide: true } as object }, (request, reply) => {
        const name = request.params['*']
        const asset = byHash.get(name) ?? byName.get(name)
        if (asset === undefined) return reply.callNotFound()
        const lasting = byHash.has(name) ? 'public, max-age=31536000, immutable' : 'no-cache'
        reply.header('cache-control', lasting).header('etag', asset.etag)
        if (request.headers['if-none-match']?.includes(asset.etag)) return reply.code(304).send()
        return reply.type(asset.type).send(asset.body)
      })
    },
  }
}

function add(byName: Map<string, Asset>, name: string, file: string) {
  const body = readFileSync(file)
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const extension = extname(name)
  const type = types[extension]
  if (type === undefined) throw new Error(`${name}: no content type is known for ${extension}`)
  const slashed = name.replaceAll('\\', '/')
  const hashed = `${slashed.slice(0, -extension.length)}.${digest}${extension}`
  byName.set(slashed, { body, type, etag: `"${digest}"`, hashed })
}
