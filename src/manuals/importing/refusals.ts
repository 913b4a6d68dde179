import { Refused } from '#src/platform/refusal.ts'

export function importUnknown(): Refused {
  return new Refused({
    code: 'import-unknown',
    status: 404,
    es: 'No hay una importación suya con esa dirección. Búsquela en la lista de documentos importados.',
    en: 'There is no import of yours at that address. Look for it in the list of imported documents.',
  })
}

export function importNotAllowed(): Refused {
  return new Refused({
    code: 'import-not-allowed',
    status: 403,
    es: 'Importan documentos quienes redactan manuales. Pida a su administrador que lo agregue al grupo de Desarrollo Institucional.',
    en: 'Documents are imported by those who write manuals. Ask your administrator to add you to the group that does.',
  })
}
