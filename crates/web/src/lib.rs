//! What every page leans on: state, who acts, language and texts, forms, tables, errors as pages.
//! Knows no domain.

mod aside;
mod beginning;
mod change_words;
mod changes;
mod choice_words;
mod decision_form;
mod doors;
mod failure;
mod file_name;
mod form;
mod form_missing;
mod form_rows;
mod form_standing;
mod form_steps;
mod hand_order;
mod layout;
mod pages;
mod pasted_rows;
mod pictures;
mod prose;
mod references;
mod remembered;
mod route;
mod rows_asked;
mod search;
mod sent_form;
mod state;
mod table;
mod table_cell;
mod texts;
mod things;
mod told_fields;
mod told_forms;
mod ui;
mod ui_values;
mod values;
mod whom_to_ask;

pub use aside::aside;
pub use beginning::{FirstStep, StepView, lead_on, next_form};
pub use change_words::{ToldChange, ToldChanges, field_keys};
pub use changes::{Change, Way, changes, party_keys, reference_values};
pub use choice_words::{ChoiceWords, value_key};
pub use decision_form::{
    Reopening, Withdrawal, read_decision, read_reopening, read_withdrawal, with_decision,
    with_publication,
};
pub use doors::{AskedAt, plain_bodies_only};
pub use failure::{Failure, render_problems};
pub use file_name::{content_disposition, file_name, path_name, saved_also_as};
pub use form::{Choice, Field, FieldKind, Form, FormPage};
pub use form_rows::RowColumn;
pub use form_standing::Standing;
pub use form_steps::{FormStep, STEPPED_FORM};
pub use hand_order::OrderedRows;
pub use layout::{By, Crumb, MenuGroup, MenuGroupView, MenuPlace, MenuView, PlaceView};
pub use pages::module;
pub use pictures::{FindPictures, PICTURE_BYTES_MAX, Picture, Pictures, PicturesFuture};
pub use references::{References, Referred};
pub use remembered::Remembered;
pub use route::{ActionRow, Module, Policy, Route};
pub use rows_asked::RowsAsked;
pub use search::{
    Changed, ChangedFuture, SearchEntry, SearchFuture, SearchSource, SearchSources, SearchedThing,
    Visibility, sentences,
};
pub use state::{AppState, Panel, PanelFuture, Settings};
pub use table::{Format, Narrow, Table, TableRow, download, download_live};
pub use table_cell::{Cell, Column, ColumnKind, ColumnSort, Pick, SortedWay, Tone};
pub use texts::{TextSource, Texts};
pub use things::{
    AddressParts, ColumnBeside, ColumnsFuture, FindThing, FindThingAt, Happened, NotedFuture,
    OwnHistory, Thing, ThingColumns, ThingFuture, ThingKind, ThingPanel, Things, address_part,
    address_parts,
};
pub use told_fields::{ToldAs, ToldField};
pub use told_forms::ToldForm;
pub use ui::{Ui, redirect, redirect_with_notice};
pub use values::{Upload, Values};
pub use whom_to_ask::{AskedPlace, AskedPlaceFuture, FindAskedPlace, RoleAddress, WhomToAsk};

/// What handlers return.
pub type PageResult = Result<axum::response::Response, Failure>;
