//! SQLite: reader threads, one writer thread, a connection each; whole closures hop to them, not single statements.
//!
//! Files: `connection` opens, `queue` carries jobs, `writer` commits, `once` runs futures, `here` executes, `bind`,
//! `kind` and `typed` translate values. Nothing outside of `platform/db` knows any of it.

mod bind;
mod connection;
mod error;
mod here;
mod kind;
mod once;
mod queue;
mod typed;
mod writer;

use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use sea_orm::{DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::oneshot;

use super::{Cx, DbError, DbOptions, Hooks};
pub(crate) use error::LiteError;
pub(crate) use here::Here;
use queue::{Queue, Refused};
use writer::{Job, Task};

type Read = Box<dyn FnOnce() + Send>;

/// An open SQLite database.
pub(crate) struct Pool {
    reads: Arc<Queue<Read>>,
    writes: Arc<Queue<Task>>,
    readers: Mutex<Vec<JoinHandle<()>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    pub(super) hooks: Arc<Hooks>,
}

impl Pool {
    /// Opens, or creates, the database behind `url` and starts its threads.
    pub(super) async fn open(url: &str, opts: &DbOptions) -> Result<Self, DbError> {
        let path = connection::path_of(url).ok_or_else(|| {
            DbError::Unavailable(format!("{url:?} is no SQLite address; expected sqlite://path/to/file.db"))
        })?;
        let opts = opts.clone();
        tokio::task::spawn_blocking(move || Self::start(path, &opts))
            .await
            .map_err(|e| DbError::Bug(format!("opening the database: {e}")))?
    }

    fn start(path: PathBuf, opts: &DbOptions) -> Result<Self, DbError> {
        let lock = connection::lock(&path)?;
        // The writer first: it creates the file and switches it to the write-ahead log.
        let write_to = connection::writer(&path, opts)?;
        let read_from =
            (0..opts.sqlite_readers.max(1)).map(|_| connection::reader(&path, opts)).collect::<Result<Vec<_>, _>>()?;
        let pool = Self {
            reads: Arc::new(Queue::new(opts.queue)),
            writes: Arc::new(Queue::new(opts.queue)),
            readers: Mutex::default(),
            writer: Mutex::default(),
            hooks: Arc::default(),
        };
        for (i, connection) in read_from.into_iter().enumerate() {
            let queue = pool.reads.clone();
            let handle = spawn(format!("db-read-{i}"), move || {
                here::install(connection);
                while let Some(job) = queue.take() {
                    job();
                }
            })?;
            pool.readers.lock().unwrap_or_else(PoisonError::into_inner).push(handle);
        }
        let (queue, hooks) = (pool.writes.clone(), pool.hooks.clone());
        let handle = spawn("db-write".to_owned(), move || {
            // Held until the last commit is done, whoever forgets to close.
            let _lock: File = lock;
            here::install(write_to);
            writer::run(&queue, &hooks);
        })?;
        *pool.writer.lock().unwrap_or_else(PoisonError::into_inner) = Some(handle);
        Ok(pool)
    }

    /// Runs `f` on a reader thread; with `snapshot`, all its statements see one state of the data.
    pub(super) async fn read<R, E, F>(&self, snapshot: bool, f: F) -> Result<R, E>
    where
        F: AsyncFn(&Cx) -> Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (to, answer) = oneshot::channel();
        let span = tracing::Span::current();
        self.push_read(Box::new(move || {
            if to.is_closed() {
                // Nobody waits any more: a read without a reader has no effect to keep.
                return;
            }
            let result = span.in_scope(|| read_here(snapshot, &f));
            let _ = to.send(result);
        }))?;
        answer.await.unwrap_or_else(|_| Err(DbError::Unavailable("it is closing".to_owned()).into()))
    }

    fn push_read(&self, job: Read) -> Result<(), DbError> {
        self.reads.push(job).map_err(refused)
    }

    /// Runs `f` on the writer thread and returns once its change is durable.
    pub(super) async fn write<R, E, F>(&self, f: F) -> Result<R, E>
    where
        F: AsyncFn(&Cx) -> Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (to, answer) = oneshot::channel();
        self.writes.push(Task::Change(Box::new(Job::new(f, to)))).map_err(refused)?;
        answer.await.unwrap_or_else(|_| Err(DbError::Unavailable("it is closing".to_owned()).into()))
    }

    /// Runs `f` alone on the writer thread, outside of any transaction.
    pub(super) async fn alone<R: Send + 'static>(
        &self,
        f: impl AsyncFnOnce(Here) -> Result<R, DbError> + Send + 'static,
    ) -> Result<R, DbError> {
        let (to, answer) = oneshot::channel();
        let task = Task::Alone(Box::new(move || {
            let result = once::poll(|| f(Here::new())).unwrap_or_else(Err);
            let _ = to.send(result);
        }));
        self.writes.push(task).map_err(refused)?;
        answer.await.unwrap_or_else(|_| Err(DbError::Unavailable("it is closing".to_owned())))
    }

    /// Finishes what is queued, checkpoints, ends the threads and gives up the lock.
    pub(super) async fn close(&self) {
        self.reads.close();
        self.writes.close();
        let mut handles = std::mem::take(&mut *self.readers.lock().unwrap_or_else(PoisonError::into_inner));
        handles.extend(self.writer.lock().unwrap_or_else(PoisonError::into_inner).take());
        let joined = tokio::task::spawn_blocking(move || {
            for handle in handles {
                // A thread that panicked has already said so.
                let _ = handle.join();
            }
        });
        let _ = joined.await;
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // The threads finish what is queued and end by themselves; only `close` waits for them.
        self.reads.close();
        self.writes.close();
    }
}

fn read_here<R, E, F>(snapshot: bool, f: &F) -> Result<R, E>
where
    F: AsyncFn(&Cx) -> Result<R, E>,
    E: From<DbError>,
{
    let cx = Cx::lite(Here::new());
    if snapshot {
        here::control("BEGIN").map_err(DbError::from)?;
    }
    let result = once::poll(|| f(&cx)).unwrap_or_else(|bug| Err(bug.into()));
    if snapshot {
        // Nothing was changed, so it does not matter how the snapshot ends, only that it does.
        here::control("ROLLBACK").map_err(DbError::from)?;
    }
    result
}

fn spawn(name: String, body: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, DbError> {
    std::thread::Builder::new()
        .name(name)
        .spawn(body)
        .map_err(|e| DbError::Unavailable(format!("cannot start a thread: {e}")))
}

fn refused(why: Refused) -> DbError {
    match why {
        Refused::Full => DbError::Busy,
        Refused::Closed => DbError::Unavailable("it is closing".to_owned()),
    }
}

/// sea-orm's verbs on this thread's connection, for [`Cx`] and for the migration proxy.
impl Here {
    pub(super) fn exec(self, statement: &Statement) -> Result<ExecResult, DbErr> {
        self.execute(statement).map(ExecResult::from)
    }

    pub(super) fn exec_batch(self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute_batch(sql).map(ExecResult::from)
    }

    pub(super) fn one(self, statement: &Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.query_results(statement, 1)?.into_iter().next())
    }

    pub(super) fn all(self, statement: &Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.query_results(statement, usize::MAX)
    }
}
