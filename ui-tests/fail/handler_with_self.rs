use std::sync::Arc;

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[derive(Clone)]
struct Users {
    name: String,
}

impl Users {
    fn named(&self, id: i64) -> UserOut {
        let name = self.name.clone();
        UserOut { id, name }
    }

    #[route(get, "/users/{id}", response = UserOut)]
    async fn get_user(&self, Path(id): Path<i64>) -> UserOut {
        self.named(id)
    }

    #[route(delete, "/users/{id}")]
    async fn delete_user(self: Arc<Self>, Path(id): Path<i64>) {
        let _ = format!("{} of {id}", self.name);
    }

    #[route(put, "/users/{id}", response = UserOut)]
    fn put_user(mut self, Path(id): Path<i64>) -> UserOut {
        self.name.push('a');
        self.named(id)
    }
}

struct Service<T>(T);

impl<T: Clone + Send + Sync + 'static> Service<T> {
    #[route(get, "/first", response = UserOut)]
    async fn first(&self, State(users): State<Users>) -> UserOut {
        let _ = self.0.clone();
        users.named(1)
    }
}

fn main() {
    let _: Api<Users> = Api::new("Users", "1").routes(routes![
        Users::get_user,
        Users::delete_user,
        Users::put_user,
        Service::<Users>::first
    ]);
}
