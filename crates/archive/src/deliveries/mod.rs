//! Deliveries to the e-archive: what is agreed, what is delivered, the package, and the archive's receipt.

mod agreement;
mod answer;
mod kind;
mod packing;
mod panel;
mod receipt;
mod telling;

pub use agreement::{DELIVERY_AGREEMENT, DeliveryAgreement};
pub use answer::{compared, take_receipt};
pub use kind::{DELIVERY, Delivery, DeliverySort, DeliveryState, HeldDelivery};
pub use packing::{allow, pack};

pub(crate) use panel::panel;
pub(crate) use receipt::{resource, routes};
