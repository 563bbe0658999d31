//! The design system of both browser apps: components on native elements, forms made from field definitions,
//! reading states, words in three languages, live events.
//!
//! Styles stand in `styles/`, one file per component, and never in Rust; the apps' own screens style themselves in
//! `frontend-*/styles`. Nothing here knows a firm, a brand or an address of the API.

pub mod a11y;
pub mod avatar;
pub mod banner;
pub mod board;
pub mod bulk_bar;
pub mod button;
pub mod case_state;
pub mod chart;
pub mod choice;
pub mod combobox;
pub mod conversation;
pub mod data_table;
pub mod dialog;
pub mod dom;
pub mod drawer;
pub mod empty;
pub mod failure;
pub mod field;
pub mod field_input;
pub mod file_drop;
pub mod filter_chip;
pub mod form;
pub mod free_words;
pub mod icon;
pub mod inline_edit;
pub mod input;
pub mod keys;
pub mod lang;
pub mod layout;
pub mod live;
pub mod loaded;
pub mod matching;
pub mod menu;
pub mod multi_select;
pub mod number_input;
pub mod numbers;
pub mod page;
pub mod pagination;
pub mod palette;
pub mod popover;
pub mod progress;
pub mod scene;
pub mod storage;
pub mod table;
pub mod tabs;
pub mod theme;
pub mod time;
pub mod timeline;
pub mod toast;
pub mod view_tabs;

/// What nearly every screen needs: `use zaguan_ui::prelude::*;`.
pub mod prelude {
    pub use crate::a11y::{LiveRegion, announce};
    pub use crate::avatar::Avatar;
    pub use crate::banner::{Banner, ErrorSummary, OfflineBanner, OfflineNotice, Tone};
    pub use crate::board::{Board, BoardCard, BoardColumn, CardMove};
    pub use crate::bulk_bar::BulkBar;
    pub use crate::button::{Button, IconButton, Kind, LinkButton, Size};
    pub use crate::case_state::{PriorityMark, StateBadge};
    pub use crate::chart::{Chart, ChartData, ChartKind};
    pub use crate::choice::{Check, MultiChips, Segmented, Select, Switch};
    pub use crate::combobox::{Combobox, Found};
    pub use crate::conversation::{Composer, DayLine, EventLine, Message, Note};
    pub use crate::data_table::{Cell, Column, ColumnMenu, DataTable, Further, Room, Row, Width, kept_columns};
    pub use crate::dialog::Dialog;
    pub use crate::drawer::{Drawer, Side};
    pub use crate::empty::{Empty, Skeleton, SkeletonForm, SkeletonList};
    pub use crate::failure::{Failure, ProblemView, when_signed_out};
    pub use crate::field::{Bound, Field};
    pub use crate::field_input::{FieldInput, FieldSpec, field_value};
    pub use crate::file_drop::{FileDrop, FileRule};
    pub use crate::filter_chip::FilterChip;
    pub use crate::form::{Form, FormModel, FormState};
    pub use crate::free_words::FreeWords;
    pub use crate::icon::Icon;
    pub use crate::inline_edit::{InlineEdit, save_by};
    pub use crate::input::{DateInput, PasswordInput, SearchInput, TextArea, TextInput};
    pub use crate::keys::Kbd;
    pub use crate::lang::{LanguageMenu, language, set_language, t, t_count, t_fill};
    pub use crate::layout::{Badge, Crumbs, Prop, Props};
    pub use crate::loaded::{Loaded, Reading};
    pub use crate::menu::{Menu, MenuDivider, MenuItem, MenuLink};
    pub use crate::multi_select::MultiSelect;
    pub use crate::number_input::{DateTimeInput, MoneyInput, NumberInput};
    pub use crate::page::{Heading, WaitingHeading, mount, set_title};
    pub use crate::pagination::Pagination;
    pub use crate::palette::{Act, CommandPalette, PaletteGroup, PaletteItem, palette_search};
    pub use crate::popover::Popover;
    pub use crate::progress::Progress;
    pub use crate::scene::{Doorway, Scene};
    pub use crate::table::{ColumnHead, Sort, Table};
    pub use crate::tabs::{Tab, TabList};
    pub use crate::theme::{Theme, ThemeMenu, set_theme, theme};
    pub use crate::time::{Day, When};
    pub use crate::timeline::{Timeline, TimelineEntry};
    pub use crate::toast::{ToastHost, toast, toast_with_undo};
    pub use crate::view_tabs::{ViewTab, ViewTabs};
}
