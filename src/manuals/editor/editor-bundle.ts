import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build, stop } from 'esbuild'
import type { FastifyInstance } from 'fastify'

/** The editor's two scripts, as the page names them. */
export interface EditorBundle {
  /** The page's own module. */
  readonly main: string
  /** The worker that reads, draws and compares. */
  readonly worker: string
  readonly files: ReadonlyMap<string, EditorFile>
}

interface EditorFile {
  readonly body: Buffer
  readonly brotli: Buffer
  readonly gzip: Buffer
}

let bundled: Promise<EditorBundle> | undefined

/** Bundled at the first use; the addresses hold a hash of the content, so every process of one version has the same. */
export function editorBundle(): Promise<EditorBundle> {
  bundled ??= bundle()
  return bundled
}

/** Serves the editor's scripts. Needs no session and no database. */
export function serveEditor(server: FastifyInstance): void {
  server.get('/assets/editor/:file', { logLevel: 'silent' }, async (request, reply) => {
    const { files } = await editorBundle()
    const file = files.get((request.params as { file: string }).file)
    if (!file) return reply.code(404).type('text/plain; charset=utf-8').send('404')
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
      .type('text/javascript; charset=utf-8')
    const accepted = String(request.headers['accept-encoding'] ?? '')
    if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(file.brotli)
    if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(file.gzip)
    return reply.send(file.body)
  })
}

async function bundle(): Promise<EditorBundle> {
  const folder = fileURLToPath(new URL('./browser/', import.meta.url))
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ['main.ts', 'worker.ts'],
    outdir: '/',
    bundle: true,
    format: 'esm',
    target: 'es2022',
    // The parser's browser build asks a document for characters; a worker has none.
    conditions: ['worker'],
    minify: true,
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  })
  // The bundler is a process of its own; its memory is not needed again.
  await stop()
  const files = new Map<string, EditorFile>()
  const add = async (name: string) => {
    const body = Buffer.from(outputFiles.find(({ path }) => path.endsWith(`/${name}.js`))!.contents)
    const file = `${name}-${createHash('sha256').update(body).digest('hex').slice(0, 12)}.js`
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }
    files.set(file, {
      body,
      brotli: await promisify(brotliCompress)(body, quality),
      gzip: await promisify(gzip)(body),
    })
    return `/assets/editor/${file}`
  }
  return { main: await add('main'), worker: await add('worker'), files }
}
