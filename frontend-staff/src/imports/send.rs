//! Sending a file with progress, which fetch does not tell: one XMLHttpRequest, which can be given up.
//!
//! The browser adds the session's cookie and says where the page comes from, as with every other request.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{File, ProgressEvent, XmlHttpRequest};
use zaguan_client::{ClientError, Response};

use crate::pending::Pending;

/// What the browser calls while a file is on its way.
type Call = Closure<dyn FnMut(ProgressEvent)>;

/// What became of a file that was sent.
pub enum Sent {
    /// The server answered.
    Answer(Response),
    /// No answer came.
    Failed(ClientError),
    /// It was given up.
    GivenUp,
}

/// A file on its way. Copies by `clone` are the same.
#[derive(Clone)]
pub struct Sending {
    request: XmlHttpRequest,
    outcome: Pending<Ended>,
    /// What the request calls lives as long as it.
    _calls: Rc<Vec<Call>>,
}

/// How a request ended, before its answer is read.
#[derive(Clone, Copy)]
enum Ended {
    Loaded,
    Broken,
    GivenUp,
}

impl Sending {
    /// Begins to send a file. `sent` is told the share that has left this machine, 0 to 1.
    ///
    /// # Errors
    /// [`ClientError::Unreachable`] when the browser does not let it.
    pub fn begin(address: &str, file: &File, key: &str, sent: impl Fn(f64) + 'static) -> Result<Self, ClientError> {
        let refused = |_| ClientError::Unreachable("the browser refused the request".into());
        let request = XmlHttpRequest::new().map_err(refused)?;
        request.open("POST", address).map_err(refused)?;
        // What the file is, its content says.
        request.set_request_header("content-type", "application/octet-stream").map_err(refused)?;
        request.set_request_header("idempotency-key", key).map_err(refused)?;
        let outcome = Pending::default();
        let mut calls: Vec<Call> = Vec::new();
        let mut call = |act: Box<dyn FnMut(ProgressEvent)>| {
            let closure = Closure::wrap(act);
            let function = closure.as_ref().unchecked_ref::<js_sys::Function>().clone();
            calls.push(closure);
            function
        };
        let ends = |ended: Ended| -> Box<dyn FnMut(ProgressEvent)> {
            let outcome = outcome.clone();
            Box::new(move |_| outcome.give(ended))
        };
        request.set_onload(Some(&call(ends(Ended::Loaded))));
        request.set_onerror(Some(&call(ends(Ended::Broken))));
        request.set_ontimeout(Some(&call(ends(Ended::Broken))));
        request.set_onabort(Some(&call(ends(Ended::GivenUp))));
        let progress = call(Box::new(move |event: ProgressEvent| {
            if event.length_computable() && event.total() > 0.0 {
                sent(event.loaded() / event.total());
            }
        }));
        request.upload().map_err(refused)?.set_onprogress(Some(&progress));
        request.send_with_opt_blob(Some(file)).map_err(refused)?;
        Ok(Self { request, outcome, _calls: Rc::new(calls) })
    }

    /// Gives it up. Nothing of it becomes an import, unless the answer is under way already.
    pub fn give_up(&self) {
        let _ = self.request.abort();
    }

    /// Waits until it has ended.
    pub async fn ended(self) -> Sent {
        let ended = self.outcome.clone().await;
        let outcome = match ended {
            Ended::Loaded => match (self.request.status(), self.request.response_text()) {
                (Ok(status), Ok(body)) if status > 0 => {
                    let etag = self.request.get_response_header("etag").ok().flatten();
                    Sent::Answer(Response { status, etag, body: body.unwrap_or_default() })
                }
                _ => Sent::Failed(ClientError::Unreachable("no answer".into())),
            },
            Ended::Broken => Sent::Failed(ClientError::Unreachable("the line broke".into())),
            Ended::GivenUp => Sent::GivenUp,
        };
        self.let_go();
        outcome
    }

    fn let_go(&self) {
        self.request.set_onload(None);
        self.request.set_onerror(None);
        self.request.set_ontimeout(None);
        self.request.set_onabort(None);
        if let Ok(upload) = self.request.upload() {
            upload.set_onprogress(None);
        }
    }
}
