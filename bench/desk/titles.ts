/** What the cases of the desk are about: every verb with every thing. */
export const VERBS = [
  'No imprime',
  'No enciende',
  'Sin acceso a',
  'Solicitud de',
  'Falla intermitente en',
  'Cambio de',
  'Lentitud en',
  'Configurar',
  'Revisar',
  'Instalar',
]
export const THINGS = [
  'la impresora del tercer nivel',
  'el sistema de planillas',
  'la red inalámbrica',
  'el correo institucional',
  'la extensión telefónica',
  'el escáner de recepción',
  'el acceso remoto',
  'la carpeta compartida',
  'el certificado de firma',
  'el servidor de archivos',
  'la base de datos de compras',
  'el directorio activo',
  'la pantalla de la sala',
]
export const TITLES = VERBS.flatMap((verb) => THINGS.map((thing) => `${verb} ${thing}`))
