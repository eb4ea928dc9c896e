//! Real Sidekiq that drains a backlog: Debian's programs, in a private copy of the machine.

use std::fs;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::daemon::Daemon;
use crate::postgresql::{client, cluster};
use crate::programs::{self, run};
use crate::world::{World, in_world};

mod redis;

use redis::Redis;

const JOBS: &str = include_str!("sidekiq/jobs.rb");
const OPEN_FILES: u64 = 8192;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
/// After boot, and until threads have begun what they have fetched.
const CALM: Duration = Duration::from_secs(1);
const TABLE: &str = "create table statuses as select id::bigint, repeat('x', 200) as text from generate_series(1, 100000) id; \
                     alter table statuses add primary key (id); grant select on statuses to bench";

/// A Sidekiq process, with as many connections as threads.
#[derive(Clone, Debug)]
pub struct Process {
    pub threads: usize,
    /// As `-q` takes them: `default,8`, or without a weight.
    pub queues: Vec<String>,
}

/// A job in a queue: Ruby, queries, waiting, Ruby.
#[derive(Clone, Debug)]
pub struct Job {
    pub queue: &'static str,
    /// Of a core, one half before the rest and one after it.
    pub ruby: Duration,
    pub queries: u32,
    pub wait: Duration,
}

/// How it went.
#[derive(Clone, Debug)]
pub struct Drained {
    pub seconds: f64,
    /// Sidekiq's own, of a core.
    pub cpu_seconds: f64,
    /// Of the database, for these connections.
    pub database_cpu_seconds: f64,
    /// To the database, at the end of the backlog.
    pub connections: usize,
}

/// PostgreSQL and Redis, on their usual ports of a network of their own.
#[derive(Debug)]
pub struct Servers<'a> {
    world: &'a World,
    _database: Daemon,
    _redis: Daemon,
}

/// Starts the servers and does the work with them. This needs root.
pub fn with_servers<T: Send>(work: impl FnOnce(&Servers) -> Result<T, String> + Send) -> Result<T, String> {
    in_world(|world| work(&Servers::start(world)?))
}

impl<'a> Servers<'a> {
    fn start(world: &'a World) -> Result<Self, String> {
        programs::find("sidekiq")?;
        world.write("/bench/jobs.rb", JOBS)?;
        world.folder("/bench/data", "postgres")?;
        let mut init = world.command("postgres", &client("initdb")?)?;
        run(init.args([
            "-D",
            "/bench/data",
            "-A",
            "trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C",
        ]))?
        .success()?;
        let postgres = client("postgres")?;
        let line = [
            postgres.as_str(),
            "-D",
            "/bench/data",
            "-c",
            "unix_socket_directories=/tmp",
            "-c",
            "shared_buffers=256MB",
        ];
        let mut database = world.start("postgres", OPEN_FILES, &line)?;
        database.wait("PostgreSQL", || cluster::ask(world, "select 1").is_ok())?;
        for command in ["create role bench login", "create database bench owner bench"] {
            cluster::ask(world, command)?;
        }
        run(cluster::psql(world)?.args(["-d", "bench", "-c", TABLE, "-c", "vacuum analyze statuses"]))?
            .success()?;
        let mut redis = world.start(
            "redis",
            OPEN_FILES,
            &["redis-server", "--save", "", "--dir", "/tmp"],
        )?;
        redis.wait_for_port(redis::PORT)?;
        Ok(Self {
            world,
            _database: database,
            _redis: redis,
        })
    }

    /// Lets these processes do these jobs, which are there when they start.
    pub fn drain(&self, processes: &[Process], jobs: &[Job]) -> Result<Drained, String> {
        let mut redis = Redis::connect()?;
        redis.command(&["FLUSHALL"])?;
        let mut running = Vec::new();
        for (number, process) in processes.iter().enumerate() {
            running.push(self.start_process(number, process)?);
        }
        for (number, daemon) in running.iter_mut().enumerate() {
            let ready = self.world.path(ready(number));
            daemon.wait("sign of life", || ready.exists())?;
        }
        redis.stage(jobs)?;
        thread::sleep(CALM);
        let start = now();
        redis.release(jobs)?;
        while redis.waiting(jobs)? > 0 {
            thread::sleep(BETWEEN_LOOKS);
        }
        // A process that is told to stop gives back what it has fetched and not begun.
        let longest = jobs
            .iter()
            .map(|job| job.ruby + job.wait)
            .max()
            .unwrap_or_default();
        thread::sleep(CALM + longest);
        // Active Record keeps what it has opened.
        let connections = cluster::ask(
            self.world,
            "select count(*) from pg_stat_activity where usename = 'bench'",
        )?;
        let database_cpu_seconds = backends_cpu_seconds();
        for daemon in &running {
            let mut kill = programs::command("kill")?;
            run(kill.args(["-TERM", &daemon.pid().to_string()]))?.success()?;
        }
        let (mut done, mut last, mut cpu_seconds) = (0, 0.0_f64, 0.0);
        for (number, daemon) in running.iter_mut().enumerate() {
            let tally = daemon.ended_with(&self.world.path(tally(number)))?;
            let parts = Tally::read(&tally).ok_or_else(|| format!("tally {tally:?}: {}", daemon.log()))?;
            if parts.failed > 0 {
                return Err(format!("{} jobs failed: {}", parts.failed, daemon.log()));
            }
            done += parts.jobs;
            last = last.max(parts.last);
            cpu_seconds += parts.cpu_seconds;
        }
        if done != jobs.len() {
            return Err(format!("{done} of {} jobs were done", jobs.len()));
        }
        Ok(Drained {
            seconds: last - start,
            cpu_seconds,
            database_cpu_seconds,
            connections: connections
                .parse()
                .map_err(|_| format!("{connections} connections"))?,
        })
    }

    fn start_process(&self, number: usize, process: &Process) -> Result<Daemon, String> {
        for file in [ready(number), tally(number)] {
            self.world.remove(&file)?;
        }
        let threads = process.threads.to_string();
        let mut command = self.world.command("nobody", "sidekiq")?;
        command.current_dir("/");
        command
            .env("POOL", &threads)
            .env("READY", ready(number))
            .env("TALLY", tally(number));
        // As Mastodon's Dockerfile has it.
        command.env("MALLOC_ARENA_MAX", "2");
        command.args(["-r", "/bench/jobs.rb", "-e", "production", "-c", &threads]);
        for queue in &process.queues {
            command.args(["-q", queue]);
        }
        let logs = self.world.path("/bench/log");
        fs::create_dir_all(&logs).map_err(|error| error.to_string())?;
        Daemon::start("sidekiq", command, &logs)
    }
}

/// What a process has done, as `jobs.rb` writes it.
struct Tally {
    jobs: usize,
    failed: usize,
    /// When the last one ended.
    last: f64,
    cpu_seconds: f64,
}

impl Tally {
    fn read(text: &str) -> Option<Self> {
        let parts: Vec<_> = text.split(' ').collect();
        let [jobs, failed, last, cpu_seconds] = parts[..] else {
            return None;
        };
        Some(Self {
            jobs: jobs.parse().ok()?,
            failed: failed.parse().ok()?,
            last: last.parse().ok()?,
            cpu_seconds: cpu_seconds.parse().ok()?,
        })
    }
}

fn ready(number: usize) -> String {
    format!("/tmp/ready-{number}")
}

fn tally(number: usize) -> String {
    format!("/tmp/tally-{number}")
}

/// Of the backends that serve Sidekiq, by the kernel's books: user and system time, in hundredths of a second.
fn backends_cpu_seconds() -> f64 {
    let folders = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let backends = folders.filter(|folder| {
        let line = fs::read(folder.join("cmdline")).unwrap_or_default();
        line.starts_with(b"postgres: bench bench")
    });
    let ticks = |folder: std::path::PathBuf| -> Option<f64> {
        let stat = fs::read_to_string(folder.join("stat")).ok()?;
        let (_, rest) = stat.rsplit_once(") ")?;
        let fields: Vec<_> = rest.split(' ').collect();
        Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
    };
    backends.filter_map(ticks).sum::<f64>() / 100.0
}

fn now() -> f64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs_f64()
}
