import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { type ScopedRoute, scopeOf } from '#src/people/keys/scopes.ts'

const TAGS: Readonly<Record<string, string>> = {
  session: 'Signing in and out',
  cases: 'Cases: opened, moved, read',
  files: 'Documents of cases',
  trays: 'Work that waits',
  articles: 'What is known: articles and their versions',
  search: 'Searching everything one may read',
  priorities: 'Priorities, levels and times of whole cases',
  statistics: 'What was reported and attended, and by step of each manual',
  registers: 'The books',
  manuals: 'Manuals of procedures',
  directory: 'Units, positions and people',
  administration: 'What administrators do',
  events: 'What happens to cases, for programs',
}

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457. `code` is for programs, `title` and `detail` are sentences for people.',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    reference: { type: 'string', description: 'Of a fault of ours: the number under which the log has it.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
        required: ['field'],
        additionalProperties: true,
      },
    },
  },
  required: ['type', 'title', 'status', 'code'],
  additionalProperties: true,
  example: {
    type: '/problemas/key-scope',
    title: 'La llave de la API no tiene el permiso «cases:read». Pida una que lo tenga.',
    status: 403,
    code: 'key-scope',
  },
}

const REFUSALS: Readonly<Record<string, string>> = {
  '4xx':
    'Refused: not signed in or an unknown key, not allowed, unknown, moved on meanwhile, or not valid. `code` says which.',
  '5xx': 'A fault of the program; nothing was done.',
}

/** How the routes become the OpenAPI document: who may ask, with which scope, and how every route refuses. */
export const OPEN_API: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Ventanilla',
      version: '1',
      description:
        'The service desk that runs on the procedures manual. Programs send an API key as `Authorization: Bearer`; it acts as its person, within its scopes. Browsers sign in at POST /api/session and send the session cookie, with the header `x-csrf-token` where they change something.',
    },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key. What each operation needs is its scope.' },
        session: { type: 'apiKey', in: 'cookie', name: 'ventanilla' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
      },
      schemas: { Problem: PROBLEM as never },
    },
  },
  hideUntagged: true,
  transform: ({ schema, url, route }) => ({ url, schema: described(schema as Described, url, route) as never }),
}

interface Described {
  readonly operationId?: string
  readonly tags?: readonly string[]
  readonly response?: Readonly<Record<string, unknown>>
  readonly hide?: boolean
}

function described(schema: Described | undefined, url: string, route: ScopedRoute): Described | undefined {
  if (schema === undefined || schema.hide === true || schema.tags === undefined) return schema
  const scope = scopeOf(route)
  const reads = [route.method].flat().every((method) => method === 'GET' || method === 'HEAD')
  const session = reads ? { session: [] } : { session: [], csrf: [] }
  const opening = url === '/api/session' && route.method === 'POST'
  const refusals = Object.entries(REFUSALS).map(([status, description]) => [
    status,
    { description, content: { 'application/problem+json': { schema: PROBLEM } } },
  ])
  return {
    ...schema,
    operationId: schema.operationId ?? nameOf([route.method].flat()[0]!, url),
    response: {
      ...(schema.response ?? { 200: { description: 'Done', type: 'object', additionalProperties: true } }),
      ...Object.fromEntries(refusals),
    },
    ...{ security: opening ? [] : [...(scope === null ? [] : [{ key: [scope] }]), session] },
  }
}

/** `GET /api/people/:id` → `get-people-id` */
const nameOf = (method: string, url: string): string =>
  `${method.toLowerCase()}-${url
    .replace(/^\/api\//, '')
    .replace(/^\//, '')
    .replaceAll(/[^\w]+/g, '-')}`
