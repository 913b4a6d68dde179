import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { forgetLooseFiles } from '#src/cases/forget-loose-files.ts'
import { createArticle, saveArticle } from '#src/knowledge/write-article.ts'
import { loadDirectory } from '#src/people/index.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { fileStore } from '#src/platform/files/file-store.ts'
import { complete, openTrial } from '../record/desk.ts'
import { testProgram } from '../support/program.ts'

const world = await testProgram()
const { api, db, publish, clock, program, filesFolder } = world
await publish(TRIAL_MANUAL)
const directory = await loadDirectory(db, clock.now().toString())

const writer = api('gxol') // technician of Infrastructure
const head = api('acastellon') // its head
const asker = api('lsolares') // Human Resources
const stranger = api('yhuarcaya')
const unit = directory.unitOf(writer.person)!.id

const text = {
  titulo: 'La impresora no imprime desde la red',
  pregunta: 'El trabajo queda en la cola y no sale nada.',
  solucion:
    '# Pasos\n\n1. Reinicie la **cola** de impresión.\n2. Pruebe otra vez.\n\n<script>alert(1)</script>\n\n[mal](javascript:alert(1)) [bien](https://ejemplo.gob.gt) ![foto](archivo.png) ![ajena](https://mal.example/x.png)',
  palabras: 'multifuncional, toner',
  dependencia: unit,
  alcance: 'todos',
}

async function create(fields: Record<string, string> = {}): Promise<number> {
  const made = await writer.form('/conocimiento', { ...text, ...fields })
  assert.equal(made.status, 303, made.text)
  return Number(made.headers.get('location')!.split('/').at(-1))
}

async function published(fields: Record<string, string> = {}): Promise<number> {
  const id = await create(fields)
  assert.equal((await writer.form(`/conocimiento/${id}/revision`, {})).status, 303)
  const passed = await head.form(`/conocimiento/${id}/dictamen`, { dictamen: 'aprobar' })
  assert.equal(passed.status, 303, passed.text)
  return id
}

test('an article is published by another person, never by who wrote it', async () => {
  const id = await create()
  assert.equal((await asker.get(`/conocimiento/${id}`)).status, 404, 'a draft is of its unit')
  assert.equal((await asker.get(`/portal/articulos/${id}`)).status, 404, 'at the portal too')
  assert.equal((await asker.get(`/api/articles/${id}`)).status, 404)
  assert.equal((await writer.form(`/conocimiento/${id}/revision`, {})).status, 303)
  assert.equal((await writer.form(`/conocimiento/${id}/dictamen`, { dictamen: 'aprobar' })).status, 403)
  assert.equal(
    (await head.form(`/conocimiento/${id}/dictamen`, { dictamen: 'devolver' })).status,
    422,
    'a remark is needed',
  )
  assert.equal(
    (await head.form(`/conocimiento/${id}/dictamen`, { dictamen: 'devolver', observaciones: 'Falta decir dónde.' }))
      .status,
    303,
  )
  assert.match((await writer.get(`/conocimiento/${id}`)).text, /Falta decir dónde/)
  assert.equal(
    (await writer.form(`/conocimiento/${id}`, { ...text, solucion: 'Reinicie la cola en el panel.', version: '1' }))
      .status,
    303,
  )
  assert.equal((await writer.form(`/conocimiento/${id}/revision`, {})).status, 303)
  assert.equal((await head.form(`/conocimiento/${id}/dictamen`, { dictamen: 'aprobar' })).status, 303)
  const read = await asker.get(`/conocimiento/${id}`)
  assert.equal(read.status, 200)
  assert.match(read.text, /Reinicie la cola en el panel/)
  const own = await head.form('/conocimiento', { ...text, titulo: 'De la jefatura' })
  const ownId = own.headers.get('location')!.split('/').at(-1)
  await head.form(`/conocimiento/${ownId}/revision`, {})
  assert.equal(
    (await head.form(`/conocimiento/${ownId}/dictamen`, { dictamen: 'aprobar' })).status,
    403,
    'the head neither',
  )
})

test('a named reviewer publishes, and only the head names one', async () => {
  assert.equal((await writer.form(`/conocimiento/revisores/${unit}`, { persona: stranger.person })).status, 403)
  assert.equal((await head.form(`/conocimiento/revisores/${unit}`, { persona: api('lhuaman').person })).status, 303)
  const id = await create({ titulo: 'Otro artículo' })
  await writer.form(`/conocimiento/${id}/revision`, {})
  assert.match((await api('lhuaman').get('/conocimiento/por-revisar')).text, /Otro artículo/)
  assert.equal((await api('lhuaman').form(`/conocimiento/${id}/dictamen`, { dictamen: 'aprobar' })).status, 303)
  assert.equal(
    (await head.form(`/conocimiento/revisores/${unit}/quitar`, { persona: api('lhuaman').person })).status,
    303,
  )
})

test('what is written is shown as text: no markup, no foreign pictures, no scripts', async () => {
  const id = await published()
  const { text: page } = await asker.get(`/conocimiento/${id}`)
  assert.doesNotMatch(page, /<script>alert|javascript:|mal\.example/)
  assert.match(page, /&lt;script&gt;alert/)
  assert.match(page, /href="https:\/\/ejemplo\.gob\.gt"/)
  assert.match(page, /<h3>Pasos<\/h3>/)
})

test('an article for some units is unknown to all others, by every way to it', async () => {
  const id = await published({ titulo: 'Zarzaparrilla de la bodega', alcance: 'dependencias' })
  for (const path of [
    `/conocimiento/${id}`,
    `/conocimiento/${id}/editar`,
    `/conocimiento/${id}/versiones`,
    `/conocimiento/${id}/versiones/1`,
    `/conocimiento/${id}/archivos/x`,
    `/api/articles/${id}`,
  ]) {
    const answer = await asker.get(path)
    assert.equal(answer.status, 404, path)
    assert.doesNotMatch(answer.text, /arzaparrilla/)
  }
  for (const path of [
    '',
    '/opinion',
    '/resuelto',
    '/revision',
    '/revision/retirar',
    '/dictamen',
    '/archivo',
    '/versiones/1/restaurar',
  ])
    assert.equal((await asker.form(`/conocimiento/${id}${path}`, text)).status, 404, path)
  for (const path of [
    '/conocimiento',
    '/conocimiento?q=zarzaparrilla',
    '/api/articles',
    '/api/articles?q=zarzaparrilla',
    '/api/articles/suggestions?texto=zarzaparrilla',
    '/buscar?q=zarzaparrilla&en=articulos',
    '/buscar/sugerencias?q=zarzaparrilla',
    '/conocimiento?q=zarzaparila',
  ])
    assert.doesNotMatch((await asker.get(path)).text, /arzaparrilla de la bodega/, path)
  assert.match((await writer.get('/conocimiento?q=zarzaparila')).text, /Zarzaparrilla de la bodega/)
  // Given to another unit, it is read there.
  const other = directory.unitOf(asker.person)!.id
  assert.equal(
    (
      await writer.form(`/conocimiento/${id}`, {
        ...text,
        titulo: 'Zarzaparrilla de la bodega',
        alcance: 'dependencias',
        [`unidad:${other}`]: '1',
        version: '1',
      })
    ).status,
    303,
  )
  assert.equal((await asker.get(`/conocimiento/${id}`)).status, 200)
})

test('it is offered while typing: forms of words, slips, the kind of request first', async () => {
  const id = await published({
    titulo: 'Recuperar la contraseña de la planilla',
    pregunta: 'No puede entrar.',
    solucion: 'Use el enlace.',
    palabras: 'clave',
    'tramite:PRU-MNP-01/1': '1',
  })
  const other = await published({
    titulo: 'Recuperar la contraseña del correo',
    pregunta: 'No puede entrar.',
    solucion: 'Use el enlace.',
    palabras: 'clave',
  })
  const offered = async (texto: string, tramite = '') =>
    (await asker.get(`/api/articles/suggestions?${new URLSearchParams({ texto, tramite })}`)).json.articles.map(
      (each: { id: number }) => each.id,
    )
  for (const words of [
    'olvidé mi contraseña de planilla',
    'CONTRASENA PLANILLA',
    'contrazeña planilla',
    'contraseñas de planillas',
    'contra planil',
  ])
    assert.equal((await offered(words))[0], id, words)
  assert.equal((await offered('recuperar contraseña', 'PRU-MNP-01/1'))[0], id)
  assert.ok((await offered('recuperar contraseña')).includes(other))
  assert.deepEqual(await offered('azafrán'), [])
  const before = process.cpuUsage()
  for (let at = 0; at < 20; at++)
    await offered('buenos días, no puedo imprimir y olvidé mi contraseña, por favor ayuda urgente')
  const { user, system } = process.cpuUsage(before)
  assert.ok((user + system) / 20_000 < 100, 'a generous bound: the whole request, client and all')
})

test('versions are kept, compared word by word and restored; nothing typed is lost when somebody else was quicker', async () => {
  const id = await published()
  await writer.form(`/conocimiento/${id}`, { ...text, solucion: 'Apague y encienda.', version: '1' })
  const stale = await writer.form(`/conocimiento/${id}`, {
    ...text,
    solucion: 'Lo mío, que no se pierde.',
    version: '1',
  })
  assert.equal(stale.status, 409)
  assert.match(stale.text, /Lo mío, que no se pierde/)
  assert.match((await asker.get(`/conocimiento/${id}`)).text, /Reinicie la/, 'readers see what was published')
  const compared = await writer.get(`/conocimiento/${id}/versiones/2`)
  assert.match(compared.text, /<ins>.*Apague/s)
  assert.match(compared.text, /<del>.*Reinicie/s)
  assert.equal((await writer.form(`/conocimiento/${id}/versiones/1/restaurar`, {})).status, 303)
  const { rows } = await sql<{
    latest: number
    published: number
  }>`select latest, published from article where id = ${id}`.execute(db)
  assert.deepEqual(rows[0], { latest: 3, published: 1 })
})

test('what is not well is said by field, and nothing typed is lost', async () => {
  const refused = await writer.form('/conocimiento', {
    ...text,
    titulo: ' ',
    solucion: '',
    dependencia: 'x',
    revisar: 'mañana',
    pregunta: 'Esto se queda.',
  })
  assert.equal(refused.status, 422)
  for (const says of [
    /Escriba un título/,
    /Escriba la solución/,
    /Elija una dependencia/,
    /Escriba la fecha/,
    /Esto se queda\./,
  ])
    assert.match(refused.text, says)
})

test('what would cost too much to draw is refused with what to do, and nothing typed is lost', async () => {
  for (const [solucion, says] of [
    ['*a_ '.repeat(14_750), /demasiados signos/],
    ['**a*_'.repeat(11_800), /demasiados signos/],
    ['> '.repeat(29_500), /La línea 1 de la solución abre más de 40 citas o listas/],
    [`|a\n|-|\n${'|a\n'.repeat(19_000)}`, /demasiadas celdas de tabla/],
  ] as const) {
    const refused = await writer.form('/conocimiento', { ...text, solucion, pregunta: 'Esto se queda.' })
    assert.equal(refused.status, 422)
    assert.match(refused.text, says)
    assert.match(refused.text, /Esto se queda\./)
    assert.ok(refused.text.includes(solucion.trim().slice(0, 5_000).replaceAll('>', '&gt;')))
  }
})

test('what came in by another way is shown as it was written, to all readers, by every way', async () => {
  for (const solution of [
    `hondísimo ${'*a_ '.repeat(14_700)}`,
    `hondísimo\n\n${'> '.repeat(29_400)}`,
    `hondísimo\n\n|a\n|-|\n${'|a\n'.repeat(19_000)}`,
  ]) {
    const at = clock.now().toString()
    const input = {
      title: 'Traído de otro sistema',
      question: 'Un trombón.',
      solution,
      keywords: 'trombón',
      unit,
      public: true,
      units: [],
      services: [],
      reviewBy: null,
    }
    const id = await transaction(db, (tx) =>
      createArticle(tx, input, { by: writer.person, at, caseId: null }, { added: [], removed: [] }),
    )
    await transaction(db, (tx) =>
      saveArticle(
        tx,
        id,
        { ...input, solution: `${solution}a` },
        1,
        { by: writer.person, at },
        { added: [], removed: [] },
      ),
    )
    await writer.form(`/conocimiento/${id}/revision`, {})
    await head.form(`/conocimiento/${id}/dictamen`, { dictamen: 'aprobar' })
    const before = process.cpuUsage()
    for (const [who, path] of [
      ...Array.from({ length: 10 }, () => [asker, `/conocimiento/${id}`] as const),
      [asker, `/portal/articulos/${id}`],
      [asker, `/api/articles/${id}`],
      [asker, '/api/articles?q=trombon'],
      [asker, '/api/articles/suggestions?texto=trombon'],
      [asker, '/conocimiento?q=trombon'],
      [asker, '/buscar?q=trombon&en=articulos'],
      [writer, `/conocimiento/${id}/editar`],
      [writer, `/conocimiento/${id}/versiones/1`],
      [writer, `/conocimiento/${id}/versiones/2`],
    ] as const) {
      const answer = await who.get(path)
      assert.equal(answer.status, 200, path)
      assert.match(answer.text, /hondísimo|Traído de otro/, path)
    }
    assert.ok(process.cpuUsage(before).user < 8_000_000, 'a generous bound for all of them')
  }
})

test('opinions are one a person and can change; avoided requests are counted once a day', async () => {
  const id = await published()
  for (const util of ['si', 'no', 'si'])
    assert.equal((await asker.form(`/conocimiento/${id}/opinion`, { util, comentario: 'Muy claro' })).status, 303)
  for (let at = 0; at < 3; at++)
    assert.equal((await asker.form(`/conocimiento/${id}/resuelto`, { tramite: 'PRU-MNP-01/1' })).status, 303)
  const { worth } = (await asker.get(`/api/articles/${id}`)).json
  assert.deepEqual(worth, { helpful: 1, unhelpful: 0, cases: 0, avoided: 1 })
  assert.match((await writer.get(`/conocimiento/${id}`)).text, /Muy claro/)
  assert.doesNotMatch((await stranger.get(`/conocimiento/${id}`)).text, /Muy claro/, 'comments are for who writes it')
})

test('a case says which article solved it, and the article how many', async () => {
  const id = await published()
  const number = await openTrial(asker, 1, { title: 'No imprime' })
  const used = await asker.post(`/api/cases/${number}/articles`, { article: id })
  assert.equal(used.status, 200, used.text)
  await asker.post(`/api/cases/${number}/articles`, { article: id })
  assert.equal((await asker.get(`/api/articles/${id}`)).json.worth.cases, 1)
  const { record } = (await asker.get(`/api/cases/${number}`)).json
  assert.equal(record.filter((entry: { kind: string }) => entry.kind === 'article-used').length, 1)
  assert.match(JSON.stringify(record), /Lo resolvió con el artículo/)
  assert.equal((await stranger.post(`/api/cases/${number}/articles`, { article: id })).status, 404, 'a foreign case')
  assert.equal((await asker.post(`/api/cases/${number}/articles`, { article: 99_999 })).status, 404)
})

test('whoever asked learns nothing of an article that is for some units only', async () => {
  const id = await published({ titulo: 'Claves de la consola', alcance: 'dependencias' })
  assert.equal((await asker.get(`/conocimiento/${id}`)).status, 404)
  const number = await openTrial(asker, 1, { title: 'La consola no responde' })
  const noted = await api('ebaquiax').post(`/api/cases/${number}/internal-notes`, { note: '@gxol, ¿sabe de esto?' })
  assert.equal(noted.status, 200, noted.text)
  const used = await writer.post(`/api/cases/${number}/articles`, { article: id })
  assert.equal(used.status, 200, used.text)
  assert.match((await writer.get(`/api/cases/${number}`)).text, /Claves de la consola/)
  for (const path of [`/api/cases/${number}`, `/expedientes/${number}`, `/expedientes/${number}/exportacion.json`])
    assert.doesNotMatch((await asker.get(path)).text, /Claves de la consola/, path)
})

test('an archived article is offered to nobody, kept, and can come back', async () => {
  const id = await published({ titulo: 'Mimbre artesanal' })
  assert.equal((await writer.form(`/conocimiento/${id}/archivo`, { archivado: 'si' })).status, 303)
  assert.equal((await asker.get(`/conocimiento/${id}`)).status, 404)
  assert.doesNotMatch((await asker.get('/conocimiento?q=mimbre')).text, /Mimbre artesanal/)
  assert.match((await writer.get('/conocimiento/de-mi-dependencia?archivados=si')).text, /Mimbre artesanal/)
  await writer.form(`/conocimiento/${id}/archivo`, { archivado: 'no' })
  assert.match((await asker.get('/conocimiento?q=mimbre')).text, /Mimbre artesanal/)
})

test('attachments stay with the article, are served to its readers, and only pictures on our address', async () => {
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...text, titulo: 'Con archivos' })) body.set(name, value)
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPgPAAEDAQAIicLsAAAAAElFTkSuQmCC',
    'base64',
  )
  body.append('archivos', new Blob([png]), 'archivo.png')
  body.append('archivos', new Blob(['<script>alert(1)</script>']), 'pagina.html')
  const made = await writer.form('/conocimiento', body)
  assert.equal(made.status, 303, made.text)
  const id = Number(made.headers.get('location')!.split('/').at(-1))
  await writer.form(`/conocimiento/${id}/revision`, {})
  await head.form(`/conocimiento/${id}/dictamen`, { dictamen: 'aprobar' })
  clock.set('2026-11-05T14:00:00Z')
  await forgetLooseFiles(db, fileStore(filesFolder), clock.now().toString())
  const { files } = (await asker.get(`/api/articles/${id}`)).json
  assert.equal(files.length, 2)
  const page = (await asker.get(`/conocimiento/${id}`)).text
  const picture = /<img src="([^"]+)"/.exec(page)?.[1]
  const shown = await asker.get(picture!)
  assert.deepEqual(
    [shown.status, shown.headers.get('content-type'), shown.headers.get('content-disposition')],
    [200, 'image/png', 'inline'],
  )
  const html = files.find((each: { name: string }) => each.name === 'pagina.html')
  assert.match((await asker.get(`${html.href}?ver=imagen`)).headers.get('content-disposition')!, /^attachment/)
  await program.follow()
})

const FORMS_MANUAL = `---
manual: PRU-ART-01
título: Asistencia con formas
institución: Ministerio de Servicios Públicos de Valdoria
versión: "1.0"
vigente: 2026-10-01
calendario: GT
---

# RESPONSABILIDADES

- Dirección de Tecnología / Director de Tecnología: resuelve las situaciones no previstas.

## PROCEDIMIENTO No. 1. ASISTENCIA CON FORMAS

| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |
|---|---|---|---|
| Departamento de Infraestructura Tecnológica / Técnico en Infraestructura | 1 | Anota lo que se pide. | 30 minutos |
| | 2 | Lo atiende y comenta. | 4 horas |

- Procedimiento, Inicio: solicitud «Asistencia con formas» por teléfono.
- Procedimiento, Autoridad: Director de Tecnología.
- Paso 1, Forma: SOL-PR-01.
- Paso 2, Forma: COM-PR-01.

# ANEXOS

### FORMA SOL-PR-01. SOLICITUD

| CAMPO | TIPO | OBLIGATORIO | AYUDA |
|---|---|---|---|
| Descripción | texto largo | sí | Qué pasa |
| Lugar | texto | no | Dónde está |

### FORMA COM-PR-01. COMENTARIO

| CAMPO | TIPO | OBLIGATORIO | AYUDA |
|---|---|---|---|
| Solución | texto largo | sí | Cómo se resolvió |
| Repite | texto largo | no | Lo mismo en otra parte |
`

test('the article of a solved case says what was asked and how it was solved, and nothing of what the requester wrote meanwhile', async () => {
  await publish(FORMS_MANUAL)
  const solve = async () => {
    const opened = await asker.post('/api/cases', {
      manual: 'PRU-ART-01',
      procedure: '1',
      start: 'Asistencia con formas',
      channel: 'teléfono',
      title: 'El monitor parpadea',
    })
    assert.equal(opened.status, 200, opened.text)
    const { number } = opened.json
    await complete(writer, number, { form: { Descripción: 'Parpadea cada diez segundos.', Lugar: 'Nivel 3' } })
    const urged = await asker.post(`/api/cases/${number}/messages`, { message: '¿Ya casi? Me urge mucho el monitor.' })
    assert.equal(urged.status, 200, urged.text)
    await complete(writer, number, {
      form: { Solución: 'Cambie el cable de video.', Repite: 'Cambie el cable de video.' },
      note: 'Cambie el cable de video.',
    })
    return number as string
  }
  const draft = async (number: string) => {
    const page = await writer.get(`/conocimiento/nuevo?expediente=${number}`, { accept: 'text/html' })
    assert.equal(page.status, 200, page.text)
    const area = (name: string) => new RegExp(`<textarea[^>]*name="${name}"[^>]*>([^<]*)<`).exec(page.text)?.[1]?.trim()
    return [area('pregunta'), area('solucion')]
  }
  const number = await solve()
  assert.deepEqual(await draft(number), ['Parpadea cada diez segundos.', 'Cambie el cable de video.'])
  const noted = await writer.post(`/api/cases/${number}/resolution`, {
    solution: 'CFG-01',
    note: 'Reemplace el cable.',
  })
  assert.equal(noted.status, 200, noted.text)
  assert.deepEqual(await draft(number), ['Parpadea cada diez segundos.', 'Reemplace el cable.'])
})
