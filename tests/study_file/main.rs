//! Study files through the public face: what is read, what is refused, and where the mistake is.

mod claims;
mod damaged;
mod keys;
mod two_visits;
mod values;
