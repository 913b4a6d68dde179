import { defineCatalogue } from '#src/web/locale/catalogue.ts'

export const feedWords = defineCatalogue({
  es: {
    title: 'Mi calendario',
    lead: 'Los pasos que le tocan, con su vencimiento, en el calendario de su correo o de su teléfono.',
    none: 'Todavía no tiene una dirección de calendario',
    'none-text':
      'Créela y péguela en su programa de calendario, donde dice «Suscribirse a un calendario» o «Agregar calendario desde una dirección». Se pone al día por sí mismo.',
    make: 'Crear la dirección',
    renew: 'Cambiar la dirección',
    'renew-text': 'Si alguien más la conoce: la anterior deja de servir en ese momento.',
    remove: 'Quitarla',
    there: 'Su dirección está en uso',
    made: 'Creada',
    'last-use': 'Última consulta de su calendario',
    never: 'Nunca',
    'once-title': 'La dirección de su calendario',
    'once-lead': 'Cópiela ahora a su programa de calendario. No se mostrará otra vez.',
    'once-next':
      'Quien la conozca verá sus pasos pendientes: no la comparta. Contiene el asunto de cada expediente y nada más.',
    done: 'Ya la copié',
    removed: 'La dirección ya no sirve.',
    name: 'Ventanilla: pasos de {name}',
    'step-of': 'Paso {row} · {number} {title}',
    mine: 'Es suyo.',
    tray: 'Está en una bandeja suya y nadie lo ha tomado.',
  },
  en: {
    title: 'My calendar',
    lead: 'The steps that await you, with their due times, in the calendar of your e-mail or telephone.',
    none: 'You have no calendar address yet',
    'none-text':
      'Make one and paste it into your calendar program, where it says "Subscribe to a calendar" or "Add a calendar from an address". It keeps itself up to date.',
    make: 'Make the address',
    renew: 'Change the address',
    'renew-text': 'If somebody else knows it: the one before stops working at that moment.',
    remove: 'Remove it',
    there: 'Your address is in use',
    made: 'Made',
    'last-use': 'Your calendar last asked',
    never: 'Never',
    'once-title': 'The address of your calendar',
    'once-lead': 'Copy it now into your calendar program. It will not be shown again.',
    'once-next':
      'Whoever knows it sees the steps that await you: do not share it. It holds the title of each case and no more.',
    done: 'I have copied it',
    removed: 'The address works no more.',
    name: 'Ventanilla: steps of {name}',
    'step-of': 'Step {row} · {number} {title}',
    mine: 'It is yours.',
    tray: 'It is in a tray of yours and nobody has taken it.',
  },
})
