//! What every request goes through beside being answered: how many may come, in what form, and
//! how long they may take.

pub(crate) mod accept;
pub(crate) mod client;
pub(crate) mod connections;
pub(crate) mod kept;
pub(crate) mod limits;
pub(crate) mod rate;
pub(crate) mod work;
