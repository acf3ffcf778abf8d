use steadfast::prelude::*;

#[route(get, "/old", status = 307, response = Redirect)]
async fn old() -> Redirect {
    Redirect::to("/new")
}

#[route(delete, "/old", status = SEE_OTHER, response = Redirect)]
async fn delete() -> Result<Reply<Redirect>, std::convert::Infallible> {
    Ok(Reply::new(Redirect::to("/new")))
}

mod own {
    use steadfast::prelude::{ResponseModel, route};

    #[derive(ResponseModel)]
    struct Redirect {
        from: String,
    }

    #[route(get, "/redirect", response = Redirect)]
    async fn redirect() -> Redirect {
        Redirect {
            from: String::from("/old"),
        }
    }

    #[derive(ResponseModel)]
    struct Created<T> {
        by: T,
    }

    #[route(get, "/creation", response = Created<String>)]
    async fn creation() -> Created<String> {
        Created {
            by: String::from("Ada"),
        }
    }
}

fn main() {}
