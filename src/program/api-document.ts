import type { FastifyInstance } from 'fastify'
import { type PeopleDeps, requirePerson, shellOf, viewOf } from '#src/people/index.ts'
import { type HtmlFragment, html, render } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import { card } from '#src/web/components/card.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { page } from '#src/web/layout.ts'

interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
  readonly requestBody?: { readonly content?: Record<string, { readonly schema?: unknown }> }
}

/** The OpenAPI document, made of the routes' own schemas, and a page to read it. */
export function registerApiDocument(server: FastifyInstance, deps: PeopleDeps): void {
  server.get('/api/openapi.json', { schema: { hide: true } as object }, async () => server.swagger())
  server.get('/api', { preHandler: requirePerson, schema: { hide: true } as object }, async (request, reply) => {
    const shell = await shellOf(deps, request, reply)
    const es = viewOf(deps, request).locale === 'es'
    const document = server.swagger() as { paths?: Record<string, Record<string, Operation>> }
    const lead = es
      ? 'Las mismas órdenes que usan las páginas. Un programa las pide con una llave de la API, y un navegador con su sesión.'
      : 'The same commands as the pages use. A program asks with an API key, a browser with its session.'
    const body = html`${pageHead({ locale: shell.locale }, { title: 'API', lead })}<p class="row-actions"><a href="/api/openapi.json" data-turbo="false">OpenAPI (JSON)</a> <a href="/mis-llaves">${es ? 'Mis llaves de la API' : 'My API keys'}</a> <a href="/mi-calendario">${es ? 'Mi calendario' : 'My calendar'}</a></p>${operations(document.paths ?? {})}`
    return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, title: 'API', body })))
  })
}

function operations(paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>): HtmlFragment[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema
      return card({
        title: `${method.toUpperCase()} ${path}`,
        body: html`<p>${operation.summary ?? ''}</p>${scopeOf(operation)}${operation.description ? html`<p class="muted">${operation.description}</p>` : ''}${
          schema === undefined
            ? ''
            : html`<details class="disclosure plain"><summary>JSON</summary><pre tabindex="0"><code>${JSON.stringify(schema, null, 2)}</code></pre></details>`
        }`,
      })
    }),
  )
}

/** What a key needs for it, where keys may ask. */
function scopeOf({ security }: Operation): HtmlFragment | '' {
  const scope = security?.find(({ key }) => key !== undefined)?.key?.[0]
  return scope === undefined ? '' : html`<p>${badge(scope)}</p>`
}
