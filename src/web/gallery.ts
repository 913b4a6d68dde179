import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge, dueMark, priorityMark, statusBadge } from './components/badges.ts'
import { button, buttonLink, disabledButton } from './components/button.ts'
import { card, choiceList, columns, facts, fileList } from './components/card.ts'
import { dialog, dialogButton, disclosure } from './components/dialog.ts'
import { emptyState } from './components/empty-state.ts'
import { field } from './components/field.ts'
import { flash } from './components/flash.ts'
import { errorSummary, form } from './components/form.ts'
import { liveSearch } from './components/live-search.ts'
import { pageHead } from './components/page-head.ts'
import { stepCard } from './components/step-card.ts'
import { pagination, table } from './components/table.ts'
import { filters, tabs } from './components/tabs.ts'
import { timeline } from './components/timeline.ts'
import { trayTable } from './components/tray-table.ts'
import { whoPicker } from './components/who-picker.ts'
import { writtenText } from './components/written-text.ts'
import { galleryActs, galleryNav, galleryPerson, galleryTray } from './gallery-sample.ts'
import { page, publicPage } from './layout.ts'
import type { Locale } from './locale/locale.ts'
import type { View } from './locale/time.ts'
import type { Theme } from './preferences.ts'
import { refusalPage } from './refusal-page.ts'

export type GalleryPage = 'tray' | 'case' | 'form' | 'parts' | 'sign-in' | 'refusal'

export const GALLERY_PAGES: readonly GalleryPage[] = ['tray', 'case', 'form', 'parts', 'sign-in', 'refusal']

/** Pages with invented data that show every component as it will stand: for looking at, and for the browser's test. */
export function gallery(
  which: GalleryPage,
  { locale = 'es', theme = 'auto' }: { readonly locale?: Locale; readonly theme?: Theme } = {},
): HtmlFragment {
  const view: View = { locale, timeZone: 'America/Guatemala', now: Temporal.Instant.from('2026-11-04T16:20:00Z') }
  const shared = {
    locale,
    theme,
    path: `/gallery/${which}`,
    csrf: 'muestra',
    institution: 'Ministerio de Ejemplo',
  }
  if (which === 'sign-in')
    return publicPage({
      ...shared,
      title: 'Ingresar',
      body: signIn(view),
      banner: 'Demostración: las personas y los casos son inventados.',
    })
  const signedIn = {
    ...shared,
    person: galleryPerson,
    nav: galleryNav.map((item) => ({ ...item, current: item.href === HOUSES[which] })),
    search: { action: '/search' },
    home: '/trays/mine',
  }
  if (which === 'refusal')
    return refusalPage(signedIn, { kind: 409, reference: 'V-7K2M-93QX', back: '/cases/2026-000123' })
  const drawn = { tray: trayPage, case: casePage, form: formPage, parts: partsPage }[which]
  return page({
    ...signedIn,
    width: which === 'form' ? 'reading' : 'wide',
    title: 'Muestra',
    flash:
      which === 'tray'
        ? [
            {
              kind: 'done',
              text: 'El paso 3 del caso 2026-000119 quedó completo.',
              link: { label: 'Ver el caso', href: '#' },
            },
          ]
        : [],
    body: drawn(view),
  })
}

/** Under which item of the navigation each page stands. */
const HOUSES: Readonly<Partial<Record<GalleryPage, string>>> = {
  tray: '/trays',
  case: '/cases',
  form: '/requests',
  refusal: '/cases',
}

function trayPage(view: View): HtmlFragment {
  return html`${pageHead(view, { title: 'Mi bandeja', lead: '8 tareas; 1 vencida y 2 por vencer.', action: buttonLink({ label: 'Nueva solicitud', href: '#', look: 'primary', icon: 'plus' }) })}
${tabs(view, 'Bandejas', [
  { label: 'Mías', href: '#', count: 8, current: true },
  { label: 'De mi cargo', href: '#', count: 23 },
  { label: 'De mi unidad', href: '#', count: 141 },
])}
${trayTable(view, { caption: 'Mi bandeja', rows: galleryTray, csrf: 'muestra' })}
${pagination(view, { page: 2, size: 50, total: 12480, href: (at) => `?pagina=${at}` })}`
}

function casePage(view: View): HtmlFragment {
  return html`${pageHead(view, {
    title: 'Servidor virtual para el portal de estadísticas',
    number: '2026-000123',
    status: html`${statusBadge(view, 'open')}${badge('Portal')}`,
    lead: 'Creación de servidores virtuales · lo pidió Dirección de Estadística',
    crumbs: [{ label: 'Mi bandeja', href: '#' }, { label: '2026-000123' }],
  })}
${columns(
  [
    stepCard(view, {
      number: '6',
      role: 'Técnico en Infraestructura',
      unit: 'Departamento de Infraestructura',
      text: 'Prueba el servidor con la dependencia solicitante y anota el resultado.',
      question: 'Funciona',
      due: '2026-11-04T18:00:00Z',
      dueWhy: 'El manual da 4 horas desde que la tarea llegó: 04/11/2026, 08:00. Se cuentan horas de 08:00 a 16:30.',
      trayWhy: 'Usted tomó el paso 3 de este caso y conserva el cargo hasta el final.',
      norms: [
        { number: '2', text: 'Los parámetros de red y seguridad los define el Departamento de Telecomunicaciones.' },
      ],
      notices: ['Es la segunda vuelta de tres; la siguiente pasa la pregunta al Jefe del Departamento.'],
      form: {
        action: '#',
        csrf: 'muestra',
        draft: 'caso-2026-000123-t9',
        code: 'PRU-VM-02',
        title: 'Resultado de las pruebas',
        fields: [
          field(view, {
            name: 'Dirección asignada',
            label: 'Dirección asignada',
            type: { kind: 'ip-address' },
            required: true,
            value: '10.20.4.18',
          }),
          field(view, { name: 'Observaciones', label: 'Observaciones', type: { kind: 'long-text' } }),
        ],
        answers: [
          { value: 'SÍ', text: 'Documenta y pasa la respuesta a la Secretaria. Continúa en paso 7.' },
          { value: 'NO', text: 'Anota lo que falló. Regresa a paso 3.' },
        ],
      },
      more: [
        disclosure({
          summary: 'Entregar la tarea a otra persona',
          look: 'action',
          body: form(view, {
            action: '#',
            csrf: 'muestra',
            body: field(view, {
              name: 'a',
              label: 'Persona',
              type: { kind: 'person' },
              required: true,
              choices: [{ value: '1', label: 'Julia Choc' }],
            }),
            submit: button({ label: 'Entregar' }),
          }),
        }),
      ],
    }),
    card({ title: 'Registro del caso', body: timeline(view, galleryActs) }),
    card({
      title: 'Lo que alguien escribió',
      body: writtenText('Buenos días:\nel avance está en https://intranet.example/estado. <b>Gracias</b>'),
    }),
  ],
  [
    card({
      title: 'Sobre el caso',
      body: facts([
        { term: 'Solicitante', value: 'Marta Ixcoy, Dirección de Estadística' },
        { term: 'Procedimiento', value: html`<a href="#">No. 8, Creación de servidores virtuales</a> (versión 1)` },
        { term: 'Abierto', value: '2 nov 2026, 08:00' },
        { term: 'Plazo del procedimiento', value: dueMark(view, '2026-11-09T22:30:00Z') },
      ]),
    }),
    card({
      title: 'Archivos',
      body: fileList(view, [
        { name: 'oficio-DE-114-2026.pdf', href: '#', note: 'PDF, 240 kB' },
        { name: 'topología.png', href: '#', note: 'imagen, 88 kB' },
      ]),
    }),
  ],
)}`
}

function formPage(view: View): HtmlFragment {
  const errors = [
    { name: 'Cantidad de núcleos', label: 'Cantidad de núcleos', message: 'escriba un número de 1 a 32.' },
    {
      name: 'Correo de contacto',
      label: 'Correo de contacto',
      message: 'falta la arroba; escríbalo como nombre@institucion.gob.',
    },
  ]
  return html`${pageHead(view, { title: 'Servidor virtual', lead: 'La atiende el Departamento de Infraestructura. Tiempo del manual: 5 días hábiles.', crumbs: [{ label: 'Nueva solicitud', href: '#' }, { label: 'Servidor virtual' }] })}
${card({
  body: form(view, {
    action: '#',
    csrf: 'muestra',
    draft: 'solicitud-servidor-virtual',
    errors: errorSummary(view, errors),
    multipart: true,
    body: [
      whoPicker({
        source: '#',
        label: '¿Quién lo pide?',
        help: 'Nombre, usuario, extensión, teléfono o código de entidad.',
        chosen: {
          kind: 'contact',
          id: 'muestra',
          name: 'Nora Sic',
          place: '0456 Municipalidad de Ejemplo',
          phones: ['2410-5000 ext. 12'],
        },
        names: { person: 'solicitante', contact: 'contacto-elegido', typed: 'quien' },
        register: { disclosure: 'ninguno', name: 'ninguno', phone: 'ninguno', code: 'ninguno' },
        frame: { id: 'ninguno', source: '#' },
        words: {
          found: '{count} encontrados',
          none: 'Nadie con esos datos.',
          more: 'Hay más',
          register: 'Registrar a «{typed}»',
          change: 'Cambiar',
          person: 'Institución',
          contact: 'Contacto',
        },
      }),
      field(view, {
        name: 'Nombre del sistema',
        label: 'Nombre del sistema',
        type: { kind: 'text' },
        required: true,
        value: 'Portal de estadísticas',
      }),
      field(view, {
        name: 'Justificación',
        label: 'Justificación',
        type: { kind: 'long-text' },
        required: true,
        help: 'Para qué se usará y qué ocurre si no se crea.',
        value: 'Publicar los boletines\ny sus series.',
      }),
      field(view, {
        name: 'Cantidad de núcleos',
        label: 'Cantidad de núcleos',
        type: { kind: 'number', min: 1, max: 32 },
        required: true,
        value: '64',
        error: 'Escriba un número de 1 a 32.',
      }),
      field(view, {
        name: 'Fecha en que lo necesita',
        label: 'Fecha en que lo necesita',
        type: { kind: 'date' },
        value: '2026-11-20',
      }),
      field(view, {
        name: 'Hora de las pruebas',
        label: 'Hora de las pruebas',
        type: { kind: 'time' },
        value: '09:30',
      }),
      field(view, {
        name: 'Guarda datos personales',
        label: '¿Guarda datos personales?',
        type: { kind: 'yes-no' },
        required: true,
        value: true,
      }),
      field(view, {
        name: 'Ambiente',
        label: 'Ambiente',
        type: { kind: 'list', options: ['Producción', 'Pruebas', 'Desarrollo'] },
        required: true,
        value: 'Pruebas',
      }),
      field(view, {
        name: 'Sistema operativo',
        label: 'Sistema operativo',
        type: {
          kind: 'list',
          options: ['Debian 12', 'Debian 13', 'Ubuntu 24.04', 'Rocky 9', 'Windows Server 2022', 'Windows Server 2025'],
        },
        required: true,
      }),
      field(view, {
        name: 'Responsable',
        label: 'Responsable',
        type: { kind: 'person' },
        required: true,
        choices: [{ value: '7', label: 'Marta Ixcoy' }],
        value: '7',
      }),
      field(view, {
        name: 'Dependencia',
        label: 'Dependencia',
        type: { kind: 'unit' },
        required: true,
        choices: [{ value: 'DE', label: 'Dirección de Estadística' }],
        value: 'DE',
      }),
      field(view, { name: 'Extensión', label: 'Extensión', type: { kind: 'extension' }, value: '2145' }),
      field(view, { name: 'Equipo', label: 'Equipo', type: { kind: 'equipment' } }),
      field(view, {
        name: 'Correo de contacto',
        label: 'Correo de contacto',
        type: { kind: 'email' },
        required: true,
        value: 'marta.ixcoy',
        error: 'Falta la arroba; escríbalo como nombre@institucion.gob.',
      }),
      field(view, { name: 'Teléfono', label: 'Teléfono', type: { kind: 'phone' } }),
      field(view, { name: 'Dirección que reemplaza', label: 'Dirección que reemplaza', type: { kind: 'ip-address' } }),
      field(view, {
        name: 'Oficio',
        label: 'Oficio de autorización',
        type: { kind: 'file', accepts: ['pdf', 'imagen'] },
        required: true,
        value: 'oficio-DE-114-2026.pdf',
      }),
    ],
    submit: [
      button({ label: 'Enviar la solicitud', look: 'primary' }),
      buttonLink({ label: 'Cancelar', href: '#', look: 'quiet' }),
    ],
  }),
})}`
}

function partsPage(view: View): HtmlFragment {
  return html`${pageHead(view, { title: 'Piezas', lead: 'Lo que no está en las otras páginas de la muestra.' })}
${(['done', 'notice', 'warning', 'refused'] as const).map((kind) => flash(view, { kind, text: 'Así se ve un aviso de esta clase.' }))}
${liveSearch({ results: 'hallados', body: html`<form method="get" action="#"><div class="field"><label for="muestra-buscar">Búsqueda que responde mientras se escribe</label><input type="search" id="muestra-buscar" name="buscar"></div></form>` })}<div id="hallados"></div>
${filters({
  action: '#',
  label: 'Filtros',
  body: [
    field(view, { name: 'q', label: 'Palabras', type: { kind: 'search' } }),
    field(view, {
      name: 'estado',
      label: 'Estado',
      type: { kind: 'list', options: ['En trámite', 'En espera', 'Cerrado', 'Anulado', 'Vencido', 'Borrador'] },
    }),
  ],
  submit: button({ label: 'Filtrar' }),
})}
${card({ title: 'Estados, prioridades y plazos', body: html`<p>${(['open', 'waiting', 'closed', 'annulled', 'overdue', 'draft'] as const).map((kind) => html`${statusBadge(view, kind)} `)}</p><p>${([1, 2, 3, 4] as const).map((each) => html`${priorityMark(view, each)} `)}</p><p>${['2026-11-03T14:00:00Z', '2026-11-04T17:00:00Z', '2026-11-09T17:00:00Z', undefined].map((due) => html`${dueMark(view, due)} `)}</p>` })}
${card({ title: 'Botones', body: html`<p>${button({ label: 'Principal', look: 'primary' })} ${button({ label: 'Secundario' })} ${button({ label: 'Discreto', look: 'quiet' })} ${button({ label: 'Anular el caso', look: 'danger' })} ${disabledButton(view, { id: 'motivo-1', label: 'Firmar', reason: 'falta el visto bueno del Director.' })} ${dialogButton({ dialog: 'hoja', label: 'Abrir hoja' })}</p>` })}
${dialog(view, { id: 'hoja', title: 'Una hoja', body: html`<p>Se abre y se cierra sin guiones.</p>` })}
${stepCard(view, {
  number: '7',
  role: 'Jefe del Departamento de Infraestructura',
  text: 'Firma el oficio de respuesta.',
  form: {
    action: '#',
    csrf: 'muestra',
    draft: 'x',
    answers: [
      { value: 'FIRMA', text: 'El oficio queda firmado y pasa al visto bueno.' },
      { value: 'DEVUELVE', disabled: 'ya lo devolvió una vez; use la nota.' },
    ],
  },
})}
${stepCard(view, { number: '8', role: 'Secretaria', text: 'Registra la solución y la entrega a la dependencia solicitante.', instead: disabledButton(view, { id: 'motivo-2', label: 'Completar el paso', reason: 'la tarea la tiene Julia Choc.' }) })}
${table({
  caption: 'Feriados de 2026',
  captionHidden: false,
  rows: [
    ['15 sep', 'Día de la Independencia', '1'],
    ['1 nov', 'Día de Todos los Santos', '1'],
  ],
  columns: [
    { label: 'Fecha', cell: ([date]) => date!, head: true, sort: { href: '#', direction: 'ascending' } },
    { label: 'Motivo', cell: ([, reason]) => reason! },
    { label: 'Días', cell: ([, , days]) => days!, align: 'end' },
  ],
})}
${choiceList([
  {
    title: 'Servidor virtual',
    href: '#',
    text: 'Crear un servidor con su sistema y su red.',
    facts: ['5 días hábiles', 'Portal, oficio'],
  },
  {
    title: 'Soporte para un equipo',
    href: '#',
    text: 'Una computadora, una impresora o un programa no funciona.',
    facts: ['4 horas', 'Portal, teléfono'],
  },
  {
    title: 'Copia de respaldo',
    href: '#',
    text: 'Respaldar o restaurar datos de un servidor.',
    facts: ['1 día hábil', 'Oficio'],
  },
])}
${trayTable(view, { caption: 'Bandeja vacía', rows: [], csrf: 'muestra' })}
${emptyState({ icon: 'search', title: 'Ningún caso coincide', text: 'Pruebe con menos palabras o quite un filtro.', action: buttonLink({ label: 'Quitar los filtros', href: '#' }) })}
${fileList(view, [])}${timeline(view, [])}`
}

function signIn(view: View): HtmlFragment {
  return html`${pageHead(view, { title: 'Ingresar', lead: 'Use el usuario y la contraseña de su institución.' })}
${card({
  body: form(view, {
    action: '#',
    csrf: 'muestra',
    body: [
      field(view, {
        name: 'usuario',
        label: 'Usuario',
        type: { kind: 'text' },
        required: true,
        autocomplete: 'username',
      }),
      field(view, {
        name: 'contraseña',
        label: 'Contraseña',
        type: { kind: 'password' },
        required: true,
        autocomplete: 'current-password',
      }),
    ],
    submit: button({ label: 'Ingresar', look: 'primary' }),
  }),
})}`
}
