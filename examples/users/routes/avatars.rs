//! Pictures of users.

use steadfast::prelude::*;

use crate::error::{GetAvatarError, PutAvatarError};
use crate::image::Image;
use crate::store::{Avatar, Store};
use crate::token;

/// Set the picture of a user.
///
/// The picture is an image of at most a megabyte.
#[route(put, "/users/{id}/avatar", status = 204, tags("avatars"))]
pub async fn put_avatar(
    State(store): State<Store>,
    Path(id): Path<i64>,
    image: Image,
) -> Result<NoContent, PutAvatarError> {
    let avatar = Avatar {
        digest: token::digest(&image.content),
        media_type: image.media_type,
        content: image.content.into(),
    };
    if store.put_avatar(id, &avatar).await? {
        Ok(NoContent)
    } else {
        Err(PutAvatarError::UserNotFound { id })
    }
}

/// Get the picture of a user.
///
/// Returns the picture as it was uploaded, with its media type. A `Range` header requests a part of it. With its `ETag`
/// in `If-None-Match`, the picture is sent only if it has changed.
// A picture may be a document with a script in it (SVG); if it is opened by itself, the script does not run.
#[route(
    get,
    "/users/{id}/avatar",
    response = File,
    media_type = "image/*",
    header("Content-Security-Policy" = "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    header("X-Content-Type-Options" = "nosniff"),
    tags("avatars")
)]
pub async fn get_avatar(
    State(store): State<Store>,
    Path(id): Path<i64>,
) -> Result<File, GetAvatarError> {
    let avatar = store.avatar(id).await?;
    let avatar = avatar.ok_or(GetAvatarError::AvatarNotFound { id })?;
    Ok(File::from_bytes(avatar.content)
        .content_type(&avatar.media_type)?
        .etag(&avatar.digest)?)
}
