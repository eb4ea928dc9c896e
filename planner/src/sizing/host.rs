//! One host: what runs there, sized in two passes. The connections of all hosts stand between them.

use crate::plan::{
    Consumer, Demand, HostPlan, Ledger, LedgerLine, LoadModel, MediaStore, Nginx, Pgbouncer, Puma, Redis,
    SearchServer, Sidekiq, Streaming,
};
use crate::rule::{Value, working};
use crate::sizing::disk::enough;
use crate::sizing::granted::granted;
use crate::sizing::least::{Ground, least};
use crate::sizing::load::disk;
use crate::sizing::memory::{self, Fixed, Room, Sized};
use crate::sizing::peak::{Ordinary, Part};
use crate::sizing::placement::{Role, Roles};
use crate::sizing::postgresql;
use crate::sizing::work::{self, Work};
use crate::sizing::{connections, cores, limits, nginx, puma, redis, search, sidekiq, streaming};
use crate::spec::{Host, Spec};
use crate::unit::Memory;

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
    let nginx = roles.has(Role::Edge).then(|| {
        nginx::nginx(
            spec,
            load.streaming_connections.value,
            load.media.value.likely,
            site.storage,
        )
    });

    // Of the load, what the memory has room for.
    let ordinary = Ordinary::of(&spec.load);
    let surge = spec.load.surge;
    let ground = Ground {
        spec,
        does: &roles,
        ours: memory,
        keys: nginx.as_ref().map_or(Memory::ZERO, memory::nginx_keys),
    };
    let granted = granted(ground, cores.value, &ordinary, surge);
    let of_all = least(ground, &ordinary.at(Part::times(surge)));
    let peak = ordinary.at(granted.part);
    let asks = asks(granted.part, surge);

    let clients = peak.clients;
    let streaming = roles
        .has(Role::Streaming)
        .then(|| streaming::streaming(spec.mastodon, clients, cores.value));
    let redis = roles
        .has(Role::Redis)
        .then(|| redis::redis(spec, peak.users, memory));
    let search = roles.has(Role::Search).then(|| search::search(memory));
    let ffmpeg = sidekiq::ffmpeg(memory);
    let fixed = Fixed {
        streaming: streaming.as_ref().map(|streaming| streaming.memory.clone()),
        redis: redis.as_ref().map(redis::memory),
        search: search.as_ref().map(|search| search.memory.clone()),
        nginx: nginx
            .as_ref()
            .map(|nginx| memory::nginx(clients, memory::nginx_keys(nginx))),
    };

    // Web and background work share what is left.
    let asked = Work::of(&roles, demand).asked(spec, cores.value);
    let left = memory - of_all.fixed - asked;
    let room = memory::room(memory, &granted.least, left, roles.has(Role::Database));
    let mut granted_demand = Demand::of(&peak);
    // Puma's threads take no memory to speak of.
    granted_demand.puma.threads = demand.puma.threads;
    let work = Work::of(&roles, &granted_demand);
    // What is worth having beside that comes once there is memory for all that is asked for.
    let purchases = if granted.part == Part::times(surge) {
        work.purchases(spec, cores.value)
    } else {
        Vec::new()
    };
    let shares = work::share(room.work, granted.least.work, &purchases);
    let puma = work
        .puma
        .map(|need| puma::puma(&asks, need, cores.value, shares.web));
    let sidekiq = work.sidekiq.map(|need| {
        sidekiq::sidekiq(
            &asks,
            (spec.options.sidekiq, spec.mastodon),
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

/// Whose need is planned for.
fn asks(part: Part, surge: u32) -> String {
    if part == Part::times(surge) {
        "the peak".to_owned()
    } else {
        working!(
            "what memory has room for, {} % of an ordinary peak,",
            part.percent()
        )
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
            postgresql::postgresql(&postgresql::Ground {
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
