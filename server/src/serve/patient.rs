//! A stream that waits for its client only so long: for a whole request, then for the whole answer to be taken.
//!
//! Each is measured from its beginning to its end. So a byte now and then, of a head or from an answer, does not prolong it.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

use super::queue::Place;

#[derive(Debug)]
pub(super) struct Patient<S> {
    stream: S,
    patience: Duration,
    /// When what is going on must be over.
    deadline: Pin<Box<Sleep>>,
    is_answering: bool,
    place: Place,
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, patience: Duration, place: Place) -> Self {
        Self {
            stream,
            patience,
            deadline: Box::pin(sleep(patience)),
            is_answering: false,
            place,
        }
    }

    /// A request has come, or its answer has gone: the client's time begins anew.
    fn turn_to(&mut self, is_answering: bool) {
        if self.is_answering != is_answering {
            self.is_answering = is_answering;
            self.deadline.as_mut().reset(Instant::now() + self.patience);
            self.place.go_to_the_end();
        }
    }

    /// What the stream says; while that is nothing, how long it may go on saying nothing.
    fn or_give_up<T>(&mut self, context: &mut Context<'_>, poll: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if poll.is_pending() && self.deadline.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        poll
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.or_give_up(context, poll)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.turn_to(true);
        let poll = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.or_give_up(context, poll)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.turn_to(true);
        let poll = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.or_give_up(context, poll)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// hyper flushes when it has handed over all that it has.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.stream).poll_flush(context);
        if poll.is_ready() {
            self.turn_to(false);
        }
        self.or_give_up(context, poll)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.stream).poll_shutdown(context);
        self.or_give_up(context, poll)
    }
}
