//! Cases and their public conversations, for staff. The clients' side is in [`crate::portal`].

mod change;
mod create;
pub(crate) mod entity;
mod filters;
mod hand_over;
mod hits;
mod many;
pub(crate) mod message_entity;
mod messages;
mod query;
pub(crate) mod read_entity;
mod read_mark;

pub use change::{change, close, reopen};
pub use create::create;
pub use messages::{get as message, list as messages, write as write_message};
pub use query::{counts, get, list};
pub use read_mark::mark_read;

pub(crate) use change::set_status;
use change::touch;
pub(crate) use create::{Begin, begin};
pub(crate) use filters::{Filters, WithStatus, statuses};
pub(crate) use hand_over::{erase, hand_over, hand_over_organisation, ids_of, messages_of};
pub(crate) use hits::hits;
pub(crate) use many::{Becomes, change_many, errors_of};
pub(crate) use messages::{
    Author, checked as checked_message, find_message, insert as insert_message, key as message_key, message_paging,
};
pub(crate) use query::{Counted, can_list, counts_from, facts, find, number_of, number_text, page};
