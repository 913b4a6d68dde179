import type { ExportedTable } from './types.ts'

/** Knowledge, figures and what other systems are told. */
export const OTHER_TABLES: Readonly<Record<string, ExportedTable>> = {
  migration: { es: 'Las versiones de estas tablas', columns: 'number name checksum applied_at' },
  article: {
    es: 'Un artículo de conocimiento',
    columns:
      'id unit_id public case_id created_by created_at latest published published_at review_by archived_at archived_by',
  },
  article_version: {
    es: 'Una versión de un artículo',
    columns: 'article_id version title question solution keywords written_by written_at',
  },
  article_review: {
    es: 'La revisión de una versión',
    columns: 'article_id version asked_by asked_at reviewed_by reviewed_at approved remark',
  },
  article_reviewer: { es: 'Quién revisa en una dependencia', columns: 'unit_id person_id named_by named_at' },
  article_service: { es: 'De qué trámite es un artículo', columns: 'article_id manual_code procedure' },
  article_unit: { es: 'Qué dependencia puede leer un artículo', columns: 'article_id unit_id' },
  article_file: { es: 'Un archivo de un artículo', columns: 'article_id file_id added_by added_at' },
  article_opinion: { es: 'Si un artículo sirvió', columns: 'article_id person_id helpful comment at' },
  article_use: { es: 'En qué expediente se usó un artículo', columns: 'article_id case_id seq person_id at' },
  article_avoided: {
    es: 'Cuándo un artículo evitó una solicitud',
    columns: 'article_id person_id on_day manual_code procedure',
  },
  solution_code: { es: 'Un código de solución o una causa', columns: 'kind code type name retired_at' },
  statistic_case: {
    es: 'Lo que las estadísticas cuentan de un expediente',
    columns:
      'case_id opened_on opened_at closed_on ended_on procedure channel requester_unit unit technician level priority solution cause attention lasting on_time first_level stars rated_on left_on reopened_on fold',
  },
  statistic_period: {
    es: 'Cifras de un período',
    columns:
      'dimension grain day unit value reported still_open attended on_time timed first_level levelled annulled reopened left_open rated stars',
  },
  statistic_visit: {
    es: 'Cuánto tardó una tarea',
    columns:
      'case_id seq task version_id procedure row_number kind ended_on outcome late total wait work span unit person',
  },
  statistic_step: {
    es: 'Cuánto tarda un paso de un manual',
    columns: 'version_id procedure row_number month what bucket n',
  },
  statistic_action: {
    es: 'Una acción correctiva o preventiva',
    columns: 'case_id kind cause from_on until_on cases opened_by opened_at',
  },
  scheduled_report: {
    es: 'Un informe programado',
    columns: 'id name owner query every at_time formats recipients next_at stopped_at made_at revision',
  },
  scheduled_report_run: {
    es: 'Un envío de un informe programado',
    columns: 'id report due_at from_on until_on made_at files mail attempts next_try_at sent_at failure',
  },
  webhook: {
    es: 'A qué dirección se avisa de lo que pasa',
    columns:
      'id name url events procedures units personal previous_until made_by made_at revision paused_at paused_because failures rests_until',
    without: {
      secret: 'secreto: con él se firma cada aviso',
      previous_secret: 'secreto: con él se firma cada aviso',
    },
    // Some receivers put a token behind the question mark.
    as: { url: "split_part(url, '?', 1)" },
  },
  webhook_delivery: {
    es: 'Cómo fue un aviso',
    columns:
      'id message webhook_id event case_id opened_month seq made_at give_up_at next_at attempts ended_at outcome last_at last_status',
    without: {
      last_error: 'puede repetir direcciones con su contraseña',
      last_request: 'lo que se envió sale de los actos, y puede llevar direcciones con su contraseña',
      last_answer: 'lo escribió otro sistema',
    },
  },
}
