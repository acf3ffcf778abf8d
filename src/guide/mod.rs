#![doc = include_str!("links.md")]
#![doc = include_str!("../../docs/guide/README.md")]

// In a chapter, `[errors]` leads to the file `errors.md`, where the book and the repository show it. `links.md` comes first, and the
// first definition of a link counts, so that here it leads to the module.

/// Makes a module of each chapter; what is written above its name follows the text.
macro_rules! chapters {
    ($($(#[$more:meta])* $name:ident)*) => { $(
        #[doc = include_str!("links.md")]
        #[doc = include_str!(concat!("../../docs/guide/", stringify!($name), ".md"))]
        $(#[$more])*
        pub mod $name {}
    )* };
}

chapters! {
    /// # Reference
    ///
    /// [`route`](macro@crate::route), [`ResponseModel`](macro@crate::ResponseModel),
    /// [`ErrorResponse`](macro@crate::ErrorResponse), [`Created`](crate::Created), [`Api`](crate::Api)
    first_service
    /// # Reference
    ///
    /// [`ResponseModel`](macro@crate::ResponseModel) with all attributes, [`Field`](crate::Field),
    /// [`AtMost`](crate::AtMost), [`Base64`](crate::Base64), [`json`](crate::json); by hand, [`model`](crate::model)
    models
    /// # Reference
    ///
    /// [`route`](macro@crate::route) with all arguments, [`Responses`](macro@crate::Responses),
    /// [`Upserted`](crate::Upserted), [`MaybeContent`](crate::MaybeContent), [`NoContent`](crate::NoContent),
    /// [`Api::exceptions`](crate::Api::exceptions)
    statuses
    /// # Reference
    ///
    /// [`ErrorResponse`](macro@crate::ErrorResponse) with all attributes, [`Fail`](crate::Fail), [`Problem`](crate::Problem),
    /// [`ErrorFormat`](crate::ErrorFormat), [`errors`](crate::errors), [`Api::errors_of`](crate::Api::errors_of)
    errors
    /// # Reference
    ///
    /// [`extract`](crate::extract) with all extractors, [`Json`](crate::extract::Json), [`Query`](crate::extract::Query),
    /// [`MergePatch`](crate::extract::MergePatch), [`FromRef`](macro@crate::extract::FromRef)
    input
    /// # Reference
    ///
    /// [`State`](crate::extract::State), [`ErrorResponse`](macro@crate::ErrorResponse) with its subsets, [`Page`](crate::Page),
    /// [`Csv`](crate::Csv), [`Health`](crate::Health)
    database
    /// # Reference
    ///
    /// [`Reply`](crate::Reply), [`ResponseHeaders`](macro@crate::ResponseHeaders), [`ETag`](crate::ETag),
    /// [`LastModified`](crate::LastModified), [`SetCookie`](crate::SetCookie), [`IfMatch`](crate::extract::IfMatch)
    headers
    /// # Reference
    ///
    /// [`Created`](crate::Created), [`CreatedWithoutLocation`](crate::CreatedWithoutLocation), [`Redirect`](crate::Redirect),
    /// [`route_path`](crate::outcome::route_path), [`Api::nest`](crate::Api::nest)
    creation
    /// # Reference
    ///
    /// [`File`](crate::File), [`FileError`](crate::kind::FileError), [`ByteStream`](crate::ByteStream)
    files
    /// # Reference
    ///
    /// [`Sse`](crate::Sse), [`Event`](crate::Event), [`JsonLines`](crate::JsonLines), [`Csv`](crate::Csv),
    /// [`ByteStream`](crate::ByteStream), [`Negotiated`](crate::Negotiated)
    streams
    /// # Reference
    ///
    /// [`Page`](crate::Page), [`PageQuery`](crate::PageQuery), [`LimitOffsetPage`](crate::LimitOffsetPage),
    /// [`CursorPage`](crate::CursorPage), [`AtMost`](crate::AtMost), [`PageStyle`](crate::model::PageStyle)
    pagination
    /// # Reference
    ///
    /// [`Background`](crate::Background), [`Tasks`](crate::Tasks), [`AddToResponse`](crate::AddToResponse),
    /// [`Accepted`](crate::Accepted), [`TaskAccepted`](crate::TaskAccepted)
    background
    /// # Reference
    ///
    /// [`Api`](crate::Api), [`Api::openapi`](crate::Api::openapi), [`Api::operation_ids`](crate::Api::operation_ids),
    /// [`Api::webhook`](crate::Api::webhook), [links and callbacks](macro@crate::route#links-and-callbacks)
    document
    /// # Reference
    ///
    /// [`Bearer`](crate::extract::Bearer), [`BasicAuth`](crate::extract::BasicAuth), [`ApiKey`](crate::extract::ApiKey),
    /// [`SecurityScheme`](crate::describe::SecurityScheme), [`Api::security`](crate::Api::security)
    security
    #[cfg_attr(feature = "testing", doc = "# Reference\n\n[`testing`](crate::testing), [`Client`](crate::testing::Client)")]
    testing
    #[cfg_attr(feature = "compat", doc = "# Reference\n\n[`compat`](crate::compat), [`Changes`](crate::compat::Changes)")]
    over_time
    /// # Reference
    ///
    /// [`serve`](mod@crate::serve) with its limits, [`Tasks`](crate::Tasks), [`Health`](crate::Health),
    /// [`Api::timeout`](crate::Api::timeout), [`Api::root_path`](crate::Api::root_path)
    deployment
    /// # Reference
    ///
    /// [`CustomBody`](crate::kind::CustomBody), [`Kind`](crate::kind::Kind), [`Responses`](macro@crate::Responses),
    /// [`RequestPart`](crate::extract::RequestPart), [`describe`](crate::describe)
    extending
    performance
    macros
    fastapi
    /// # Reference
    ///
    /// [`DocumentedRouter`](crate::DocumentedRouter)
    utoipa
}

#[doc = include_str!("links.md")]
#[doc = include_str!("../../docs/compat.md")]
pub mod changes {}
