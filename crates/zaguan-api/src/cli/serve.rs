//! Serving, from the first log line to the last.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use actix_web::{HttpServer, rt};
use anyhow::Context as _;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use zaguan_domain::platform::App;
use zaguan_domain::{jobs, live};

use super::config::Options;
use super::{log, open};
use crate::Documents;
use crate::public::health;
use crate::server::{TenantCap, document, service};

/// Seconds that running requests get to finish when the server is told to stop.
const LAST_SECONDS: u64 = 10;

/// Serves until SIGTERM or SIGINT.
pub async fn serve(options: Options) -> anyhow::Result<()> {
    begin_log(&options)?;
    let address = options.address().map_err(anyhow::Error::msg)?;
    let metrics = numbers()?;
    let app = open(&options).await?;
    let documents = Documents::new(&document())?;
    let follower = rt::spawn(live::run(Arc::clone(&app)));
    let worker = rt::spawn(jobs::run(Arc::clone(&app)));
    let for_workers = Arc::clone(&app);
    let own_metrics = match options.metrics_address().map_err(anyhow::Error::msg)? {
        Some(address) => Some(metrics_server(address, Arc::clone(&app), metrics.clone())?),
        None => None,
    };
    let shown = own_metrics.is_none().then(|| Data::new(metrics));
    let cap = Data::new(TenantCap::per_minute(options.requests_per_tenant));
    let mut server = HttpServer::new(move || {
        let service = service(Arc::clone(&for_workers), documents.clone(), cap.clone());
        match &shown {
            Some(metrics) => service.app_data(metrics.clone()),
            None => service,
        }
    })
    .disable_signals()
    .shutdown_timeout(LAST_SECONDS)
    .client_request_timeout(Duration::from_secs(10))
    .client_disconnect_timeout(Duration::from_secs(2))
    .keep_alive(Duration::from_secs(75));
    if options.workers > 0 {
        server = server.workers(options.workers);
    }
    let server = server.bind(address).with_context(|| format!("ZAGUAN_BIND: {address} cannot be used"))?.run();
    tracing::info!(%address, database = app.db().kind(), "serving");
    let handle = server.handle();
    let closing = Arc::clone(&app);
    rt::spawn(async move {
        if wait_for_signal().await.is_ok() {
            tracing::info!("stopping");
            closing.hub.close();
            handle.stop(true).await;
        }
    });
    server.await?;
    if let Some(metrics) = own_metrics {
        metrics.stop(false).await;
    }
    follower.abort();
    worker.abort();
    app.db().close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Serves the metrics alone, at an address that the world need not reach.
fn metrics_server(address: SocketAddr, app: Arc<App>, metrics: PrometheusHandle) -> anyhow::Result<ServerHandle> {
    let server = HttpServer::new(move || {
        actix_web::App::new()
            .app_data(Data::from(Arc::clone(&app)))
            .app_data(Data::new(metrics.clone()))
            .configure(health::configure_metrics)
    })
    .workers(1)
    .disable_signals()
    .bind(address)
    .with_context(|| format!("ZAGUAN_METRICS_BIND: {address} cannot be used"))?
    .run();
    let handle = server.handle();
    rt::spawn(server);
    Ok(handle)
}

async fn wait_for_signal() -> std::io::Result<()> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

fn begin_log(options: &Options) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(&options.log)?;
    let lines = tracing_subscriber::fmt::layer()
        .fmt_fields(log::Members)
        .event_format(log::Lines)
        .with_writer(std::io::stderr)
        // Where nobody reads the log any more there is nobody to tell either; telling would end the task that logs.
        .log_internal_errors(false);
    tracing_subscriber::registry().with(filter).with(lines).try_init().map_err(|error| anyhow::anyhow!("log: {error}"))
}

fn numbers() -> anyhow::Result<PrometheusHandle> {
    let buckets = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];
    Ok(PrometheusBuilder::new().set_buckets(&buckets)?.install_recorder()?)
}
