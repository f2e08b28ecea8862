//! What people do, against a real database. Each test body takes a database, so that the same
//! function runs on both kinds.

mod actions;
mod bundle;
mod register;
mod world;

macro_rules! on_sqlite {
    ($($module:ident :: $name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test]
            async fn sqlite() {
                let (db, _folder) = crate::world::sqlite().await;
                crate::$module::$name(db).await;
            }
        }
    )*};
}

on_sqlite!(
    register::the_register_is_whole,
    register::a_later_start_costs_one_query,
    register::a_new_edition_adds_only_what_is_missing,
    register::parties_are_found_by_part_of_name_or_code_in_swedish_order,
    bundle::a_member_twice_is_refused,
    bundle::unknown_references_are_told_with_row_and_column,
    bundle::every_wrong_cell_is_told_at_once,
    bundle::a_wrong_organisation_number_is_told,
    bundle::two_municipalities_swapped_give_one_warning_that_is_kept,
    bundle::a_jump_is_warned_of_with_its_row,
    bundle::files_from_spreadsheet_programs_are_read,
    bundle::a_file_in_latin_1_is_told_with_its_row,
    bundle::newlines_in_cells_come_back,
    bundle::rows_that_the_folder_lacks_are_kept_with_a_warning,
    bundle::a_history_with_the_same_view_twice_is_neither_lost_nor_doubled,
    bundle::groups_may_stand_before_their_parent,
    actions::a_group_of_another_collaboration_is_not_found,
    actions::a_representative_speaks_for_the_own_party_only,
    actions::a_save_over_a_newer_one_is_refused,
    actions::what_is_not_published_does_not_exist_for_outsiders,
    actions::a_group_that_is_leaned_on_is_not_removed,
    actions::a_level_in_use_stays_on_its_ladder,
);

mod the_examples_come_back {
    #[tokio::test]
    async fn sqlite() {
        let (db, _folder) = crate::world::sqlite().await;
        let (other, _other_folder) = crate::world::sqlite().await;
        crate::bundle::the_examples_come_back(db, other).await;
    }
}
