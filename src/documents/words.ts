import { defineCatalogue } from '#src/web/locale/catalogue.ts'

/** Words of the pages that tell what a paper is. */
export const words = defineCatalogue({
  es: {
    'verify.title': 'Papel emitido por la Ventanilla',
    'verify.lead': 'Este código corresponde a una forma que emitió la institución {institution}.',
    'verify.latest': 'Los datos impresos son los que el expediente tiene hoy.',
    'verify.not-latest':
      'Los datos impresos ya no son los últimos: la forma se volvió a llenar después. Pida una impresión nueva.',
    'verify.institution': 'Institución',
    'verify.form': 'Forma',
    'verify.folio': 'Folio y expediente',
    'verify.filled': 'Fecha en que se llenó',
    'verify.printed': 'Primera impresión',
    'verify.state': 'Estado del expediente',
    'verify.digest': 'Huella de los datos (SHA-256)',
    'verify.compare':
      'Compare el folio, la forma, la fecha y la huella con los del papel. Si alguno difiere, el papel no es el que emitió la institución. Esta página no muestra los datos de la forma.',
    'verify.another': 'Verificar otro documento',
    'verify.unknown': 'Ningún papel tiene ese código',
    'verify.unknown-lead': 'La Ventanilla no ha emitido un papel con el código que escribió.',
    'verify.unknown-advice':
      'Revise que lo haya copiado completo: son cinco grupos de cuatro letras o números. Si está bien copiado, no dé por bueno el papel y pregunte en la institución.',
  },
  en: {
    'verify.title': 'Paper issued by Ventanilla',
    'verify.lead': 'This code belongs to a form issued by the institution {institution}.',
    'verify.latest': 'What is printed is what the case holds today.',
    'verify.not-latest': 'What is printed is no longer the latest: the form was filled again. Ask for a new print.',
    'verify.institution': 'Institution',
    'verify.form': 'Form',
    'verify.folio': 'Folio and case',
    'verify.filled': 'Filled on',
    'verify.printed': 'First printed',
    'verify.state': 'State of the case',
    'verify.digest': 'Hash of the values (SHA-256)',
    'verify.compare':
      'Compare folio, form, date and hash with those on the paper. If one differs, the paper is not what the institution issued. This page does not show what the form says.',
    'verify.another': 'Verify another document',
    'verify.unknown': 'No paper has that code',
    'verify.unknown-lead': 'Ventanilla has issued no paper with the code that you typed.',
    'verify.unknown-advice':
      'Check that you copied all of it: five groups of four letters or digits. If it is right, do not trust the paper, and ask the institution.',
  },
})
