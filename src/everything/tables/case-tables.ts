import { type ExportedTable, INTERNAL } from './types.ts'

/** Manuals, cases and what is done with them. */
export const CASE_TABLES: Readonly<Record<string, ExportedTable>> = {
  manual_version: {
    es: 'Una versión publicada de un manual',
    columns:
      'id manual_code version title source sha256 published_at published_by in_force_from in_force_until warnings_reason changes approvals case_id document_file',
  },
  manual_draft: {
    es: 'El borrador de un manual',
    columns:
      'id source examples revision manual_code title base_version case_id origin origin_file created_at created_by changed_at changed_by closed_at closed_by closed_reason',
  },
  manual_draft_revision: {
    es: 'Cómo estuvo un borrador',
    columns: 'draft_id revision source examples saved_at saved_by restored',
  },
  manual_issue: {
    es: 'El documento de un manual que se emitió para firmar',
    columns: 'id case_id draft_id draft_revision sha256 file_id places issued_at issued_by',
  },
  manual_copy: {
    es: 'Una copia que se mandó a una dependencia',
    columns: 'version_id unit_id certified case_id sent_at received_at received_by',
  },
  manual_import: {
    es: 'Un documento que se trajo para hacerlo manual',
    columns: 'id file_id name asked_by asked_at state step share heard_at source report counts refusal draft_id',
  },
  version_move: {
    es: 'El paso de expedientes abiertos a otra versión',
    columns: 'case_id to_version maps prepared_at prepared_by done_at moved',
  },
  case_number: { es: 'El último número de cada año', columns: 'year last' },
  case_file: {
    es: 'Un expediente, como lo dejan sus actos',
    columns:
      'id number opened_month manual_version_id procedure title channel status priority requester_person requester_name parent_case parent_task opened_at closed_at seq head_hash state contact_id level target_at warn_at held erased_parts',
    // As the acts are, so that both can be read together.
    order: 'opened_month, id',
  },
  act: {
    es: 'Un acto: lo que se hizo con un expediente, encadenado al anterior por su huella',
    columns: 'opened_month case_id seq at actor_person kind text hash',
    without: { xid: INTERNAL },
  },
  act_private: {
    es: 'El texto personal de un acto; vacío donde se borró por ley',
    columns: 'case_id seq salt content erased_at erased_reason',
  },
  task: {
    es: 'Una tarea abierta',
    columns: 'case_id id kind row_number role position_id unit_id group_id assignee priority arrived_at due_at',
  },
  timer: { es: 'Un vencimiento por atender', columns: 'case_id task_id at failures retry_at' },
  case_reader: { es: 'Quién puede leer un expediente', columns: 'case_id reader' },
  stored_file: {
    es: 'Un archivo que se adjuntó; su contenido está en archivos/',
    columns: 'id sha256 size name content_type uploaded_by uploaded_at case_id internal',
  },
  content_scan: {
    es: 'Qué dijo el antivirus de un contenido',
    columns:
      'sha256 state signature said asked_at scanned_at attempts next_at released_by released_at released_reason removed_by removed_at',
  },
  printed_form: {
    es: 'Una forma que se imprimió; con code_hash se verifica el código que lleva',
    columns: 'code_hash case_id form act_seq values_digest printed_at printed_by',
  },
  printed_document: {
    es: 'Un documento que imprimió Ventanilla',
    columns: 'key sha256 size pages approvals printed_at case_id',
  },
  register: { es: 'Un libro', columns: 'id name folded_name last_folio last_link head_hash unit_id' },
  register_entry: {
    es: 'Un asiento de un libro',
    columns: 'register_id folio link case_id act_seq form_seq row_number written_at written_by form digest hash',
  },
  register_entry_private: {
    es: 'Lo que un formulario dejó en un folio; vacío donde se borró por ley',
    columns: 'register_id folio salt fields erased_at erased_reason',
  },
  register_annotation: {
    es: 'Una anotación al lado de un folio',
    columns: 'register_id folio number link written_at written_by digest hash',
  },
  register_annotation_private: {
    es: 'Lo que dice una anotación; vacío donde se borró por ley',
    columns: 'register_id folio number salt content erased_at erased_reason',
  },
  register_closing: {
    es: 'El cierre firmado de un mes de un libro; su acta está entre los archivos, por su huella',
    columns:
      'register_id month issue link from_link to_link from_folio to_folio entries annotations sha256 size pages signed_at signed_by certificate hash',
  },
  register_withdrawal: {
    es: 'Un acta que se retiró porque se borró por ley lo que decía',
    columns: 'register_id month issue at reason',
  },
  erasure: {
    es: 'Una solicitud de borrado por ley, con quién la pidió y quién la confirmó',
    columns:
      'id subject_kind subject_id reason legal_basis asked_by asked_at status decided_by decided_at decision done_at contact_erased',
  },
  erasure_case: {
    es: 'Qué pasó con cada expediente de un borrado',
    columns: 'erasure_id case_id seqs outcome acts files',
  },
  retention_rule: {
    es: 'Cuánto se conserva lo personal de un trámite',
    columns:
      'id manual_code procedure years erases legal_basis proposed_by proposed_at status decided_by decided_at ended_by ended_at erased_cases last_run_at',
  },
  case_follower: { es: 'Quién sigue un expediente', columns: 'person_id case_id since' },
  mention: { es: 'Una mención', columns: 'person case_id seq at by_person read_at' },
  escalation: {
    es: 'Una escalada',
    columns:
      'case_id seq kind task_id position_id to_level asks asked_at asked_by answered_at answered_by outcome working_ms',
  },
  case_warning: {
    es: 'Un aviso de que se acerca un vencimiento',
    columns: 'person_id case_id seq target percent due_at given_at seen_at',
  },
  portal_seen: { es: 'Hasta dónde leyó su solicitud quien la hizo', columns: 'person case_id seq' },
  saved_view: {
    es: 'Una vista guardada de las bandejas',
    columns: 'id owner_id name tray query unit_id position_id revision changed_at',
  },
  saved_search: { es: 'Una búsqueda guardada', columns: 'id owner_id name query kind saved_at' },
  view_choice: { es: 'Qué vista prefiere una persona', columns: 'person_id view_id pinned opens_first' },
  bulk_run: {
    es: 'Una orden sobre varios expedientes',
    columns: 'id person_id action input begun_at',
    without: { key: INTERNAL, request_sha256: INTERNAL },
  },
  bulk_item: {
    es: 'Qué pasó con cada expediente de esa orden',
    columns: 'run_id place case_number task_id outcome refusal seq',
  },
  canned_text: {
    es: 'Una respuesta tipo',
    columns: 'id unit_id language title body revision retired_at',
  },
  canned_text_revision: {
    es: 'Cómo estuvo una respuesta tipo',
    columns: 'canned_text revision unit_id language title body retired saved_by saved_at',
  },
  remote_address: { es: 'La dirección de soporte remoto de una persona', columns: 'person tool address used_at' },
  priority_table: { es: 'La tabla de prioridades y sus metas', columns: 'id from_on data reason made_at made_by' },
}
