import { type Refusal, Refused } from '#src/platform/refusal.ts'

const REFUSALS = {
  empty: ['El archivo está vacío.', 'The file is empty.'],
  'too-large': [
    'El archivo pasa de 20 MB; guárdelo sin imágenes y pruebe otra vez.',
    'The file is larger than 20 MB; save it without pictures and try again.',
  ],
  'not-text': [
    'El archivo no es un documento que se pueda leer. Guárdelo como Word (.docx), como PDF con texto o como texto (.txt).',
    'The file is not a document that can be read. Save it as Word (.docx), as a PDF with text or as text (.txt).',
  ],
  'old-word': [
    'Es un documento de Word anterior a 2007 o cifrado con contraseña. Ábralo en Word, quítele la contraseña y guárdelo como .docx.',
    'It is a Word document from before 2007, or one with a password. Open it in Word, remove the password and save it as .docx.',
  ],
  'other-office': [
    'El archivo es de otra clase (hoja de cálculo, presentación o archivo comprimido). El manual se importa desde Word (.docx), PDF o texto.',
    'The file is of another kind (spreadsheet, slides or archive). A manual is imported from Word (.docx), PDF or text.',
  ],
  macros: [
    'El documento lleva macros. Guárdelo como «Documento de Word (.docx)», sin macros, y pruebe otra vez.',
    'The document carries macros. Save it as “Word document (.docx)”, without macros, and try again.',
  ],
  'broken-zip': [
    'El documento de Word está dañado o incompleto. Ábralo en Word, guárdelo otra vez y pruebe de nuevo.',
    'The Word document is damaged or incomplete. Open it in Word, save it again and retry.',
  ],
  'zip-bomb': [
    'El documento de Word, descomprimido, pasa de lo que se acepta. Guárdelo sin imágenes y pruebe otra vez.',
    'The Word document is too large once unpacked. Save it without pictures and try again.',
  ],
  'forbidden-xml': [
    'El documento de Word lleva definiciones (DOCTYPE o entidades) que ningún Word escribe, así que no se abre.',
    'The Word document carries definitions (DOCTYPE or entities) that no Word writes, so it is not opened.',
  ],
  'too-deep': [
    'El documento tiene tablas o cuadros metidos unos dentro de otros más de lo que se acepta. Sáquelos y pruebe otra vez.',
    'The document nests tables or frames deeper than is accepted. Take them out and try again.',
  ],
  'too-many-rows': [
    'El documento tiene más de 5000 líneas o filas, o más de 300 000 caracteres. Divídalo en manuales más pequeños.',
    'The document has more than 5,000 lines or rows, or more than 300,000 characters. Divide it into smaller manuals.',
  ],
  'pdf-password': [
    'El PDF pide contraseña. Guárdelo sin contraseña y pruebe otra vez.',
    'The PDF asks for a password. Save it without one and try again.',
  ],
  'broken-pdf': [
    'El PDF está dañado o incompleto. Vuelva a crearlo desde el documento y pruebe de nuevo.',
    'The PDF is damaged or incomplete. Make it again from the document and retry.',
  ],
  'pdf-pages': [
    'El PDF pasa de 400 páginas. Divídalo en manuales más pequeños.',
    'The PDF has more than 400 pages. Divide it into smaller manuals.',
  ],
  'scanned-pdf': [
    'El PDF no tiene texto: es una imagen escaneada. Importe el documento de Word del que salió, o páselo antes por un programa de reconocimiento de texto.',
    'The PDF has no text: it is a scanned picture. Import the Word document it came from, or run text recognition on it first.',
  ],
  nothing: ['El documento no tiene texto que se pueda importar.', 'The document has no text that can be imported.'],
  'took-too-long': [
    'El documento tardó más de lo que se acepta en leerse. Divídalo, o guárdelo en otro formato, y pruebe otra vez.',
    'The document took longer to read than is accepted. Divide it, or save it in another format, and try again.',
  ],
} as const satisfies Record<string, readonly [string, string]>

export type DocumentRefusal = keyof typeof REFUSALS

/** Why a document is not imported, in both languages. */
export function documentRefusal(code: DocumentRefusal): Refusal {
  const [es, en] = REFUSALS[code]
  return { code: `import.${code}`, status: 422, es, en }
}

export function refuse(code: DocumentRefusal): never {
  throw new Refused(documentRefusal(code))
}
