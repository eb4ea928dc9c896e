//! What the users ask of the server, from their number or from what the admin measured.

use crate::plan::LoadModel;
use crate::spec::Spec;

pub(crate) mod disk;
pub(crate) mod hot;
pub(crate) mod jobs;
mod moved;
pub(crate) mod requests;
pub(crate) mod streaming_connections;

pub(crate) fn load(spec: &Spec) -> LoadModel {
    let jobs_per_day = jobs::jobs_per_day(&spec.load);
    LoadModel {
        peak_jobs: jobs::peak(jobs_per_day.value.likely, spec.load.surge),
        requests_per_second: requests::requests_per_second(&spec.load),
        streaming_connections: streaming_connections::streaming_connections(&spec.load),
        database: disk::database(jobs_per_day.value.likely),
        hot: hot::hot(jobs_per_day.value.likely),
        media: disk::media(
            spec.load.active_users,
            jobs_per_day.value.likely,
            spec.storage.media_retention_days,
        ),
        jobs_per_day,
    }
}
