import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { attachDraftToCase } from '#src/manuals/drafts/index.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { type Answer, type Api, testProgram } from '../support/program.ts'
import { assertRecordIsSound, complete, openTrial, tryToComplete } from './desk.ts'

const world = await testProgram()
const { api, anonymous, db, program, publish, url } = world
await publish(TRIAL_MANUAL)

/**
 * Every route of the program and who it is for: `public`, anybody; `person`, whoever has signed in (lists show only what is theirs);
 * `case`, whoever may read the case; `form`, the same, where the case has that form filled; `file`, whoever may read the case it belongs to;
 * `official`, whoever of those takes part as an official; `request`, whoever asked for it, alone; `work`, whoever may decide of the task too; `article`, whoever may read the
 * article (test/search/knowledge.test.ts tries each); `draft`, whoever writes manuals or takes part in the draft's case; `administrator`.
 */
const ROUTES: Readonly<
  Record<
    | 'public'
    | 'person'
    | 'case'
    | 'official'
    | 'request'
    | 'work'
    | 'form'
    | 'file'
    | 'draft'
    | 'article'
    | 'administrator',
    readonly string[]
  >
> = {
  public: [
    'GET /*',
    'GET /entrar',
    'POST /entrar',
    'POST /entrar/como',
    ...['GET', 'POST'].map((method) => `${method} /entrar/segundo-factor`),
    'POST /entrar/llave/opciones',
    'POST /entrar/llave',
    'GET /entrar/openid',
    'GET /entrar/openid/retorno',
    'GET /salir/proveedor',
    'GET /salir/proveedor/continuar',
    'POST /salir',
    'POST /api/session',
    'POST /preferences/language',
    'POST /preferences/theme',
    'GET /api/openapi.json',
    'GET /salud/viva',
    'GET /salud/lista',
    // Both have their own lock: declared networks or a key, and a secret address.
    'GET /metrics',
    'GET /calendario/:file',
    'GET /assets/editor/:file',
    'GET /.well-known/ventanilla/public-key.pem',
    'GET /verificacion/:code',
    ...['pem', 'crt', 'crl'].map((ending) => `GET /.well-known/ventanilla/autoridad.${ending}`),
    'GET /verificacion',
    'POST /verificacion',
    'GET /verificacion/codigo',
  ],
  person: [
    'GET /',
    'GET /api',
    'GET /api/session',
    'DELETE /api/session',
    'POST /api/session/password',
    'GET /contrasena',
    'POST /contrasena',
    'GET /mi-cuenta',
    'GET /mi-cuenta/segundo-factor',
    ...['', '/confirmar', '/quitar', '/codigos'].map((each) => `POST /mi-cuenta/segundo-factor${each}`),
    ...['', '/opciones', '/:id/quitar'].map((each) => `POST /mi-cuenta/llaves${each}`),
    'POST /mi-cuenta/sesiones/:id/cerrar',
    'POST /mi-cuenta/sesiones/cerrar-otras',
    'POST /ver-como/fin',
    'GET /bandejas',
    'GET /bandejas/:name',
    ...['xlsx', 'ods', 'csv'].map((each) => `GET /bandejas/:name/tareas.${each}`),
    'GET /api/trays/:name',
    'GET /bandejas/vistas',
    'POST /bandejas/vistas',
    'POST /bandejas/vistas/:id',
    ...['uso', 'borrar'].map((each) => `POST /bandejas/vistas/:id/${each}`),
    'GET /bandejas/lote',
    'POST /bandejas/lote',
    'GET /bandejas/lote/:id',
    ...['continuar', 'deshacer'].map((each) => `POST /bandejas/lote/:id/${each}`),
    'POST /api/bulk',
    'GET /api/views',
    'POST /api/views',
    'PATCH /api/views/:id',
    'DELETE /api/views/:id',
    'GET /live',
    'GET /tramites',
    'GET /tramites/:manual/:procedure/:slug',
    'POST /tramites/:manual/:procedure/:slug',
    'GET /api/catalogue',
    'GET /portal',
    'GET /portal/pedir/:manual/:procedure/:slug',
    'POST /portal/pedir/:manual/:procedure/:slug',
    'GET /portal/solicitudes',
    'GET /api/events',
    'GET /mis-llaves',
    'POST /mis-llaves',
    'POST /mis-llaves/:id/revocar',
    'GET /mi-calendario',
    'POST /mi-calendario',
    'POST /mi-calendario/quitar',
    'GET /mis-expedientes',
    'GET /api/my-cases',
    'POST /api/cases',
    'POST /api/files',
    'POST /api/signature-proofs',
    'GET /api/officials',
    'GET /menciones',
    'POST /menciones/leidas',
    'GET /api/mentions',
    'POST /api/mentions/reading',
    // Who may edit which is in the rule of `canned-text.edit`.
    'GET /respuestas-tipo',
    'GET /respuestas-tipo/nueva',
    'POST /respuestas-tipo/nueva',
    'GET /respuestas-tipo/:id',
    'POST /respuestas-tipo/:id',
    'POST /respuestas-tipo/:id/retirar',
    'GET /api/canned-texts',
    'POST /api/canned-texts',
    'POST /api/canned-texts/:id',
    'POST /api/canned-texts/:id/retirement',
    'GET /mi-firma',
    'GET /mi-firma/imagen',
    'GET /mi-firma/certificado.crt',
    ...['certificado', 'importar', 'imagen', 'imagen/quitar'].map((each) => `POST /mi-firma/${each}`),
    'GET /libros',
    'GET /libros/:id',
    // Readers of the book; who annotates or closes is in the rules of `register.annotate` and `register.close`.
    ...['asientos.csv', 'folios/:folio', 'meses', 'meses/:month/acta.pdf'].map((each) => `GET /libros/:id/${each}`),
    ...['folios/:folio', 'meses/:month'].map((each) => `POST /libros/:id/${each}`),
    'GET /api/registers',
    'GET /api/registers/:id',
    'POST /api/registers/:id/folios/:folio/annotations',
    // Figures of one's own units; parts of it are for heads and for who measures (reports.test.ts).
    'GET /estadisticas',
    'GET /estadisticas/expedientes',
    ...['xlsx', 'ods', 'csv', 'pdf'].map((each) => `GET /estadisticas/informe.${each}`),
    'GET /api/statistics',
    'GET /estadisticas/manuales',
    'GET /estadisticas/manuales/:code/:procedure',
    'POST /estadisticas/manuales/:code/:procedure/propuesta',
    'GET /estadisticas/acciones',
    'GET /estadisticas/acciones/nueva',
    'POST /estadisticas/acciones/nueva',
    'GET /estadisticas/programados',
    'POST /estadisticas/programados',
    'POST /estadisticas/programados/:id/detener',
    'POST /estadisticas/programados/:id/enviar',
    'POST /estadisticas/programados/envios/:id/repetir',
    'GET /estadisticas/programados/archivos/:id/:at',
    'GET /estadisticas/codigos',
    'POST /estadisticas/codigos',
    'POST /estadisticas/codigos/retirar',
    'GET /manuales',
    'GET /manuales/:code',
    'GET /manuales/:code/fuente.md',
    'GET /manuales/:code/versiones/:version',
    'GET /manuales/:code/versiones/:version/fuente.md',
    'GET /manuales/:code/documento.pdf',
    'GET /manuales/:code/versiones/:version/documento.pdf',
    'GET /manuales/:code/formas/:form/hoja.pdf',
    'GET /manuales/:code/versiones/:version/formas/:form/hoja.pdf',
    'GET /manuales/:code/versiones/:version/documento-firmado.pdf',
    'POST /manuales/:code/versiones/:version/recibido',
    ...['/manuales/:code', '/manuales/:code/versiones/:version'].flatMap((each) => [
      `GET ${each}/procedimientos/:procedure/diagrama.bpmn`,
      `GET ${each}/normas.dmn`,
      `GET ${each}/procedimientos/:procedure/flujograma`,
      `GET ${each}/procedimientos/:procedure/flujograma/:sheet`,
    ]),
    'GET /avisos',
    'POST /avisos/vistos',
    'GET /escaladas',
    'GET /api/warnings',
    'GET /api/escalations',
    'GET /api/priorities',
    'GET /destrezas',
    // Whose skills a person keeps is asked of each, when they come.
    'POST /destrezas',
    'POST /destrezas/quitar',
    'POST /api/people/:id/skills',
    'GET /manuales/:code/registro.xes',
    'GET /api/manuals/:code/log',
    'GET /manuales/:code/versiones/:version/cambios',
    'GET /manuales/borradores',
    'POST /manuales/borradores',
    'GET /manuales/hallazgos',
    'GET /manuales/hallazgos/:code',
    'GET /manuales/importar',
    'POST /manuales/importar',
    'GET /manuales/importar/:id',
    ...['original', 'texto.manual.md'].map((each) => `GET /manuales/importar/:id/${each}`),
    ...['borrador', 'reintentar', 'descartar'].map((each) => `POST /manuales/importar/:id/${each}`),
    'GET /buscar',
    'GET /buscar/sugerencias',
    // Of cases that the person may read; saved searches are each one's own.
    ...['xlsx', 'ods', 'csv'].map((each) => `GET /buscar/resultados.${each}`),
    'POST /buscar/guardadas',
    'POST /buscar/guardadas/:id/borrar',
    'GET /api/search',
    'GET /conocimiento',
    'GET /conocimiento/nuevo',
    'GET /conocimiento/de-mi-dependencia',
    'GET /api/articles',
    'GET /api/articles/suggestions',
    'POST /conocimiento',
    'GET /api/manuals',
    'GET /api/manuals/:code',
    'POST /api/manuals/check',
    // The directory is read by everybody who works here.
    'GET /directorio',
    'GET /directorio/dependencias/:id',
    'GET /directorio/personas/:id',
    'GET /mis-ausencias',
    // One's own, and as the head of somebody.
    ...['nueva', ':absence/fin'].flatMap((each) =>
      ['GET', 'POST'].map((method) => `${method} /directorio/personas/:id/ausencias/${each}`),
    ),
    'POST /api/absences',
    // Whoever holds a position.
    'GET /tramites/otros-expedientes',
    'GET /contactos',
    'GET /contactos/:id',
    ...['/contactos/nuevo', '/contactos/:id/datos', '/contactos/:id/unir', '/contactos/entidades/:id/datos'].flatMap(
      (each) => [`GET ${each}`, `POST ${each}`],
    ),
    'GET /contactos/entidades/:id',
    'GET /api/contacts',
    'POST /api/contacts',
    'GET /api/contacts/:id',
    'PATCH /api/contacts/:id',
    'POST /api/contacts/:id/merge',
    'GET /api/callers',
    ...['units', 'positions', 'people', 'people/:id', 'groups', 'lists', 'calendars'].map((each) => `GET /api/${each}`),
  ],
  case: [
    'GET /expedientes/:number',
    'GET /expedientes/:number/constancia',
    'GET /expedientes/:number/traslado',
    'POST /expedientes/:number/traslado',
    'POST /expedientes/:number/borrador',
    'GET /expedientes/:number/exportacion.json',
    'GET /expedientes/:number/flujograma',
    ...[
      'prioridad',
      'escalar',
      'regresar-nivel',
      'escalar-jefatura',
      'contestar-jefatura',
      'proveedor',
      'proveedor-fin',
    ].map((each) => `POST /expedientes/:number/${each}`),
    'POST /expedientes/:number/tareas/:task/asignar',
    'POST /api/cases/:number/tasks/:task/assignment',
    ...[
      'priority',
      'functional-escalation',
      'level-return',
      'hierarchical-escalation',
      'superior-answer',
      'supplier',
      'supplier-end',
    ].map((each) => `POST /api/cases/:number/${each}`),
    ...['nota', 'archivos', 'anular', 'corregir', 'reabrir', 'resolver', 'solucion', 'deshacer'].map(
      (each) => `POST /expedientes/:number/${each}`,
    ),
    ...['seguir', 'dejar-de-seguir', 'presencia'].map((each) => `POST /expedientes/:number/${each}`),
    ...['POST', 'DELETE'].map((method) => `${method} /api/cases/:number/following`),
    ...[
      'mensaje',
      'vincular',
      'desvincular',
      'unir',
      'desunir',
      'separar',
      'visita',
      'visita-cambiar',
      'visita-cancelar',
    ].map((each) => `POST /expedientes/:number/${each}`),
    ...['visita-llegada', 'visita-salida', 'sesion', 'sesion-responder', 'sesion-telefono', 'sesion-iniciar'].map(
      (each) => `POST /expedientes/:number/${each}`,
    ),
    'POST /expedientes/:number/sesion-terminar',
    'GET /api/cases/:number/conversation',
    ...['internal-notes', 'messages', 'contact-messages', 'links', 'links/removal', 'merge', 'unmerging', 'split'].map(
      (each) => `POST /api/cases/:number/${each}`,
    ),
    'POST /api/cases/:number/visits',
    ...['rescheduling', 'cancellation', 'arrival', 'departure'].map(
      (each) => `POST /api/cases/:number/visits/:visit/${each}`,
    ),
    'POST /api/cases/:number/remote-sessions',
    ...['answer', 'telephone-consent', 'start', 'end'].map(
      (each) => `POST /api/cases/:number/remote-sessions/:session/${each}`,
    ),
    ...['tomar', 'devolver', 'pasar', 'completar', 'rehusar'].map(
      (each) => `POST /expedientes/:number/tareas/:task/${each}`,
    ),
    'GET /api/cases/:number',
    'GET /api/cases/:number/export',
    'GET /expedientes/:number/articulos',
    'POST /expedientes/:number/articulo',
    'POST /api/cases/:number/articles',
    ...['notes', 'attachments', 'annulment', 'correction', 'reopening', 'ruling', 'resolution', 'undo'].map(
      (each) => `POST /api/cases/:number/${each}`,
    ),
    ...['claim', 'release', 'hand-over', 'completion', 'refusal'].map(
      (each) => `POST /api/cases/:number/tasks/:task/${each}`,
    ),
  ],
  official: [
    ...['vincular', 'separar', 'visita', 'respuestas', 'escribir'].map((each) => `GET /expedientes/:number/${each}`),
    ...['links', 'canned-texts'].map((each) => `GET /api/cases/:number/${each}`),
  ],
  work: ['GET /expedientes/:number/tareas/:task/asignar', 'GET /api/cases/:number/tasks/:task/candidates'],
  request: [
    'GET /portal/solicitudes/:number',
    'GET /portal/solicitudes/:number/flujograma',
    ...['mensaje', 'retirar', 'conformidad', 'calificacion', 'sesion'].map(
      (each) => `POST /portal/solicitudes/:number/${each}`,
    ),
    ...['completar', 'rehusar'].map((each) => `POST /portal/solicitudes/:number/tareas/:task/${each}`),
    ...['conformity', 'rating'].map((each) => `POST /api/cases/:number/${each}`),
  ],
  form: ['GET /expedientes/:number/formas/:form/hoja.pdf'],
  file: ['GET /archivos/:id'],
  draft: [
    'GET /manuales/borradores/:id',
    'POST /manuales/borradores/:id',
    ...['historial', 'cambios', 'fuente.md', 'ejemplos.md', 'borrador.pdf'].map(
      (each) => `GET /manuales/borradores/:id/${each}`,
    ),
    ...['restaurar', 'descartar'].map((each) => `POST /manuales/borradores/:id/${each}`),
  ],
  article: [
    ...['', '/editar', '/versiones', '/versiones/:version', '/archivos/:file'].map(
      (each) => `GET /conocimiento/:id${each}`,
    ),
    ...['', '/opinion', '/resuelto', '/revision', '/revision/retirar', '/dictamen', '/archivo'].map(
      (each) => `POST /conocimiento/:id${each}`,
    ),
    'POST /conocimiento/:id/versiones/:version/restaurar',
    'POST /conocimiento/revisores/:unit',
    'POST /conocimiento/revisores/:unit/quitar',
    'GET /conocimiento/por-revisar',
    'GET /api/articles/:id',
    'GET /portal/articulos/:id',
    'POST /portal/articulos/:id/opinion',
  ],
  administrator: [
    'POST /api/service-accounts',
    'POST /api/service-accounts/:id/keys',
    'POST /api/keys/:id/revocation',
    'GET /api/webhooks',
    'POST /api/webhooks',
    'POST /api/webhooks/:id',
    'GET /api/webhooks/:id/deliveries',
    ...['secret', 'pause', 'resumption', 'deletion'].map((what) => `POST /api/webhooks/:id/${what}`),
    'GET /api/found-files',
    ...['scan', 'release', 'removal'].map((what) => `POST /api/found-files/:id/${what}`),
    'GET /api/admin-acts',
    'GET /contactos/exportar.csv',
    ...['/contactos/importar', '/contactos/importar/:id'].flatMap((each) => [`GET ${each}`, `POST ${each}`]),
    'GET /manuales/publicar',
    'POST /manuales/publicar',
    'POST /api/manuals',
    'POST /api/units',
    'POST /api/units/:id',
    'POST /api/positions',
    'POST /api/positions/:id',
    'POST /api/people',
    'POST /api/people/:id',
    'POST /api/people/:id/password-reset',
    'POST /api/people/:id/departure',
    'POST /api/people/:id/second-factor-reset',
    'POST /api/people/:id/outside-account/end',
    'POST /api/sign-in/second-factor-policy',
    'POST /api/sign-in/directory',
    'POST /api/sign-in/openid',
    'POST /api/sign-in/group-mappings',
    'POST /api/sign-in/group-mappings/:mapping/end',
    'POST /api/people/:id/deputies',
    'POST /api/people/:id/deputies/:deputy/end',
    'POST /api/people/:id/administrator',
    'POST /api/people/:id/administrator/end',
    'POST /api/people/:id/absences',
    'POST /api/people/:id/absences/:absence/end',
    'POST /api/people/:id/tenures',
    'POST /api/people/:id/tenures/:tenure/end',
    'POST /api/groups',
    'POST /api/groups/:id',
    'POST /api/lists',
    'POST /api/lists/:id',
    'POST /api/institution/phone-country',
    'POST /api/calendars/:code/holidays',
    'POST /api/calendars/:code/holidays/:holiday/removal',
    'POST /api/calendars/:code/week',
    'POST /api/calendars/:code/holidays/effect',
    'POST /api/calendars/:code/holidays/:holiday/removal/effect',
    'POST /api/calendars/:code/week/effect',
    'POST /api/priorities',
  ],
}

/** Everything registered, as `GET /path`; HEAD goes with GET. */
function served(): string[] {
  const lines = program.server
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .filter((line) => line.trim() !== '')
  const path: string[] = []
  return lines.flatMap((line) => {
    const match = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line)
    assert.ok(match, line)
    const depth = match[1]!.length / 4
    path.length = depth
    path.push(match[2]!)
    const full = path.join('').replace(/^\/\//, '/')
    return (match[3] ?? '')
      .split(', ')
      .filter((method) => method !== 'HEAD' && method !== '')
      .map((method) => `${method} ${full}`)
  })
}

const isAdministration = (route: string) => /^(GET|POST) \/administracion(\/|$)/.test(route)
const listed = Object.values(ROUTES).flat()

const lucrecia = api('lsolares') // asks
const leandro = api('lhuaman') // holds the step
const anselmo = api('acastellon') // head of the unit
const yesica = api('yhuarcaya') // an employee without part
const elias = api('eurizar') // administrator

const own = await openTrial(lucrecia, 1)
await complete(api('ebaquiax'), own)
await leandro.post(`/api/cases/${own}/tasks/2/claim`)

const upload = async (who: Api, name = 'oficio.pdf') => {
  const body = new FormData()
  body.set('file', new Blob(['%PDF-1.7 prueba']), name)
  const { csrf } = await who.session()
  const stored = await who.send('/api/files', { method: 'POST', headers: { 'x-csrf-token': csrf }, body })
  assert.equal(stored.status, 201, stored.text)
  return stored.json.id as string
}

/** A letter that only the department of systems support has to do with. */
const miriam = api('mguarcax')
const letter = await miriam.post('/api/cases', {
  manual: 'SSI-MNP-03',
  procedure: '3.5',
  start: 'Oficio',
  channel: 'oficio',
  title: 'Asunto reservado',
  contact: { name: 'Municipalidad reservada' },
  files: [await upload(miriam)],
  form: {
    'Número de oficio': '1',
    'Fecha del oficio': '2026-11-02',
    'Entidad que envía': 'Reservada',
    'Código de la entidad': '1',
    Asunto: 'Reservado',
    Autorización: '1',
    Folios: 1,
  },
})
assert.equal(letter.status, 200, letter.text)
const foreign: string = letter.json.number
const foreignFile: string = (await miriam.get(`/api/cases/${foreign}`)).json.files[0].id
const UNKNOWN = '2026-999999'

const bodies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  resolution: { solution: 'CFG-01' },
  solucion: { solucion: 'CFG-01' },
  check: { text: '# x' },
  manuals: { text: '# x' },
  notes: { note: 'x' },
  'internal-notes': { note: 'x' },
  messages: { message: 'x' },
  'contact-messages': { message: 'x', direction: 'sent', contact: { name: 'x' } },
  links: { relation: 'related', other: '2026-000001' },
  removal: { relation: 'related', other: '2026-000001', reason: 'x' },
  merge: { into: '2026-000001', reason: 'x' },
  unmerging: { reason: 'x' },
  split: { manual: 'PRU-MNP-01', procedure: '1', start: 'x', title: 'x', messages: [1] },
  visits: { at: '2026-11-03T16:00:00Z', place: 'x' },
  rescheduling: { at: '2026-11-03T16:00:00Z', place: 'x', reason: 'x' },
  cancellation: { reason: 'x' },
  arrival: {},
  departure: { done: 'x' },
  'remote-sessions': { tool: 'anydesk' },
  answer: { consent: true },
  conformity: { solved: true },
  rating: { stars: 5 },
  mensaje: { mensaje: 'x' },
  retirar: { motivo: 'x' },
  conformidad: { resuelto: 'no', motivo: 'x' },
  calificacion: { estrellas: '5' },
  sesion: { sesion: '1', autoriza: 'si' },
  'telephone-consent': { who: 'x', how: 'x' },
  start: { address: '123456789' },
  end: { done: 'x' },
  annulment: { reason: 'x' },
  correction: { step: 1, reason: 'x' },
  reopening: { reason: 'x' },
  ruling: { to: 'end', reason: 'x' },
  refusal: { reason: 'x' },
  'hand-over': { to: yesica.person },
  assignment: { to: yesica.person },
  priority: { impact: 1, urgency: 1, reason: 'x' },
  'functional-escalation': { task: 1, area: 0, reason: 'x', tried: 'x' },
  'level-return': { task: 1, reason: 'x' },
  'hierarchical-escalation': { asks: 'decision', reason: 'x' },
  'superior-answer': { asked: 1, outcome: 'resolved', reason: 'x' },
  supplier: { supplier: yesica.person, reference: 'x' },
  prioridad: { impacto: '1', urgencia: '1', motivo: 'x' },
  escalar: { tarea: '1', area: '0', motivo: 'x', intentado: 'x' },
  'regresar-nivel': { tarea: '1', motivo: 'x' },
  'escalar-jefatura': { pide: 'decision', motivo: 'x' },
  'contestar-jefatura': { solicitud: '1', resultado: 'resolved', motivo: 'x' },
  proveedor: { proveedor: yesica.person, referencia: 'x' },
  asignar: { a: yesica.person },
  nota: { nota: 'x' },
  undo: { seq: 1 },
  deshacer: { acto: '1' },
  corregir: { paso: '1', motivo: 'x' },
  resolver: { sigue: 'fin', motivo: 'x' },
  pasar: { a: yesica.person },
  anular: { motivo: 'x' },
  reabrir: { motivo: 'x' },
  rehusar: { motivo: 'x' },
  articles: { article: 1 },
  articulo: { articulo: '1' },
}

async function ask(
  who: Pick<Api, 'get' | 'post' | 'form' | 'send'>,
  route: string,
  number: string,
  task = '1',
): Promise<Answer> {
  const [method, pattern] = route.split(' ') as [string, string]
  const path = pattern.replace(':number', number).replace(':task', task).replace(':id', number)
  if (method === 'GET') return who.get(path, path.startsWith('/api') ? {} : { accept: 'text/html' })
  const last = path.split('/').at(-1)!
  if (!path.startsWith('/api')) return who.form(path, (bodies[last] ?? {}) as Record<string, string>)
  const body =
    last === 'attachments' ? { files: [await upload('username' in who ? (who as Api) : yesica)] } : (bodies[last] ?? {})
  if (method !== 'DELETE' && method !== 'PATCH') return who.post(path, body)
  const { csrf } = 'session' in who ? await (who as Api).session() : { csrf: '' }
  const headers = { 'x-csrf-token': csrf, ...(method === 'PATCH' ? { 'content-type': 'application/json' } : {}) }
  return who.send(path, { method, headers, ...(method === 'PATCH' ? { body: JSON.stringify(body) } : {}) })
}

/** An answer without what is new at every request. */
function told({ status, text }: Answer, number: string) {
  return [
    status,
    text.replaceAll(number, 'N').replaceAll(/"[\w-]{10,}\.[\w-]{20,}"|nonce="[^"]*"|content="[\w-]{12,24}"/g, '""'),
  ]
}

test('every route of the program stands in this table, and nothing else does', () => {
  const routes = served()
  assert.ok(routes.length > 100)
  assert.deepEqual(
    routes.filter((route) => !isAdministration(route) && !listed.includes(route)),
    [],
    'a route without a row: say in ROUTES who it is for',
  )
  assert.deepEqual(
    listed.filter((route) => !routes.includes(route)),
    [],
    'a row without a route',
  )
})

test('whoever has not signed in gets nothing but the way to sign in', async () => {
  for (const route of served().filter((each) => !ROUTES.public.includes(each))) {
    const answer = await ask(anonymous, route, own)
    const page = route.startsWith('GET') && !/^GET \/api\//.test(route)
    // What a program sends is held against its schema first, which is no secret.
    const malformed = answer.json?.code === 'invalid-input' && !ROUTES.case.includes(route)
    assert.equal(answer.status, page ? 303 : malformed ? 400 : 401, `${route}: ${answer.text.slice(0, 200)}`)
    if (page) assert.match(answer.headers.get('location')!, /^\/entrar\?volver=/, route)
    assert.ok(!answer.text.includes('Pedido sencillo'))
  }
})

test('a foreign case answers by every route exactly like one that does not exist, whoever asks', async () => {
  const before = await assertRecordIsSound(db)
  for (const who of [yesica, lucrecia, leandro, elias, api('gsantizo')]) {
    for (const route of [...ROUTES.case, ...ROUTES.official, ...ROUTES.work, ...ROUTES.request, ...ROUTES.form]) {
      const answer = await ask(who, route.replace(':form', 'REC-OF-01'), foreign)
      const unknown = await ask(who, route.replace(':form', 'REC-OF-01'), UNKNOWN)
      assert.equal(answer.status, 404, `${who.username} ${route}: ${answer.text.slice(0, 300)}`)
      assert.deepEqual(told(answer, foreign), told(unknown, UNKNOWN), `${who.username} ${route}`)
      assert.ok(!/eservad[oa]/.test(answer.text))
    }
  }
  assert.equal(await assertRecordIsSound(db), before, 'and nothing was written')
})

test('a request answers whoever did not ask for it, but may read the case, like one that does not exist', async () => {
  const before = await assertRecordIsSound(db)
  for (const who of [leandro, anselmo, api('ebaquiax')]) {
    assert.equal((await who.get(`/api/cases/${own}`)).status, 200, `${who.username} reads it at the desk`)
    for (const route of ROUTES.request) {
      const answer = await ask(who, route, own)
      assert.equal(answer.status, 404, `${who.username} ${route}: ${answer.text.slice(0, 300)}`)
      assert.deepEqual(told(answer, own), told(await ask(who, route, UNKNOWN), UNKNOWN), `${who.username} ${route}`)
      assert.ok(!answer.text.includes('Pedido sencillo'))
    }
  }
  assert.equal(await assertRecordIsSound(db), before, 'and nothing was written')
})

test('tasks that do not exist, or are no numbers, are refused without a fault of ours', async () => {
  for (const route of [...ROUTES.case, ...ROUTES.work, ...ROUTES.request].filter((each) => each.includes(':task'))) {
    for (const task of ['0', '-1', '99', '1.5', 'x', '99999999999', '1e3', '%20', "1'"]) {
      const { status, text } = await ask(leandro, route, own, task)
      assert.ok(status >= 400 && status < 500, `${route} ${task}: ${status} ${text.slice(0, 200)}`)
    }
  }
})

test('what is no id where an address has one is refused without a fault of ours', async () => {
  const odd = ['x', "1'", '%20', '0', '-'.repeat(36), 'g1890000-0000-7000-8000-000000000000', '01890000'.repeat(9)]
  for (const route of served().filter((each) => /:(?:id|unit)\b/.test(each))) {
    for (const id of odd) {
      const { status, text } = await ask(elias, route.replace(/:(?:id|unit)\b/, id), UNKNOWN)
      assert.ok(status >= 300 && status < 500, `${route} ${id}: ${status} ${text.slice(0, 200)}`)
    }
  }
})

test('a file of a foreign case, or of nobody’s yet, answers like one that does not exist', async () => {
  const loose = await upload(miriam)
  for (const who of [yesica, lucrecia, leandro, elias]) {
    const unknown = await who.get('/archivos/01890000-0000-7000-8000-000000000000')
    assert.equal(unknown.status, 404)
    for (const id of [foreignFile, loose]) {
      assert.deepEqual(told(await who.get(`/archivos/${id}`), id), told(unknown, 'N'))
      const attach = await who.post('/api/cases', {
        manual: 'PRU-MNP-01',
        procedure: '1',
        start: 'Pedido sencillo',
        channel: 'portal',
        title: 'x',
        files: [id],
      })
      assert.deepEqual([attach.status, attach.json.code], [422, 'file-unknown'])
    }
  }
  const mine = await miriam.get(`/archivos/${foreignFile}`)
  assert.deepEqual([mine.status, mine.text], [200, '%PDF-1.7 prueba'])
  assert.match(mine.headers.get('content-disposition')!, /^attachment;/)
})

test('a draft answers whoever neither writes manuals nor takes part in its case like one that does not exist', async () => {
  const writer = api('hzelada')
  const opened = await writer.form('/manuales/borradores', { desde: 'plantilla' })
  assert.equal(opened.status, 303, opened.text)
  const draft = opened.headers.get('location')!.split('/').at(-1)!
  const unknown = '01890000-0000-7000-8000-000000000000'
  for (const who of [yesica, lucrecia, leandro]) {
    for (const route of ROUTES.draft) {
      const answer = await ask(who, route, draft)
      assert.equal(answer.status, 404, `${who.username} ${route}`)
      assert.deepEqual(told(answer, draft), told(await ask(who, route, unknown), unknown), `${who.username} ${route}`)
    }
    assert.ok(!(await who.get('/manuales/borradores', { accept: 'text/html' })).text.includes(draft))
    assert.equal((await who.form('/manuales/borradores', { desde: 'plantilla' })).status, 403)
  }
  for (const who of [writer, api('rtuyuc'), elias]) {
    for (const route of ROUTES.draft.filter((each) => each.startsWith('GET')))
      assert.equal((await ask(who, route, draft)).status, 200, `${who.username} ${route}`)
  }
  for (const id of ['x', "1'", '%20', '99'])
    assert.equal((await writer.get(`/manuales/borradores/${id}`, { accept: 'text/html' })).status, 404)

  // Whoever takes part in the case that runs its life reads it; whoever holds a task of it writes.
  const life = await openTrial(lucrecia, 1)
  await complete(api('ebaquiax'), life)
  await leandro.post(`/api/cases/${life}/tasks/2/claim`)
  const { rows } = await sql<{ id: number }>`select id from case_file where number = ${life}`.execute(db)
  await transaction(db as never, (tx) => attachDraftToCase(tx, draft, rows[0]!.id))
  assert.equal((await leandro.get(`/manuales/borradores/${draft}`, { accept: 'text/html' })).status, 200)
  assert.equal((await lucrecia.get(`/manuales/borradores/${draft}`, { accept: 'text/html' })).status, 200)
  assert.equal((await yesica.get(`/manuales/borradores/${draft}`, { accept: 'text/html' })).status, 404)
  const save = (who: Api, revision: string) =>
    who.form(`/manuales/borradores/${draft}`, { texto: `# x ${who.username}`, ejemplos: '', revision })
  assert.equal((await save(lucrecia, '1')).status, 403)
  assert.equal((await save(leandro, '1')).status, 303)
  assert.equal((await leandro.form(`/manuales/borradores/${draft}/descartar`, {})).status, 403)
})

test('trays, counters and lists show nothing foreign', async () => {
  for (const who of [yesica, lucrecia, leandro, elias]) {
    for (const path of [
      '/bandejas/mias',
      '/bandejas/cargo',
      '/bandejas/unidad',
      ...['mias', 'cargo', 'unidad', 'seguidas'].map((tray) => `/bandejas/${tray}/tareas.csv`),
      '/buscar/resultados.csv?q=estado:abierto',
      '/mis-expedientes',
      '/libros',
      '/api/trays/mias',
      '/api/trays/cargo',
      '/api/trays/unidad',
      '/api/my-cases',
      '/api/registers',
    ]) {
      const answer = await who.get(path, path.startsWith('/api') ? {} : { accept: 'text/html' })
      assert.equal(answer.status, 200, path)
      assert.ok(!answer.text.includes(foreign) && !/eservad[oa]/.test(answer.text), `${who.username} ${path}`)
    }
  }
  // Of a person without any part every tray is empty, and so are its counters.
  const page = await yesica.get('/bandejas/mias', { accept: 'text/html' })
  for (const [, count] of page.text.matchAll(/class="[^"]*count[^"]*"[^>]*>(\d+)/g)) assert.equal(count, '0')
  assert.deepEqual((await yesica.get('/api/trays/unidad')).json.tasks, [])
})

test('who takes part reads the case: requester, holder, head, and the unit', async () => {
  for (const who of [lucrecia, leandro, anselmo, api('gxol'), api('mtobar')]) {
    for (const route of ROUTES.case.filter((each) => each.startsWith('GET'))) {
      assert.equal((await ask(who, route, own)).status, 200, `${who.username} ${route}`)
    }
    // Whoever asked for the case has no part in what officials do around it.
    for (const route of ROUTES.official)
      assert.equal((await ask(who, route, own)).status, who === lucrecia ? 403 : 200, `${who.username} ${route}`)
  }
})

test('whom a task may be given to is told to whoever may decide it, and refused to who only reads', async () => {
  const free = await openTrial(lucrecia, 1)
  await complete(api('ebaquiax'), free)
  for (const route of ROUTES.work) {
    for (const who of [leandro, anselmo, api('gxol'), api('mtobar')])
      assert.equal((await ask(who, route, free, '2')).status, 200)
    for (const who of [lucrecia, api('ebaquiax')]) assert.equal((await ask(who, route, free, '2')).status, 403)
  }
})

test('reading is not acting: who may read but has no part in the step is refused with the reason', async () => {
  const free = await openTrial(lucrecia, 1)
  await complete(api('ebaquiax'), free)
  const path = `/api/cases/${own}/tasks/2`
  for (const who of [lucrecia, api('rcotom'), api('ebaquiax')]) {
    for (const verb of ['claim', 'completion', 'release']) {
      const answer = await who.post(`/api/cases/${free}/tasks/2/${verb}`, verb === 'completion' ? { answer: 'SÍ' } : {})
      const [status, code] = verb === 'release' ? [409, 'not-claimed'] : [403, 'not-your-task']
      assert.deepEqual([answer.status, answer.json.code], [status, code], `${who.username} ${verb}`)
    }
  }
  const other = await api('gxol').post(`${path}/completion`, { answer: 'SÍ' })
  assert.deepEqual([other.status, other.json.code], [409, 'claimed-by-other'])
  assert.equal((await leandro.post(`/api/cases/${own}/ruling`, { to: 'end', reason: 'x' })).status, 403)
  assert.equal((await leandro.post(`/api/cases/${own}/annulment`, { reason: 'x' })).status, 403)
  assert.equal((await tryToComplete(leandro, own, { answer: 'SÍ' })).status, 200)
})

test('only an administrator administers', async () => {
  const administration = served().filter((route) => isAdministration(route) || ROUTES.administrator.includes(route))
  assert.ok(administration.length > 60)
  for (const route of administration) {
    for (const who of [yesica, anselmo]) {
      const answer = await ask(who, route, yesica.person)
      const malformed = answer.json?.code === 'invalid-input'
      assert.ok(
        answer.status === 403 || malformed,
        `${who.username} ${route}: ${answer.status} ${answer.text.slice(0, 200)}`,
      )
    }
  }
})

test('no change is made without the session’s token', async () => {
  const before = await assertRecordIsSound(db)
  for (const route of served().filter((each) => each.startsWith('POST') && !ROUTES.public.includes(each))) {
    const path = route.slice(5).replace(':number', own).replace(':task', '1').replace(':id', yesica.person)
    const pages = path.startsWith('/api')
      ? { 'content-type': 'application/json' }
      : { 'content-type': 'application/x-www-form-urlencoded' }
    const last = path.split('/').at(-1)!
    const body = path.startsWith('/api') ? JSON.stringify(bodies[last] ?? {}) : 'x=1'
    const { status } = await elias.send(path, { method: 'POST', headers: pages, body })
    assert.ok(status === 403 || status === 400 || status === 404, `${route}: ${status}`)
  }
  assert.equal(await assertRecordIsSound(db), before)
})

test('the topics of other people and positions are not heard', async () => {
  const { cookie } = await yesica.session()
  const stop = new AbortController()
  const topics = [`person:${miriam.person}`, `person:${yesica.person}`]
  const stream = await fetch(`${url}/live?${topics.map((topic) => `topic=${topic}`).join('&')}`, {
    headers: { cookie: `ventanilla=${cookie}` },
    signal: stop.signal,
  })
  assert.equal(stream.status, 200)
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  const listening = (async () => {
    for (;;) {
      const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }))
      if (done) return
      heard += value
      if (heard.includes(`person:${yesica.person}`)) return
    }
  })()
  await openTrial(miriam, 1)
  // What comes later on the same stream is her own: everything before it has been told by then.
  await openTrial(yesica, 1)
  await listening
  stop.abort()
  assert.ok(heard.includes(`person:${yesica.person}`))
  assert.ok(!heard.includes(miriam.person))
})
