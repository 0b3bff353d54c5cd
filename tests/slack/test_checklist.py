"""What the surface in Slack has to stand, line by line, and the tests that show it; each of them exists."""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parents[1]

CHECKLIST: Final[Mapping[str, tuple[str, ...]]] = {
    "twin, retry, same event on two workers, restart in the middle: one answer; a filtered first twin silences nobody": (
        "slack/test_dialogues.py::test_twins_retries_and_repeats_of_a_question_have_one_answer",
        "slack/test_dialogues.py::test_a_twin_that_is_filtered_first_does_not_silence_the_mention",
        "slack/test_crash.py::test_a_question_that_was_acked_survives_a_kill",
        "slack/test_crash.py::test_an_answer_posted_before_a_kill_is_seen_in_a_direct_message_and_not_repeated",
        "slack/test_http_mode.py::test_a_replayed_request_has_no_second_answer",
        "state/test_inbox.py::test_one_of_many_threads_wins_the_same_question",
        "state/test_inbox.py::test_twins_of_one_message_are_taken_once",
    ),
    "bot, self, edited, deleted, joined: silent and acked; unknown event, action, view, shortcut, command: acked": (
        "slack/test_dialogues.py::test_bots_edits_joins_and_unknown_events_are_acked_in_silence",
        "slack/test_dialogues.py::test_unknown_commands_and_clicks_are_acked",
        "slack/test_listeners.py::test_everything_else_is_acked_and_asks_nothing",
        "slack/test_incoming.py::test_whatever_no_person_asked_is_ignored",
    ),
    "own mention stripped, others kept; empty mention: help; missing ts: no post": (
        "slack/test_incoming.py::test_only_our_own_mention_is_taken_out",
        "slack/test_incoming.py::test_whatever_no_person_asked_is_ignored",
        "slack/test_dialogues.py::test_what_is_said_is_answered_where_it_was_said",
    ),
    "every cell of the visibility table; Share checks the channel again; a channel shared outside is refused": (
        "slack/test_visibility.py::test_every_outcome_is_seen_by_whom_it_is_for_and_by_nobody_else",
        "slack/test_visibility.py::test_a_private_word_that_slack_does_not_show_is_one_plain_sentence_in_the_thread",
        "slack/test_pressing.py::test_what_slack_says_of_a_channel_decides",
        "slack/test_pressing.py::test_what_a_mention_told_counts_for_its_own_workspace_and_channel",
        "slack/test_buttons.py::test_a_channel_known_to_be_external_gets_no_share",
        "slack/test_buttons.py::test_where_slack_does_not_say_who_reads_a_channel_nothing_is_shared",
        "slack/test_people.py::test_who_is_no_member_gets_no_answer_and_is_told_so_where_others_do_not_see_it",
    ),
    "markup, mentions, pipes, backticks and emoji codes in corpus, query, speaker name, URL": (
        "slack/test_hostile_words.py::test_hostile_words_get_one_harmless_reply_at_every_entrance",
        "slack/test_blocks.py::test_hostile_words_stay_words_in_every_place",
        "slack/test_blocks.py::test_any_answer_is_taken_by_slack_pings_nobody_and_is_read_aloud_in_full",
        "slack/test_blocks.py::test_an_unsafe_address_is_no_link",
        "slack/test_citations.py::test_citations_of_any_quote_are_proved_or_refused_and_never_raise_anything_else",
        "slack/test_buttons.py::test_the_sharer_is_named_by_name_and_by_the_id_that_nobody_can_take_on_and_is_not_pinged",
    ),
    "turns of 3 kB and 50 kB; 0, 1, 60 matches; emoji, RTL, NUL, U+2028, lone surrogate, curly quotes in filters": (
        "slack/test_sizes.py::test_turns_of_three_and_of_fifty_thousand_characters_are_cut_at_sentence_ends_and_say_so",
        "slack/test_sizes.py::test_a_sentence_too_long_for_any_message_is_named_and_not_cut",
        "slack/test_sizes.py::test_one_match_and_sixty_are_counted_in_the_footer",
        "slack/test_sizes.py::test_no_match_shows_no_quote",
        "slack/test_hostile_words.py::test_hostile_words_get_one_harmless_reply_at_every_entrance",
        "slack/test_hostile_words.py::test_a_lone_surrogate_is_answered_like_any_other_mistake",
        "slack/test_dialogues.py::test_what_is_said_is_answered_where_it_was_said",
    ),
    "every reply passes the SDK's models and our own checks; over budget: the omission is stated": (
        "slack/test_blocks.py::test_every_shape_of_answer_keeps_within_slacks_limits",
        "slack/test_blocks.py::test_any_answer_is_taken_by_slack_pings_nobody_and_is_read_aloud_in_full",
        "slack/test_limits.py::test_each_limit_that_slacks_models_do_not_check_has_its_sentence",
        "slack/test_budget.py::test_quotes_that_do_not_fit_are_left_out_whole_from_the_end_and_said_to_be",
        "slack/test_sizes.py::test_sixty_quotes_asked_for_at_once_leave_whole_ones_out_and_say_how_many",
        "slack/test_citations.py::test_what_does_not_fit_is_told_with_the_ids_it_can_be_looked_up_by",
    ),
    "the text alone carries every shown quote with speaker, role and date": (
        "slack/test_read_aloud.py::test_the_text_alone_reads_every_quote_with_speaker_role_day_and_status",
        "slack/test_read_aloud.py::test_a_quote_pasted_back_as_a_question_finds_its_own_turn_first",
        "slack/test_blocks.py::test_the_text_alone_carries_every_quote_with_speaker_role_day_and_status",
    ),
    "verbatim: one changed character is never posted; fabricated, spliced, misattributed quotes: none": (
        "slack/test_proof.py::test_one_changed_character_anywhere_is_never_proved",
        "slack/test_proof.py::test_words_nobody_said_are_never_proved_even_if_the_renderer_would_write_them",
        "slack/test_proof.py::test_words_credited_to_somebody_else_are_never_proved",
        "slack/test_asking.py::test_an_answer_that_is_not_what_was_said_is_never_posted",
        "slack/test_citations.py::test_one_changed_character_of_a_box_is_never_proved",
    ),
    "429 with Retry-After; connection dropped after the post: one message; response_url spent; user_not_in_channel": (
        "slack/test_dialogues.py::test_a_busy_slack_gets_one_message_after_the_pause",
        "slack/test_dialogues.py::test_a_connection_lost_while_posting_leaves_one_answer",
        "slack/test_dialogues.py::test_a_private_sentence_that_cannot_be_shown_goes_into_the_thread",
        "slack/test_asking.py::test_a_command_whose_address_is_spent_is_answered_privately_all_the_same",
        "slack/test_pressing.py::test_a_spent_response_address_is_followed_by_a_private_message",
        "slack/test_windows.py::test_where_the_response_address_is_spent_the_word_comes_as_a_private_message",
        "slack/test_windows.py::test_a_window_that_does_not_open_is_told_to_whoever_pressed_alone",
    ),
    "button on an old id after reload; two people press Share at once; somebody who is no admin presses": (
        "slack/test_windows.py::test_after_a_reload_every_window_says_so_and_words_that_moved_say_that_too",
        "slack/test_pressing.py::test_a_button_on_an_answer_of_an_older_archive_shares_nothing",
        "slack/test_pressing.py::test_an_id_of_another_workspace_leads_to_nothing_and_is_written_down",
        "slack/test_pressing.py::test_every_press_that_is_refused_is_told_privately_and_written_down",
        "slack/test_pressing.py::test_somebody_who_is_no_admin_deletes_nothing_of_others_and_an_admin_does",
        "slack/test_crash.py::test_a_share_that_was_acked_survives_a_kill_and_is_posted_once",
        "slack/test_pressing.py::test_a_worker_that_dies_between_press_and_post_leaves_one_post",
        "slack/test_buttons.py::test_two_people_who_press_share_at_once_make_one_post_and_the_other_is_told",
        "slack/test_buttons.py::test_two_presses_of_share_at_once_are_one_post",
        "slack/test_buttons.py::test_an_edited_value_leads_to_nothing_and_is_written_down",
    ),
    "reload during a question: the old index answers; failed reload: the old one stays, the admin is told file and line": (
        "slack/test_reload_under_load.py::test_reloads_under_load_neither_fail_nor_mix_an_answer",
        "slack/test_reload_under_load.py::test_a_file_cut_anywhere_never_shows_in_an_answer",
        "slack/test_process.py::test_an_admin_reloads_and_the_answers_change",
        "slack/test_watching.py::test_problems_are_told_with_file_and_line_and_then_that_they_are_mended",
    ),
    "embargoed or background words absent from answers, counts, timelines, hints, logs, errors and windows": (
        "answer/test_access.py::test_what_is_hidden_leaves_no_trace_in_any_answer",
        "answer/test_withdrawn.py::test_what_is_withdrawn_leaves_no_trace_in_any_answer",
        "test_canary.py::test_the_running_bot_shows_no_canary_in_slack_its_log_or_its_metrics",
        "test_canary.py::test_what_is_hidden_in_slack_is_seen_where_and_when_it_may_be",
        "slack/test_windows.py::test_words_that_the_desk_withdrew_are_in_no_window_and_are_not_shared",
        "slack/test_citations.py::test_words_of_somebody_without_a_name_are_not_cited_with_one",
    ),
    "malformed payloads of every kind; view_closed; SIGTERM while answering": (
        "slack/test_listeners.py::test_everything_else_is_acked_and_asks_nothing",
        "slack/test_incoming.py::test_no_shape_of_an_event_breaks_the_reader",
        "slack/test_incoming.py::test_no_shape_of_a_command_breaks_the_reader",
        "slack/test_reading.py::test_no_shape_of_a_payload_breaks_a_reader",
        "slack/test_reading.py::test_no_part_of_a_press_breaks_the_reader_or_its_row_in_the_inbox",
        "slack/test_buttons.py::test_odd_presses_are_acked",
        "slack/test_process.py::test_sigterm_while_answering_loses_nothing",
    ),
    "app.yaml against Slack's limits, and against the listeners, both ways": (
        "test_manifest.py::test_texts_have_the_lengths_slack_takes",
        "test_manifest.py::test_commands_have_the_lengths_slack_takes",
        "test_manifest.py::test_every_event_of_the_manifest_is_listened_to_and_every_listener_is_in_it",
        "test_manifest.py::test_every_command_of_the_manifest_is_listened_to_and_every_listener_is_in_it",
        "test_manifest.py::test_every_shortcut_of_the_manifest_is_listened_to_and_every_listener_is_in_it",
        "test_manifest.py::test_every_scope_is_needed_and_every_need_has_its_scope",
        "test_manifest.py::test_an_overlay_adds_the_scopes_of_calls_that_are_made_and_nothing_else",
    ),
}


def _tests_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("line", CHECKLIST)
def test_every_line_is_shown_by_tests_that_exist(line: str) -> None:
    assert CHECKLIST[line]
    for name in CHECKLIST[line]:
        file, _, test = name.partition("::")
        assert test in _tests_in(TESTS / file), name
