import type { TimelineItem } from './components/timeline.ts'
import type { TrayRow } from './components/tray-table.ts'
import type { NavItem, Person } from './layout.ts'

/** Invented people and cases, only for the gallery. */
export const galleryPerson: Person = {
  id: 'p-12',
  name: 'Óscar Peñate Güiro',
  positions: [
    { title: 'Técnico en Infraestructura', unit: 'Departamento de Infraestructura' },
    { title: 'Jefe del Departamento de Infraestructura', unit: 'Dirección de Tecnología', deputyFor: 'Ana Xicará' },
  ],
}

export const galleryNav: readonly NavItem[] = [
  { label: 'Bandejas', href: '/trays', icon: 'tray', count: 8 },
  { label: 'Nueva solicitud', href: '/requests', icon: 'plus' },
  { label: 'Casos', href: '/cases', icon: 'cases' },
  { label: 'Manuales', href: '/manuals', icon: 'manual' },
  { label: 'Libros', href: '/registers', icon: 'book' },
  { label: 'Directorio', href: '/people', icon: 'people' },
  { label: 'Calendarios', href: '/calendars', icon: 'calendar' },
]

const row = (number: string, title: string, step: TrayRow['step'], more: Partial<TrayRow>): TrayRow => ({
  href: `/cases/${number}`,
  number,
  title,
  step,
  procedure: 'Creación de servidores virtuales',
  requester: 'Dirección de Estadística',
  arrivedAt: '2026-11-04T15:05:00Z',
  ...more,
})

export const galleryTray: readonly TrayRow[] = [
  row(
    '2026-000098',
    'El servidor de correo no responde',
    { number: '5', text: 'Restablece el servicio y anota la causa.' },
    {
      priority: 1,
      due: '2026-11-03T15:00:00Z',
      procedure: 'Mantenimiento de servidores',
      requester: 'Despacho Superior',
      holder: 'Usted',
      arrivedAt: '2026-11-02T14:00:00Z',
    },
  ),
  row(
    '2026-000123',
    'Servidor virtual para el portal de estadísticas',
    { number: '6', text: '¿Funciona?' },
    { priority: 2, due: '2026-11-04T18:00:00Z', holder: 'Usted' },
  ),
  row(
    '2026-000131',
    'Respaldo mensual de la base de datos de recursos humanos y su verificación en el sitio alterno',
    {
      number: '2',
      text: 'Revisa el espacio libre, ejecuta el respaldo y anota el resultado en la bitácora del mes que corresponde.',
    },
    {
      priority: 2,
      due: '2026-11-04T19:30:00Z',
      procedure: 'Copias de respaldo',
      requester: 'Dirección de Recursos Humanos',
      claim: '/claim/131',
      unseen: true,
      arrivedAt: '2026-11-04T16:15:00Z',
    },
  ),
  row(
    '2026-000127',
    'Ingreso al centro de datos: revisión del aire acondicionado',
    { number: '3', text: 'Acompaña a la visita y registra la hora de ingreso.' },
    {
      priority: 3,
      due: '2026-11-05T16:00:00Z',
      procedure: 'Ingreso al centro de datos',
      requester: 'Servicios Generales',
      claim: '/claim/127',
    },
  ),
  row(
    '2026-000128',
    'Servidor de pruebas para Compras',
    { number: '3', text: 'Revisa licencias y recursos libres en los servidores físicos.' },
    { priority: 3, due: '2026-11-05T22:00:00Z', requester: 'Departamento de Compras', claim: '/claim/128' },
  ),
  row(
    '2026-000130',
    'Ampliar el disco del archivo digital',
    { number: '4.1', text: 'SÍ. Pide los parámetros de red y seguridad.' },
    { priority: 4, due: '2026-11-09T22:00:00Z', requester: 'Archivo General', holder: 'Julia Choc' },
  ),
  row(
    '2026-000133',
    'Oficio sin datos de ubicación',
    { number: '4', text: 'Busca nombre, teléfono o correo del remitente.' },
    {
      due: '2026-11-11T22:00:00Z',
      procedure: 'Atención de oficios',
      requester: 'Municipalidad de Ejemplo',
      claim: '/claim/133',
    },
  ),
  row(
    '2026-000134',
    'Revisión de licencias',
    { number: '1', text: 'Recibe la solicitud.' },
    { priority: 4, requester: 'Auditoría Interna', claim: '/claim/134' },
  ),
]

export const galleryActs: readonly TimelineItem[] = [
  {
    at: '2026-11-04T14:00:00Z',
    what: 'Respondió NO a «¿Funciona?»',
    step: '6',
    who: 'Óscar Peñate Güiro',
    position: 'Técnico en Infraestructura',
    tone: 'refused',
    detail: 'El puerto 443 no responde desde la red de usuarios.',
  },
  { at: '2026-11-04T14:00:00Z', what: 'El caso regresó al paso 3 (vuelta 1 de 3)', tone: 'moved' },
  {
    at: '2026-11-03T20:10:00Z',
    what: 'Completó la creación del servidor',
    step: '5',
    who: 'Óscar Peñate Güiro',
    position: 'Técnico en Infraestructura',
    tone: 'done',
  },
  {
    at: '2026-11-03T15:40:00Z',
    what: 'Registró la respuesta de Telecomunicaciones',
    step: '4.1',
    who: 'Óscar Peñate Güiro',
    position: 'Técnico en Infraestructura',
    tone: 'done',
  },
  {
    at: '2026-11-02T14:20:00Z',
    what: 'Asignó el caso al Técnico en Infraestructura',
    step: '2',
    who: 'Lidia Tzoc',
    position: 'Secretaria de Infraestructura',
    tone: 'moved',
  },
  {
    at: '2026-11-02T14:00:00Z',
    what: 'Abrió el caso con la forma SOL-VM-01',
    step: '1',
    who: 'Marta Ixcoy',
    tone: 'opened',
  },
]
