// Every kind of page, in both widths and both themes: nothing that axe finds, nothing that the policy stops, nothing to
// scroll sideways, and in English no word of the program left in Spanish.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { USUAL_ORDER } from '#src/trays/tray-order.ts'
import { writePlace } from '#src/trays/tray-place.ts'
import { axeViolations } from '../support/browser.ts'
import { openDesk, type Tab } from './desk.ts'
import { askForServer, completeByApi, walkToSignature } from './requests.ts'

const desk = await openDesk({ cases: true, now: '2026-11-03T14:00:00Z' })
const WITHOUT_CASES = 'nquispe'
const fresh = await askForServer(desk, 'Servidor recién pedido')
const signing = await askForServer(desk, 'Servidor por firmar')
await walkToSignature(desk, signing)
const limit = await askForServer(desk, 'Servidor que no funciona')
for (const who of ['ebaquiax', 'rcotom']) await completeByApi(desk, who, limit)
for (let round = 0; round < 4; round++) {
  await completeByApi(desk, 'lhuaman', limit, { answer: 'SÍ' })
  await completeByApi(desk, 'lhuaman', limit, { note: 'VLAN 42' })
  if (round < 4) await completeByApi(desk, 'lhuaman', limit, { answer: 'NO' })
  const { json } = await desk.api('acastellon').get(`/api/cases/${limit}`)
  if (json.tasks[0].role?.includes('Jefe')) break
}
const mine = await desk.api('acastellon').form('/mi-firma/certificado', { contrasena: 'ventanilla' })
assert.equal(mine.status, 303, mine.text)
const annulled = await askForServer(desk, 'Servidor anulado')
const gone = await desk.api('mtobar').post(`/api/cases/${annulled}/annulment`, { reason: 'Se pidió por error.' })
assert.equal(gone.status, 200, gone.text)

const reception = desk.api('ebaquiax')
const merged = await askForServer(desk, 'Servidor repetido')
for (const [path, body] of [
  [`${fresh}/internal-notes`, { note: 'Avisar a @lhuaman.' }],
  [`${fresh}/messages`, { message: 'Recibimos su pedido.' }],
  [`${fresh}/links`, { relation: 'parent-of', other: signing }],
  [`${fresh}/visits`, { at: '2026-11-04T16:00:00Z', place: 'Oficina 302' }],
  [`${fresh}/remote-sessions`, { tool: 'anydesk' }],
  [`${merged}/merge`, { into: fresh, reason: 'Es el mismo pedido.' }],
] as const) {
  const done = await reception.post(`/api/cases/${path}`, body)
  assert.equal(done.status, 200, done.text)
}
const text = await desk
  .api('eurizar')
  .post('/api/canned-texts', { title: 'Acuse', language: 'es', body: 'Recibimos {número}.' })
assert.equal(text.status, 200, text.text)
// Before every task that there is: a tray that is not at its first page, with the ways through its pages.
const never = '2000-01-01T00:00:00Z'
const place = { priority: 0, dueAt: never, arrivedAt: never, caseId: 0, task: 0 }
const LATER_TRAY = `/bandejas/unidad?desde=${writePlace(USUAL_ORDER, place)}`
const SERVER_OFFER = encodeURIComponent('/tramites/DTI-MNP-01/8/servidor-virtual')
await desk.program.follow()

const writer = desk.api('hzelada')
const opened = await writer.form('/manuales/borradores', { desde: 'plantilla' })
const draft = opened.headers.get('location')!
await writer.form(draft, { texto: '# Sin encabezado\n', ejemplos: '', revision: '1' })

const attending = desk.api('mguarcax')
const registered = await attending.post('/api/contacts', {
  name: 'Nora Sic',
  entityCode: '0456',
  entityName: 'Municipalidad de Río Claro',
  phones: '2410-5000 ext. 12 / 5555-1234',
})
assert.equal(registered.status, 201, registered.text)
const contact = `/contactos/${registered.json.id}`
const other = await attending.post('/api/contacts', {
  name: 'Nora Sic Tzunún',
  entityCode: '0456',
  phones: '5555-9876',
})
const merging = `${contact}/unir?con=${other.json.id}`
const file = new FormData()
file.set(
  'archivo',
  new Blob(['nombre;código;teléfonos\nNora Sic;0456;4444-1111\nPedro Caal;0999;2222-1111\nSin;;no\n']),
  'contactos.csv',
)
const brought = await desk.api('eurizar').form('/contactos/importar', file)
assert.equal(brought.status, 303, brought.text)
const units: readonly { readonly id: string; readonly code: string }[] = (await attending.get('/api/units')).json
const unitId = (code: string) => units.find((unit) => unit.code === code)!.id
const anselmo = `/directorio/personas/${desk.personId('acastellon')}`
const admin = desk.api('eurizar')
const subscribed = await admin.post('/api/webhooks', {
  name: 'Sistema de Compras',
  url: 'http://127.0.0.1:9/avisos',
  events: ['case.opened', 'case.closed'],
  procedures: [],
  units: [],
  personal: 'sin',
})
assert.equal(subscribed.status, 200, subscribed.text)
const webhook = `/administracion/webhooks/${subscribed.json.subject.id}`
assert.equal((await admin.form(`${webhook}/prueba`, {})).status, 303)
const ownKey = { name: 'Tablero', scopes: 'cases:read', expires: '2027-01-31', networks: '' }
assert.equal((await admin.form('/mis-llaves', ownKey)).status, 200)

const retained = await admin.form('/administracion/conservacion', {
  tramite: 'DTI-MNP-01/8',
  anios: '5',
  borra: 'text',
  fundamento: 'Tabla de plazos documentales, serie 4',
})
assert.equal(retained.status, 303, retained.text)
const hold = { expediente: signing, motivo: 'Auditoría en curso.' }
assert.equal((await admin.form('/administracion/conservacion/retenciones', hold)).status, 303)
const PERSONAL = '/administracion/datos-personales'
const erasing = await admin.form(`${PERSONAL}/expediente/${annulled}`, {
  motivo: 'Oficio 12 de la interesada.',
  fundamento: 'Ley de protección de datos, artículo 7',
})
assert.equal(erasing.status, 303, erasing.text)

const { registers } = (await desk.api('acastellon').get('/api/registers')).json
const book = registers.find(({ name }: { name: string }) => name === 'libro de servidores virtuales').id
const PAGES: readonly (readonly [what: string, who: string | null, path: string])[] = [
  ['sign-in', null, '/entrar'],
  ['a tray with tasks', 'lhuaman', '/bandejas/unidad'],
  ['a later page of a tray', 'lhuaman', LATER_TRAY],
  ['a tray of the position', 'ebaquiax', '/bandejas/cargo'],
  ['an empty tray', WITHOUT_CASES, '/bandejas/mias'],
  ['the catalogue', 'hzelada', '/tramites'],
  ['the start of a case', 'hzelada', '/tramites/DTI-MNP-01/8/servidor-virtual'],
  ['the start of a case for others', 'mguarcax', '/tramites/SSI-MNP-03/3.5/oficio'],
  ['the start of a case for a contact', 'mguarcax', `/tramites/SSI-MNP-03/3.5/oficio?contacto=${registered.json.id}`],
  ['the contacts', 'mguarcax', '/contactos'],
  ['a search of contacts', 'mguarcax', '/contactos?buscar=2410'],
  ['no contact', 'mguarcax', '/contactos?buscar=zzzz'],
  ['a contact', 'mguarcax', contact],
  ['a new contact', 'mguarcax', '/contactos/nuevo?name=Nora'],
  ['a change of a contact', 'mguarcax', `${contact}/datos`],
  ['two contacts to merge', 'mguarcax', merging],
  ['an entity', 'mguarcax', `/contactos/entidades/${registered.json.entity.id}`],
  ['contacts from a file', 'eurizar', '/contactos/importar'],
  ['what a file would do', 'eurizar', brought.headers.get('location')!],
  ['the directory', 'hzelada', '/directorio'],
  ['a search of the directory', 'hzelada', '/directorio?buscar=redes'],
  ['a unit', 'hzelada', `/directorio/dependencias/${unitId('DIT')}`],
  ['a colleague', 'hzelada', anselmo],
  ['oneself', 'acastellon', anselmo],
  ['an absence', 'acastellon', `${anselmo}/ausencias/nueva`],
  ['who leaves', 'eurizar', `/administracion/personas/${desk.personId('lhuaman')}/salida`],
  ['people by a filter', 'eurizar', '/administracion/personas?situacion=absent'],
  ['a case to do', 'ebaquiax', `/expedientes/${fresh}`],
  ['a case of others', 'hzelada', `/expedientes/${fresh}`],
  ['a case to sign', 'acastellon', `/expedientes/${signing}`],
  ['a case over its limit', 'acastellon', `/expedientes/${limit}`],
  ['an annulled case', 'hzelada', `/expedientes/${annulled}`],
  ['the mentions', 'lhuaman', '/menciones'],
  ['the canned texts', 'eurizar', '/respuestas-tipo'],
  ['a new canned text', 'eurizar', '/respuestas-tipo/nueva'],
  ['a canned text to pick', 'ebaquiax', `/expedientes/${fresh}/respuestas?para=mensaje`],
  ['writing in a case', 'ebaquiax', `/expedientes/${fresh}/escribir?para=mensaje`],
  ['a visit to agree', 'ebaquiax', `/expedientes/${fresh}/visita`],
  ['a case to link', 'ebaquiax', `/expedientes/${fresh}/vincular?q=servidor`],
  ['a case to split', 'ebaquiax', `/expedientes/${fresh}/separar`],
  ['what goes into the new case', 'ebaquiax', `/expedientes/${fresh}/separar?tramite=${SERVER_OFFER}`],
  ['a merged case', 'ebaquiax', `/expedientes/${merged}`],
  ['the printed record', 'hzelada', `/expedientes/${signing}/constancia`],
  ['the chart of a case', 'hzelada', `/expedientes/${signing}/flujograma`],
  ['the chart of a procedure', 'hzelada', '/manuales/DTI-MNP-01/procedimientos/8/flujograma'],
  ['no such case', 'hzelada', '/expedientes/2026-999999'],
  ['no such page', 'hzelada', '/nada'],
  ['not allowed', 'hzelada', '/administracion'],
  ['the manuals', 'hzelada', '/manuales'],
  ['a manual', 'hzelada', '/manuales/DTI-MNP-01'],
  ['the drafts', 'hzelada', '/manuales/borradores'],
  ['a draft with faults', 'hzelada', draft],
  ['the history of a draft', 'hzelada', `${draft}/historial?revision=1`],
  ['the changes of a draft', 'hzelada', `${draft}/cambios`],
  ['what the check finds', 'hzelada', '/manuales/hallazgos'],
  ['a finding', 'hzelada', '/manuales/hallazgos/lazo-sin-limite'],
  ['imports', 'eurizar', '/manuales/importar'],
  ['the books', 'rcotom', '/libros'],
  ['a book', 'acastellon', `/libros/${book}`],
  ['a folio', 'acastellon', `/libros/${book}/folios/1`],
  ['the months of a book', 'acastellon', `/libros/${book}/meses`],
  ['the portal', 'hzelada', '/portal'],
  ['what the portal does not find', 'hzelada', '/portal?q=xyzw'],
  ['asking at the portal', 'hzelada', '/portal/pedir/DTI-MNP-01/8/servidor-virtual'],
  ['the own requests', 'hzelada', '/portal/solicitudes'],
  ['no own requests', WITHOUT_CASES, '/portal/solicitudes?ver=terminadas'],
  ['a request', 'hzelada', `/portal/solicitudes/${fresh}`],
  ['a request that is over', 'hzelada', `/portal/solicitudes/${annulled}`],
  ['the chart of a request', 'hzelada', `/portal/solicitudes/${signing}/flujograma`],
  ['the own cases', 'hzelada', '/mis-expedientes'],
  ['the API', 'hzelada', '/api'],
  ['the own password', 'hzelada', '/contrasena'],
  ['the own account', 'hzelada', '/mi-cuenta'],
  ['a second factor to set up', 'hzelada', '/mi-cuenta/segundo-factor'],
  ['a first signature', WITHOUT_CASES, '/mi-firma'],
  ['the own signature', 'acastellon', '/mi-firma'],
  ['the statistics', 'mtobar', '/estadisticas?periodo=trimestre'],
  ['statistics without small counts', 'eurizar', '/estadisticas?periodo=anio'],
  ['an empty report', WITHOUT_CASES, '/estadisticas?periodo=dia&fecha=2025-01-01'],
  ['the cases behind a figure', 'mtobar', '/estadisticas/expedientes?periodo=trimestre'],
  ['the measured manuals', 'hzelada', '/estadisticas/manuales'],
  ['a measured procedure', 'hzelada', '/estadisticas/manuales/DTI-MNP-01/8'],
  ['the actions', 'mtobar', '/estadisticas/acciones'],
  ['the scheduled reports', 'mtobar', '/estadisticas/programados'],
  ['the codes of solution', 'eurizar', '/estadisticas/codigos'],
  ['verification', null, '/verificacion'],
  ['signing in', 'eurizar', '/administracion/ingreso'],
  ['the directory', 'eurizar', '/administracion/ingreso/directorio'],
  ['the OpenID provider', 'eurizar', '/administracion/ingreso/openid'],
  ['the place of a group', 'eurizar', '/administracion/ingreso/grupos/nuevo'],
  ['of whom a second factor is asked', 'eurizar', '/administracion/ingreso/segundo-factor'],
  ['a person', 'eurizar', `/administracion/personas/${desk.personId('hzelada')}`],
  ['view as', 'eurizar', `/administracion/personas/${desk.personId('hzelada')}/ver-como`],
  ['the certificate authority', 'eurizar', '/administracion/firmas'],
  ['the seals', 'eurizar', '/administracion/firmas/sellos'],
  ['administration', 'eurizar', '/administracion'],
  ['the API', 'eurizar', '/api'],
  ['my keys', 'eurizar', '/mis-llaves'],
  ['my calendar', 'eurizar', '/mi-calendario'],
  ['the keys', 'eurizar', '/administracion/llaves'],
  ['a new service account', 'eurizar', '/administracion/llaves/cuenta-nueva'],
  ['the webhooks', 'eurizar', '/administracion/webhooks'],
  ['a new webhook', 'eurizar', '/administracion/webhooks/nueva'],
  ['a webhook', 'eurizar', webhook],
  ['the virus scanner', 'eurizar', '/administracion/antivirus'],
  ['people', 'eurizar', '/administracion/personas'],
  ['a new person', 'eurizar', '/administracion/personas/nueva'],
  ['units', 'eurizar', '/administracion/dependencias'],
  ['positions', 'eurizar', '/administracion/cargos'],
  ['groups', 'eurizar', '/administracion/grupos'],
  ['lists', 'eurizar', '/administracion/listas'],
  ['calendars', 'eurizar', '/administracion/calendarios'],
  ['a calendar', 'eurizar', '/administracion/calendarios/GT'],
  ['a new holiday', 'eurizar', '/administracion/calendarios/GT/asuetos/nuevo'],
  ['priorities', 'eurizar', '/administracion/prioridades'],
  ['suppliers', 'eurizar', '/administracion/proveedores'],
  ['skills', 'sportillo', '/destrezas'],
  ['warnings', 'sportillo', '/avisos'],
  ['raised to a head', 'sportillo', '/escaladas'],
  ['assigning a task', 'ebaquiax', `/expedientes/${fresh}/tareas/1/asignar`],
  ['personal data', 'eurizar', `${PERSONAL}?buscar=nora`],
  ['where a person stands', 'eurizar', `${PERSONAL}/persona/${desk.personId('hzelada')}`],
  ['where a contact stands', 'eurizar', `${PERSONAL}/contacto/${registered.json.id}`],
  ['a request to erase', 'eurizar', erasing.headers.get('location')!],
  ['retention', 'eurizar', '/administracion/conservacion'],
  ['a rule of retention', 'eurizar', retained.headers.get('location')!],
  ['a case that is held', 'acastellon', `/expedientes/${signing}`],
  ['the record of changes', 'eurizar', '/administracion/registro'],
]

// The themes differ in their colours alone: a page is fetched once for both. Without motion, so that no colour is read half-way.
for (const width of [1280, 390])
  test(`every page: ${width} px, light and dark`, async () => {
    const faults: string[] = []
    await eachPage({ reducedMotion: 'reduce', viewport: { width, height: 844 } }, async (tab, what) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await tab.emulateMedia({ colorScheme })
        const look = `${what}, ${colorScheme}`
        for (const { id, nodes } of await axeViolations(tab, { of: colorScheme === 'light' ? 'all' : 'colours' }))
          faults.push(`${look}: ${id} ${nodes[0]}`)
        const over = Number(await tab.evaluate('document.documentElement.scrollWidth - window.innerWidth'))
        if (over > 0) faults.push(`${look}: ${over} px too wide`)
      }
    })
    assert.deepEqual(faults, [])
  })

/** Words of the program, none of which any manual, person or unit of the demonstration needs on these pages. */
const SPANISH_LABELS =
  /Iniciar un trámite|Lo que dice|Registro de actuaciones|Dónde va|Otras acciones|Completar el paso|Vence en|Venció hace|Nadie lo ha|Bandejas|Trámites|Cerrar sesión|Contraseña|Guardar|Elija |\(opcional\)|Sin archivos|hace \d|Qué puede hacer|Ir al inicio|Volver al|Atajos de teclado|Constancia|Huella|Sin tomar|Prioridad|Solicitante|La mesa de servicio/m

test('in English no page keeps a label of the program in Spanish', async () => {
  const left: string[] = []
  await eachPage(
    {},
    async (tab, what) => {
      // The words of a whole manual are many, and its own.
      if (what === 'a manual') return
      const lang = await tab.locator('html').getAttribute('lang')
      const text = (await tab.locator('body').innerText()).replaceAll(/«[^»]*»/g, '')
      const found = SPANISH_LABELS.exec(text)
      if (lang !== 'en' || found !== null) left.push(`${what}: ${lang} ${found?.[0]}`)
    },
    'en',
  )
  assert.deepEqual(left, [])
})

async function eachPage(
  options: Parameters<typeof desk.visitor>[0],
  look: (tab: Tab, what: string) => Promise<void>,
  locale?: 'en',
): Promise<void> {
  const seats = new Map<string | null, Tab>()
  for (const [what, who, path] of PAGES) {
    const tab = seats.get(who) ?? (who === null ? await desk.visitor(options) : await desk.person(who, options))
    if (!seats.has(who) && locale !== undefined)
      await tab.context().addCookies([{ name: 'idioma', value: locale, url: desk.url }])
    seats.set(who, tab)
    await tab.goto(path)
    await look(tab, what)
  }
  for (const [who, tab] of seats) {
    assert.deepEqual(tab.errors(), [], String(who))
    await tab.context().close()
  }
}
