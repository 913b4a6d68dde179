/** What `ventanilla help` prints. */
export const usage = `Ventanilla: la mesa de servicio que funciona con el manual de procedimientos.

  ventanilla check ARCHIVO…          revisa manuales y sus ejemplos
  ventanilla format ARCHIVO…         escribe los manuales en su forma usual
  ventanilla import ARCHIVO            trae un documento (Word, PDF, texto) o un proceso (BPMN, Znuny): -o MANUAL.manual.md
  ventanilla run-examples ARCHIVO…   corre los ejemplos de cada manual
  ventanilla draw ARCHIVO…           dibuja el flujograma de un procedimiento: --procedure N -o salida.svg
  ventanilla export ARCHIVO…         lleva a otros formatos: --bpmn, --dmn, --svg, --markdown, y --xes de expedientes
  ventanilla start                   inicia el servidor (PORT, HOST, DATA_DIR, DATABASE_URL)
  ventanilla init                    crea una institución real en vez de la demostración
  ventanilla publish ARCHIVO…        publica manuales en la institución: rigen desde ese momento
  ventanilla directory               prueba el directorio LDAP y dice qué cambiaría; con --apply lo hace
  ventanilla print ARCHIVO           imprime el manual, o una forma suya, en PDF (--paper, --form, --borrador, -o)
  ventanilla migrate                 pone al día las tablas de la base de datos
  ventanilla rebuild-search          hace de nuevo el índice de la búsqueda, del registro de actuaciones
  ventanilla check-statistics        compara las estadísticas con el registro y dice en qué difieren
  ventanilla rebuild-statistics      cuenta de nuevo las estadísticas, desde el registro
  ventanilla verify-registers        comprueba la cadena de folios de todos los libros
  ventanilla verify EXPEDIENTE.json  comprueba un expediente exportado, sin base de datos
  ventanilla verify DOCUMENTO.pdf    comprueba las firmas de un PDF (--ca AUTORIDAD.pem, sin base de datos)
  ventanilla export-everything CARPETA  saca todo lo de la institución, sellado: tablas, expedientes, archivos, manuales
  ventanilla verify-everything CARPETA  comprueba lo anterior, sin base de datos (--key LLAVE.pem)

Opciones: --json escribe los hallazgos para otros programas.
Termina con 0 si todo está bien, 1 si hay hallazgos, 2 si la orden o el archivo no sirven.
`
