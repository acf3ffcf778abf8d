//! What a change of the document does to clients of the old one.

mod api;
mod assertion;
mod credentials;
mod input;
mod limits;
mod models;
mod pairs;
mod replayed;
mod sound;
mod speed;
mod table;
