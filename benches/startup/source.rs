//! The program that is measured: resources with four routes each, in parts of 100 routes.

use std::fmt::Write;

/// The routes of a part.
pub const ROUTES: usize = 100;

/// The parts that have handlers and models of their own. A larger service has them again below another prefix.
const PARTS: usize = 2;

const RESOURCES: usize = ROUTES / 4;

pub fn program() -> String {
    let mut program = String::from(MAIN);
    for part in 0..PARTS {
        let numbers = part * RESOURCES..(part + 1) * RESOURCES;
        let mut routes = String::new();
        let _ = writeln!(
            program,
            "mod part_{part} {{\n    use steadfast::prelude::*;"
        );
        for number in numbers {
            program.push_str(&RESOURCE.replace("{n}", &number.to_string()));
            let _ = write!(
                routes,
                "list_{number}, create_{number}, get_{number}, delete_{number}, "
            );
        }
        let _ = writeln!(
            program,
            "    pub fn part() -> Api {{\n        Api::new(\"Part\", \"1.0.0\").tags([\"part {part}\"]).routes(routes![{routes}])\n    }}\n}}"
        );
    }
    let parts: String = (0..PARTS)
        .map(|part| format!("part_{part}::part, "))
        .collect();
    let _ = writeln!(
        program,
        "const PARTS: [fn() -> steadfast::Api; {PARTS}] = [{parts}];"
    );
    program
}

const RESOURCE: &str = r#"
    /// Item {n}, as clients see it.
    #[derive(Clone, ResponseModel)]
    pub struct Item{n} {
        pub id: i64,
        /// What people call it.
        pub name: String,
        pub email: Option<String>,
        pub amount: u32,
        pub score: f64,
        pub is_active: bool,
        pub tags: Vec<String>,
        pub note: Option<String>,
    }

    /// What a client says of a new item {n}.
    #[derive(serde::Deserialize, schemars::JsonSchema)]
    pub struct NewItem{n} {
        #[schemars(length(min = 1, max = 100))]
        pub name: String,
        pub email: Option<String>,
        #[schemars(range(min = 1))]
        pub amount: u32,
        pub tags: Vec<String>,
        pub note: Option<String>,
    }

    #[derive(Debug, thiserror::Error, ErrorResponse)]
    pub enum Error{n} {
        #[error("item {id} not found")]
        #[response(status = 404)]
        NotFound { id: i64 },
        #[error("the name is taken")]
        #[response(status = 409)]
        NameTaken,
    }

    fn item_{n}(id: i64, new: NewItem{n}) -> Result<Item{n}, Error{n}> {
        if id > 1000 {
            return Err(Error{n}::NotFound { id });
        }
        if new.name == "Ada" {
            return Err(Error{n}::NameTaken);
        }
        let NewItem{n} { name, email, amount, tags, note } = new;
        Ok(Item{n} { id, name, email, amount, score: 0.5, is_active: true, tags, note })
    }

    fn blank_{n}() -> NewItem{n} {
        NewItem{n} { name: "Grace".to_owned(), email: None, amount: 1, tags: Vec::new(), note: None }
    }

    /// List items {n}.
    #[route(get, "/items{n}", response = Page<Item{n}>)]
    async fn list_{n}(query: PageQuery) -> Result<Page<Item{n}>, Error{n}> {
        Ok(Page::of(vec![item_{n}(1, blank_{n}())?], &query))
    }

    /// Create item {n}.
    #[route(post, "/items{n}", status = 201, response = Item{n})]
    async fn create_{n}(Json(new): Json<NewItem{n}>) -> Result<Created<Item{n}>, Error{n}> {
        Ok(Created::at_route(get_{n}, (1,), item_{n}(1, new)?))
    }

    /// Get item {n}.
    #[route(get, "/items{n}/{id}", response = Item{n})]
    async fn get_{n}(Path(id): Path<i64>) -> Result<Item{n}, Error{n}> {
        item_{n}(id, blank_{n}())
    }

    /// Delete item {n}.
    #[route(delete, "/items{n}/{id}", status = 204)]
    async fn delete_{n}(Path(id): Path<i64>) -> Result<NoContent, Error{n}> {
        item_{n}(id, blank_{n}())?;
        Ok(NoContent)
    }
"#;

const MAIN: &str = include_str!("measured.rs");
