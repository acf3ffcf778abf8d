use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[derive(ResponseModel)]
#[serde(rename_all = "camelCase")]
struct Profile {
    user_id: i64,
    display_name: String,
}

#[route(get, "/users/first", response = UserOut, pick(id))]
async fn first_user() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

#[route(get, "/profile", response = Profile, omit(displayName))]
async fn by_the_name_in_the_json() -> Profile {
    Profile {
        user_id: 1,
        display_name: "Ada".into(),
    }
}

#[route(get, "/profile/name", response = Profile, pick(display_name))]
async fn by_the_name_in_rust() -> Profile {
    Profile {
        user_id: 1,
        display_name: "Ada".into(),
    }
}

fn main() {}
