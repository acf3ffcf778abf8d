//! `PageQuery` is an extractor itself.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/users", response = Page<UserOut>)]
async fn list(Query(page): Query<PageQuery>) -> Page<UserOut> {
    // paste `page: PageQuery`: Query(page): Query<PageQuery> => page: PageQuery
    Page::new(Vec::new(), 0, &page)
}

fn main() {}
