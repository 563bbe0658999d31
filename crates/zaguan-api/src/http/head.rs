//! `HEAD`: what `GET` would answer, without the body.

use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::web::Bytes;

/// A body that is as long as another one and has nothing in it.
struct Hollow(BodySize);

impl MessageBody for Hollow {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        self.0
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Poll::Ready(None)
    }
}

/// Every door that takes `GET` takes `HEAD`: routes and guards see a `GET`, and the body is dropped on the way out. A
/// stream is never begun to be read.
pub async fn layer(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let head = *request.method() == Method::HEAD;
    if head {
        request.head_mut().method = Method::GET;
    }
    let answer = next.call(request).await?;
    Ok(answer.map_body(|_, body| if head { EitherBody::left(Hollow(body.size())) } else { EitherBody::right(body) }))
}
