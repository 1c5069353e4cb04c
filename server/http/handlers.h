/* Every handler of the table, by file. One handler reads its fields, calls one use case or one question, writes one
 * view. */
#ifndef P2C_HTTP_HANDLERS_H
#define P2C_HTTP_HANDLERS_H

#include "http/request.h"

/* on_system.c */
handler on_health, on_ready, on_server, on_metrics, on_openapi, on_clock;
/* on_catalogue.c */
handler on_catalogue;
/* on_agenda_files.c */
handler on_agenda_ics, on_agenda_xml, on_agenda_json, on_agenda_json2, on_agenda_csv, on_agenda_xlsx;
/* on_agenda.c */
handler on_agenda, on_session, on_session_add, on_session_edit;
/* on_draft.c */
handler on_draft, on_draft_session, on_draft_add, on_draft_edit, on_draft_remove, on_draft_drop, on_draft_discard,
    on_draft_release, on_check;
/* on_programme.c */
handler on_room_add, on_room_edit, on_cochairs, on_cochairs_keep, on_programme_settings, on_programme_settings_edit;
/* on_releases.c */
handler on_agenda_changes, on_releases, on_release, on_release_restore;
/* on_running.c */
handler on_running_act, on_told, on_told_done;
/* on_personal.c */
handler on_my_agenda_scan, on_my_agenda, on_my_agenda_ics, on_personal_link, on_personal_links_renew;
/* on_access.c */
handler on_login_prepare, on_login, on_logout, on_me, on_user_prepare, on_user_put, on_user_close, on_code_make;
/* on_find.c */
handler on_participants;
/* on_participants.c */
handler on_participant, on_participant_add, on_participant_edit, on_check_in, on_badge_issue, on_badges_issue,
    on_entities;
/* on_people.c */
handler on_desk_act, on_help_desk, on_help_take, on_help_close, on_delegations, on_entity_people, on_entity_check_in,
    on_arrivals, on_alerts, on_alert_seen, on_categories, on_category_add, on_category_edit;
/* on_door.c */
handler on_scan;
/* on_cards.c */
handler on_cards, on_cards_issue, on_card_revoke, on_entity, on_entity_book, on_entity_edit, on_invitations,
    on_invite, on_evacuation;
/* on_offline.c */
handler on_door_list, on_roster;
/* on_points.c */
handler on_points, on_point_add, on_point_edit, on_inside, on_presence, on_conflicts, on_conflict_resolve;
/* on_devices.c */
handler on_device_ask, on_device_state, on_device_enrol, on_devices, on_device_approve, on_device_revoke, on_logins,
    on_login_end;
/* on_photo.c */
handler on_photo, on_photo_prepare, on_photo_take, on_photo_remove;
/* on_venue_plan.c */
handler on_plan, on_plan_prepare, on_plan_keep, on_plan_picture;
/* on_badges.c */
handler on_badge, on_packs_pdf, on_nameplates_pdf, on_door_signs_pdf;
/* on_templates.c */
handler on_templates, on_template, on_template_add, on_template_edit, on_template_remove, on_template_preview;
/* on_floor.c */
handler on_speakers, on_speaker_request, on_speaker_act, on_speaker_move, on_speaker_undelivered, on_speaker_edit,
    on_floor_rules, on_floor_act, on_floor_undo;
/* on_print.c */
handler on_printers, on_printer_add, on_printer_edit, on_printer_test, on_printer_trust, on_printer_hand_over,
    on_print_jobs, on_print, on_print_job, on_print_answer, on_print_again, on_print_cancel;
/* on_wall.c */
handler on_wall, on_wall_show;
/* on_emergency.c */
handler on_emergency, on_emergency_texts, on_emergency_begin, on_emergency_end;
/* on_screens.c */
handler on_screens, on_screen_me, on_screen_report, on_screen_edit, on_screen_reload;
/* on_videos.c */
handler on_videos, on_video, on_video_edit, on_video_begin_prepare, on_video_begin, on_video_part,
    on_video_finish_prepare, on_video_finish, on_video_approve, on_video_reject, on_video_remove,
    on_video_caption_prepare, on_video_caption, on_video_file, on_video_vtt;
/* on_playlists.c */
handler on_playlists, on_playlist_add, on_playlist_edit, on_playlist_play, on_playlist_stop, on_playlist_remove,
    on_showing;
/* on_site.c */
handler on_authority, on_trust, on_restore_card;
/* on_evidence.c */
handler on_journal_head, on_journal_head_svg, on_evidence;
/* on_journal.c */
handler on_journal, on_journal_verify;
/* on_pledges.c */
handler on_pledges, on_pledge, on_pledge_log, on_pledge_correct, on_pledge_step, on_pledge_join, on_slips,
    on_pledges_csv, on_pledges_json, on_tally;
/* on_record.c */
handler on_pledge_history, on_pledge_undo, on_pledge_editing, on_pledge_confirm, on_hearings, on_hearing_log,
    on_hearing_settle, on_read_back_ask, on_read_back, on_read_back_answer;
/* on_pledge_papers.c */
handler on_pledges_pdf, on_slips_pdf;
/* on_ceremony.c */
handler on_declarations, on_declaration, on_declaration_text, on_declaration_add, on_declaration_edit,
    on_declaration_step, on_signatories, on_signatory_enter, on_signatory_correct, on_signatory_step,
    on_signatory_move, on_members;
/* on_signing.c */
handler on_sign, on_signature_annul, on_signatures, on_signature_text, on_members_csv, on_declaration_pdf;
/* on_groups.c */
handler on_groups, on_groups_add, on_group_edit, on_group_remove, on_wish, on_groups_assign, on_group_place,
    on_group_take_out, on_groups_pdf;
/* on_seating.c */
handler on_seating, on_seating_lay, on_seating_move, on_seating_picture;
/* on_privacy.c */
handler on_privacy, on_retention_set, on_retain, on_person_held, on_person_export_open, on_person_export_json,
    on_person_export_pdf, on_person_erase;
/* on_import.c */
handler on_import_participants, on_import_agenda, on_import_pledges, on_import_rates, on_import_wishes,
    on_participants_csv;
#endif
