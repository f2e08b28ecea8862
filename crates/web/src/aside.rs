use samverk_foundation::Problem;

/// Runs what takes the processor for a while, such as reading an upload or printing, beside the
/// threads that answer requests, so that nobody else waits for it.
pub async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Problem::internal)
}
