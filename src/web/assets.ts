import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

/** Files that pages load, read once at the first use. Their address holds a hash of their content, so they are cached for ever. */
export interface Assets {
  readonly css: string
  readonly turbo: string
  /** The entry of our own elements. */
  readonly elements: string
  readonly icon: string
  /** Style and elements of the light pages: for a slow line, without Turbo. */
  readonly light: { readonly css: string; readonly elements: string }
  readonly files: ReadonlyMap<string, Asset>
}

export interface Asset {
  readonly type: string
  readonly body: Buffer
  readonly brotli: Buffer
  readonly gzip: Buffer
}

let loaded: Assets | undefined

export function assets(): Assets {
  loaded ??= load()
  return loaded
}

/** Serves `/assets/…`. Needs no session and no database. */
export function serveAssets(app: FastifyInstance): void {
  app.get('/assets/*', { logLevel: 'silent' }, (request, reply) => {
    const asset = assets().files.get(request.url.split('?')[0] ?? '')
    if (!asset) return reply.code(404).type('text/plain; charset=utf-8').send('404')
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
      .type(asset.type)
    const accepted = String(request.headers['accept-encoding'] ?? '')
    if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(asset.brotli)
    if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(asset.gzip)
    return reply.send(asset.body)
  })
}

function load(): Assets {
  const files = new Map<string, Asset>()
  const add = (path: string, type: string, body: Buffer): string => {
    // The last levels of brotli take a second for a font and save two hundredths of it.
    const quality = type === 'font/ttf' ? 6 : constants.BROTLI_MAX_QUALITY
    const brotli = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
    files.set(path, { type, body, brotli, gzip: gzipSync(body) })
    return path
  }
  // Of the charts and of paper; pages that show no chart do not load it.
  const fonts = ['Regular', 'Medium'].map((weight) => {
    const font = readFont(weight)
    return {
      name: `roboto-${weight.toLowerCase()}.ttf`,
      path: add(`/assets/roboto-${weight.toLowerCase()}-${hash(font)}.ttf`, 'font/ttf', font),
    }
  })
  const css = joinStyles(fonts, styleSheets('./style/'))
  const light = joinStyles(fonts, [
    ...styleSheets('./style/').filter(({ name }) => LIGHT.has(name)),
    ...styleSheets('./style-light/'),
  ])
  const turbo = readTurbo()
  const icon = readFileSync(new URL('./mark.svg', import.meta.url))
  const elements = readFolder('./elements/', '.js')
  // One hash for all elements: they import each other by relative addresses.
  const folder = `/assets/elements-${hash(...elements.map(({ body }) => body))}`
  for (const { name, body } of elements) add(`${folder}/${name}`, JAVASCRIPT, body)
  return {
    css: add(`/assets/ventanilla-${hash(css)}.css`, 'text/css; charset=utf-8', css),
    turbo: add(`/assets/turbo-${hash(turbo)}.js`, JAVASCRIPT, turbo),
    elements: `${folder}/main.js`,
    light: {
      css: add(`/assets/light-${hash(light)}.css`, 'text/css; charset=utf-8', light),
      elements: `${folder}/light.js`,
    },
    icon: add(`/assets/mark-${hash(icon)}.svg`, 'image/svg+xml', icon),
    files,
  }
}

const JAVASCRIPT = 'text/javascript; charset=utf-8'

/** What the light pages need of the style of the others. */
const LIGHT: ReadonlySet<string> = new Set(
  ['10-tokens', '20-base', '40-buttons', '45-notices', '49-article-text', '50-forms', '51-flowcharts', '80-last'].map(
    (name) => `${name}.css`,
  ),
)

const styleSheets = (folder: string) => readFolder(folder, '.css')

/** Style files in the order given; fonts are named in them without their hash. */
function joinStyles(
  fonts: readonly { readonly name: string; readonly path: string }[],
  sheets: readonly { readonly body: Buffer }[],
): Buffer {
  const text = Buffer.concat(sheets.map(({ body }) => body)).toString()
  return Buffer.from(fonts.reduce((css, { name, path }) => css.replaceAll(`url("${name}")`, `url("${path}")`), text))
}

function readFont(weight: string): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve(`pdfmake/fonts/Roboto/Roboto-${weight}.ttf`))
}

/**
 * Turbo writes the style of its progress bar into the page, which `style-src 'self'` forbids. Ours is in the style sheet, so
 * that line is taken out; a Turbo without it must be looked at before it is served.
 */
function readTurbo(): Buffer {
  const path = createRequire(import.meta.url)
    .resolve('@hotwired/turbo')
    .replace(/turbo\.[^/]*$/, 'turbo.es2017-esm.js')
  const source = readFileSync(path, 'utf8')
  const line = 'this.installStylesheetElement();'
  if (source.split(line).length !== 2) throw new Error(`${path}: the progress bar of this Turbo is not the known one`)
  return Buffer.from(source.replace(line, ''))
}

function readFolder(folder: string, ending: string): { name: string; body: Buffer }[] {
  const url = new URL(folder, import.meta.url)
  return readdirSync(url)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ name, body: readFileSync(new URL(name, url)) }))
}

function hash(...parts: readonly Buffer[]): string {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part)
  return sum.digest('hex').slice(0, 12)
}
