use steadfast::prelude::*;

#[derive(ResponseModel)]
struct TaskOut {
    task_id: String,
}

#[derive(ResponseModel)]
struct Queued {
    position: u32,
}

#[route(post, "/reports", status = 202, response = TaskOut)]
async fn by_a_field() -> TaskOut {
    TaskOut {
        task_id: "1".into(),
    }
}

#[route(post, "/exports", status = 202, response = Queued)]
async fn by_location() -> Accepted<Queued> {
    Accepted::at("/tasks/1", Queued { position: 3 })
}

#[derive(Responses)]
enum Report {
    #[response(status = 200)]
    Written(Text),
    #[response(status = 202)]
    Waiting(TaskOut),
}

#[route(put, "/reports/{id}", response = Report)]
async fn by_a_field_of_a_variant(Path(id): Path<i64>) -> Report {
    if id == 1 {
        Report::Written(Text::from("ok"))
    } else {
        Report::Waiting(TaskOut {
            task_id: "1".into(),
        })
    }
}

#[derive(ResponseModel)]
struct Envelope<T> {
    task_id: String,
    data: T,
}

/// What `T` stands for is known where the enum is used.
#[derive(Responses)]
enum Generic<T> {
    #[response(status = 200)]
    Done(T),
    #[response(status = 202)]
    Waiting(Envelope<T>),
}

#[route(put, "/texts/{id}", status = [200, 202], response = Generic<TaskOut>)]
async fn by_a_field_of_a_generic_variant(Path(id): Path<i64>) -> Generic<TaskOut> {
    let task = TaskOut {
        task_id: "1".into(),
    };
    if id == 1 {
        Generic::Done(task)
    } else {
        Generic::Waiting(Envelope {
            task_id: "1".into(),
            data: task,
        })
    }
}

#[derive(Responses)]
enum Any<T> {
    #[response(status = 200)]
    Done(Text),
    #[response(status = 202)]
    Waiting(T),
}

#[route(put, "/jobs/{id}", status = [200, 202], response = Any<TaskOut>)]
async fn by_a_parameter(Path(id): Path<i64>) -> Any<TaskOut> {
    if id == 1 {
        Any::Done(Text::from("ok"))
    } else {
        Any::Waiting(TaskOut {
            task_id: "1".into(),
        })
    }
}

fn main() {}
