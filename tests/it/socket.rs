//! A service on a real socket, and a client that follows nothing and keeps nothing.

use std::net::Ipv4Addr;

use axum::Router;
use ureq::http::{HeaderMap, Request, Response};

/// Serves `app` until the process ends.
pub fn serve(app: Router) -> Client {
    let (port, started) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
                .await
                .unwrap();
            port.send(listener.local_addr().unwrap().port()).unwrap();
            axum::serve(listener, app).await.unwrap();
        });
    });
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        // A server may close a connection that it has answered early, and ureq would use it again.
        .max_idle_connections(0)
        .build()
        .new_agent();
    Client {
        base: format!("http://127.0.0.1:{}", started.recv().unwrap()),
        agent,
    }
}

pub struct Client {
    base: String,
    agent: ureq::Agent,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Client {
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.call().unwrap())
    }

    pub fn head(&self, path: &str) -> Answer {
        read(
            self.agent
                .head(format!("{}{path}", self.base))
                .call()
                .unwrap(),
        )
    }

    /// Any method without a body.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(self.agent.run(request.body(()).unwrap()).unwrap())
    }

    pub fn put(&self, path: &str) -> Answer {
        read(
            self.agent
                .put(format!("{}{path}", self.base))
                .send_empty()
                .unwrap(),
        )
    }

    pub fn post(&self, path: &str) -> Answer {
        read(
            self.agent
                .post(format!("{}{path}", self.base))
                .send_empty()
                .unwrap(),
        )
    }
}

fn read(mut response: Response<ureq::Body>) -> Answer {
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.body_mut().read_to_string().unwrap(),
    }
}

impl Answer {
    /// Every value of a header.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers
            .get_all(name)
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect()
    }
}
