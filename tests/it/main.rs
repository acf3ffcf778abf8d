//! The tests that share a program, because a program takes long to build.
//!
//! What has to be a program of its own is a file in `tests/` or a folder beside this one, and says why.

mod log;
#[cfg(feature = "axum")]
mod socket;
#[cfg(feature = "testing")]
mod walk;
#[cfg(all(feature = "axum", any(feature = "csv", feature = "files")))]
mod wire;

#[cfg(all(feature = "cookies", feature = "testing"))]
mod added_by_extractors;
#[cfg(feature = "testing")]
mod agreement;
#[cfg(feature = "axum")]
mod all_faults;
#[cfg(feature = "axum")]
mod announced_length;
#[cfg(feature = "axum")]
mod background;
#[cfg(feature = "testing")]
mod binary;
#[cfg(all(feature = "garde", feature = "multipart"))]
mod bounded;
#[cfg(feature = "axum")]
mod callbacks;
#[cfg(all(feature = "serve", feature = "testing"))]
mod client_left;
#[cfg(feature = "testing")]
mod compat;
#[cfg(feature = "axum")]
mod completion;
#[cfg(all(feature = "compression", feature = "files"))]
mod compression;
#[cfg(feature = "testing")]
mod computed_fields;
#[cfg(feature = "testing")]
mod constrained_answers;
#[cfg(all(feature = "garde", feature = "testing"))]
mod constraints;
#[cfg(all(feature = "docs", feature = "testing"))]
mod contract;
#[cfg(all(feature = "axum", feature = "cookies"))]
mod cookies;
#[cfg(feature = "axum")]
mod credentials;
#[cfg(all(debug_assertions, feature = "testing"))]
mod dead_links;
#[cfg(feature = "testing")]
mod deadline;
#[cfg(feature = "testing")]
mod deprecated;
#[cfg(feature = "testing")]
mod dispatch;
#[cfg(all(feature = "docs", feature = "testing"))]
mod docs;
#[cfg(feature = "testing")]
mod documented_errors;
#[cfg(feature = "testing")]
mod documented_router;
#[cfg(feature = "testing")]
mod error_answers;
#[cfg(feature = "testing")]
mod error_handlers;
#[cfg(feature = "testing")]
mod error_models;
#[cfg(feature = "testing")]
mod error_sets;
mod errors;
mod errors_of;
#[cfg(all(
    feature = "chrono",
    feature = "csv",
    feature = "jiff",
    feature = "rust_decimal",
    feature = "testing",
    feature = "time",
    feature = "url",
    feature = "uuid"
))]
mod every_build;
#[cfg(feature = "axum")]
mod extensions;
#[cfg(feature = "axum")]
mod extractors;
#[cfg(feature = "axum")]
mod faults;
#[cfg(all(feature = "axum", feature = "files"))]
mod files;
mod guide;
#[cfg(feature = "testing")]
mod handled_errors;
mod handlers_in_impls;
mod health;
#[cfg(feature = "testing")]
mod inputs;
#[cfg(all(unix, feature = "axum"))]
mod jobs;
#[cfg(feature = "axum")]
mod large_values;
#[cfg(feature = "testing")]
mod lent_rows;
#[cfg(feature = "axum")]
mod links;
#[cfg(all(feature = "garde", feature = "testing"))]
mod merge_patch;
#[cfg(feature = "axum")]
mod model_matches_serde;
#[cfg(all(feature = "csv", feature = "testing"))]
mod negotiated;
#[cfg(all(feature = "csv", feature = "testing"))]
mod not_finite;
#[cfg(feature = "axum")]
mod observability;
#[cfg(feature = "axum")]
mod openapi;
mod operation_ids;
#[cfg(feature = "axum")]
mod pagination;
#[cfg(feature = "testing")]
mod paging;
#[cfg(all(feature = "axum", feature = "files"))]
mod panics;
#[cfg(feature = "testing")]
mod parts;
#[cfg(all(feature = "axum", feature = "files"))]
mod preconditions;
mod readme;
#[cfg(feature = "axum")]
mod redirects;
#[cfg(all(feature = "cookies", feature = "testing"))]
mod replies_in_sets;
#[cfg(all(feature = "axum", feature = "cookies"))]
mod reply;
#[cfg(all(feature = "multipart", feature = "testing"))]
mod requests;
#[cfg(feature = "axum")]
mod responses_enum;
#[cfg(feature = "testing")]
mod root_path;
#[cfg(feature = "testing")]
mod selected_paths;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "axum")]
mod serve_until;
#[cfg(feature = "testing")]
mod shared_responses;
#[cfg(feature = "testing")]
mod slashes;
#[cfg(feature = "axum")]
mod startup_faults;
#[cfg(feature = "testing")]
mod states;
#[cfg(all(feature = "axum", feature = "csv"))]
mod streams;
#[cfg(all(feature = "chrono", feature = "csv", feature = "testing"))]
mod tables;
#[cfg(feature = "testing")]
mod testing;
mod tidy;
#[cfg(feature = "testing")]
mod typed_ways;
#[cfg(feature = "testing")]
mod unset_fields;
#[cfg(feature = "axum")]
mod validators;
#[cfg(all(feature = "garde", feature = "multipart", feature = "testing"))]
mod violations_together;
#[cfg(feature = "axum")]
mod webhooks;
