// Every kind of page, in both widths and both themes: nothing that axe finds, nothing that the policy stops, nothing to
// scroll sideways, and in English no word of the program left in Spanish.
import assert from 'node:assert/strict'
import { test } from 'node:test'
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

await desk.program.follow()

const writer = desk.api('hzelada')
const opened = await writer.form('/manuales/borradores', { desde: 'plantilla' })
const draft = opened.headers.get('location')!
await writer.form(draft, { texto: '# Sin encabezado\n', ejemplos: '', revision: '1' })

const PAGES: readonly (readonly [what: string, who: string | null, path: string])[] = [
  ['sign-in', null, '/entrar'],
  ['a tray with tasks', 'lhuaman', '/bandejas/unidad'],
  ['a tray of the position', 'ebaquiax', '/bandejas/cargo'],
  ['an empty tray', WITHOUT_CASES, '/bandejas/mias'],
  ['the catalogue', 'hzelada', '/tramites'],
  ['the start of a case', 'hzelada', '/tramites/DTI-MNP-01/8/servidor-virtual'],
  ['a case to do', 'ebaquiax', `/expedientes/${fresh}`],
  ['a case of others', 'hzelada', `/expedientes/${fresh}`],
  ['a case to sign', 'acastellon', `/expedientes/${signing}`],
  ['a case over its limit', 'acastellon', `/expedientes/${limit}`],
  ['an annulled case', 'hzelada', `/expedientes/${annulled}`],
  ['the printed record', 'hzelada', `/expedientes/${signing}/constancia`],
  ['the chart of a case', 'hzelada', `/expedientes/${signing}/flujograma`],
  ['the chart of a procedure', 'hzelada', '/manuales/DTI-MNP-01/procedimientos/8/flujograma'],
  ['no such case', 'hzelada', '/expedientes/2026-999999'],
  ['no such page', 'hzelada', '/nada'],
  ['not allowed', 'hzelada', '/administracion'],
  ['the manuals', 'hzelada', '/manuales'],
  ['the drafts', 'hzelada', '/manuales/borradores'],
  ['a draft with faults', 'hzelada', draft],
  ['the history of a draft', 'hzelada', `${draft}/historial?revision=1`],
  ['the changes of a draft', 'hzelada', `${draft}/cambios`],
  ['what the check finds', 'hzelada', '/manuales/hallazgos'],
  ['a finding', 'hzelada', '/manuales/hallazgos/lazo-sin-limite'],
  ['imports', 'eurizar', '/manuales/importar'],
  ['the books', 'rcotom', '/libros'],
  ['the own cases', 'hzelada', '/mis-expedientes'],
  ['the API', 'hzelada', '/api'],
  ['the own password', 'hzelada', '/contrasena'],
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
  ['the certificate authority', 'eurizar', '/administracion/firmas'],
  ['the seals', 'eurizar', '/administracion/firmas/sellos'],
  ['administration', 'eurizar', '/administracion'],
  ['people', 'eurizar', '/administracion/personas'],
  ['a new person', 'eurizar', '/administracion/personas/nueva'],
  ['units', 'eurizar', '/administracion/dependencias'],
  ['positions', 'eurizar', '/administracion/cargos'],
  ['groups', 'eurizar', '/administracion/grupos'],
  ['lists', 'eurizar', '/administracion/listas'],
  ['calendars', 'eurizar', '/administracion/calendarios'],
  ['a calendar', 'eurizar', '/administracion/calendarios/GT'],
  ['a new holiday', 'eurizar', '/administracion/calendarios/GT/asuetos/nuevo'],
  ['the record of changes', 'eurizar', '/administracion/registro'],
]

// The themes differ in their style alone: a page is fetched once for both. Without motion, so that no colour is read half-way.
for (const width of [1280, 390])
  test(`every page: ${width} px, light and dark`, async () => {
    const faults: string[] = []
    await eachPage({ reducedMotion: 'reduce', viewport: { width, height: 844 } }, async (tab, what) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await tab.emulateMedia({ colorScheme })
        const look = `${what}, ${colorScheme}`
        for (const { id, nodes } of await axeViolations(tab)) faults.push(`${look}: ${id} ${nodes[0]}`)
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
