//! One host: what runs there, sized in two passes. The connections of all hosts stand between them.

use crate::plan::{
    Consumer, Demand, HostPlan, Ledger, LedgerLine, LoadModel, MediaStore, Nginx, Pgbouncer, Puma, Redis,
    SearchServer, Sidekiq, Streaming,
};
use crate::rule::Value;
use crate::sizing::disk::enough;
use crate::sizing::load::disk;
use crate::sizing::memory::{self, Fixed, Room, Sized};
use crate::sizing::placement::{Role, Roles};
use crate::sizing::postgresql::Ground;
use crate::sizing::work::{self, Work};
use crate::sizing::{connections, cores, limits, nginx, postgresql, puma, redis, search, sidekiq, streaming};
use crate::spec::{Host, Spec};

/// A host with everything but the database and what stands before it.
pub(crate) struct Draft<'a> {
    host: &'a Host,
    roles: Roles,
    pub(crate) cores: Value<u32>,
    nginx: Option<Nginx>,
    puma: Option<Puma>,
    streaming: Option<Streaming>,
    sidekiq: Option<Sidekiq>,
    redis: Option<Redis>,
    search: Option<SearchServer>,
    fixed: Fixed,
    room: Room,
}

/// What the whole site has, as every host needs it.
#[derive(Clone, Copy)]
pub(crate) struct Site<'a> {
    pub(crate) spec: &'a Spec,
    pub(crate) load: &'a LoadModel,
    pub(crate) demand: &'a Demand,
    pub(crate) storage: &'a MediaStore,
}

pub(crate) fn draft<'a>(site: Site, host: &'a Host, roles: Roles) -> Draft<'a> {
    let Site {
        spec, load, demand, ..
    } = site;
    let cores = cores::cores(host);
    let memory = host.memory - host.reserved_memory;

    // What users and load fix, whatever the host has.
    let clients = load.streaming_connections.value;
    let streaming = roles
        .has(Role::Streaming)
        .then(|| streaming::streaming(spec.mastodon, clients, cores.value));
    let redis = roles.has(Role::Redis).then(|| redis::redis(spec, memory));
    let search = roles.has(Role::Search).then(|| search::search(memory));
    let nginx = roles
        .has(Role::Edge)
        .then(|| nginx::nginx(spec, clients, load.media.value.likely, site.storage));
    let ffmpeg = sidekiq::ffmpeg(memory);
    let fixed = Fixed {
        streaming: streaming.as_ref().map(|streaming| streaming.memory.clone()),
        redis: redis.as_ref().map(redis::memory),
        search: search.as_ref().map(|search| search.memory.clone()),
        ffmpeg: roles.has(Role::Sidekiq).then(|| ffmpeg.clone()),
        nginx: nginx
            .as_ref()
            .map(|nginx| memory::nginx(clients, nginx.media_cache.as_ref())),
    };

    // Web and background work share what is left.
    let work = Work {
        puma: roles.has(Role::Web).then_some(&demand.puma),
        sidekiq: roles.has(Role::Sidekiq).then_some(&demand.sidekiq),
    };
    let room = memory::room(
        host,
        &fixed,
        work.memory(spec, cores.value),
        roles.has(Role::Database),
    );
    let shares = work::share(room.work, work.least(), &work.purchases(spec, cores.value));
    let puma = work
        .puma
        .map(|need| puma::puma(load.requests_per_second.value, need, cores.value, shares.web));
    let sidekiq = work.sidekiq.map(|need| {
        sidekiq::sidekiq(
            spec.options.sidekiq,
            spec.mastodon,
            need,
            cores.value,
            shares.background,
            ffmpeg,
        )
    });
    Draft {
        host,
        roles,
        cores,
        nginx,
        puma,
        streaming,
        sidekiq,
        redis,
        search,
        fixed,
        room,
    }
}

impl Draft<'_> {
    pub(crate) fn has_database(&self) -> bool {
        self.roles.has(Role::Database)
    }

    /// Connections to the database that its processes may open.
    pub(crate) fn connections(&self, place: usize) -> Vec<LedgerLine> {
        connections::lines(
            place,
            self.puma.as_ref(),
            self.sidekiq.as_ref(),
            self.streaming.as_ref(),
        )
    }

    pub(crate) fn finish(self, site: Site, connections: &Ledger, pgbouncer: Option<&Pgbouncer>) -> HostPlan {
        let Site {
            spec, load, storage, ..
        } = site;
        let pgbouncer = pgbouncer.filter(|_| self.roles.uses_database());
        let sized = Sized {
            puma: self.puma.as_ref(),
            sidekiq: self.sidekiq.as_ref(),
            pgbouncer,
            redis: self.redis.as_ref(),
        };
        let kept = disk::on_host(load, storage, &self.roles, self.nginx.as_ref());
        let budget = memory::budget(self.host, &self.room, self.fixed, &sized);
        let of_database = budget
            .lines
            .iter()
            .find(|line| line.consumer == Consumer::Postgresql);
        let postgresql = of_database.map(|line| {
            postgresql::postgresql(&Ground {
                memory: &line.memory,
                database: load.database.value.likely,
                connections,
                peak_jobs: load.peak_jobs.value,
                cores: self.cores.value,
                disk: self.host.disk,
                disk_size: self.host.disk_size.unwrap_or(enough(kept.value)),
                version: spec.postgresql,
                run: spec.run,
            })
        });
        let of_redis = budget
            .lines
            .iter()
            .find(|line| line.consumer == Consumer::Redis)
            .map(|line| line.memory.value);
        let settled = self
            .redis
            .zip(of_redis)
            .map(|(redis, given)| redis::settled(redis, given));
        HostPlan {
            name: self.host.name.clone(),
            address: self.host.address.clone(),
            ipv6_only: self.host.ipv6_only,
            memory: self.host.memory,
            disk_size: self.host.disk_size,
            swap: memory::swap(self.host.memory),
            disk: kept,
            file_limit: limits::file_limit(),
            wanted: budget.wanted,
            postgresql,
            budget: budget.lines,
            cores: self.cores,
            nginx: self.nginx,
            puma: self.puma,
            streaming: self.streaming,
            sidekiq: self.sidekiq,
            pgbouncer: pgbouncer.cloned(),
            redis: settled,
            search: self.search,
        }
    }
}
