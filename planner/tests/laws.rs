//! Laws that hold for every Spec.

use planner::finding::Severity;
use planner::plan::{Consumer, Order, Queue, RedisRole};
use planner::spec::{Mastodon, StorageKind};
use planner::unit::Memory;
use planner::{FIELDS, Plan, Raw, Spec, plan, rules};
use proptest::prelude::*;

mod specs;

use specs::{specs, with};

macro_rules! of_the_host {
    ($($service:ident: $kind:ident),*) => {
        $(fn $service(plan: &Plan) -> &planner::plan::$kind {
            plan.hosts[0].$service.as_ref().expect("one host runs everything")
        })*
    };
}
of_the_host!(puma: Puma, sidekiq: Sidekiq, streaming: Streaming, redis: Redis, nginx: Nginx);

fn puma_threads(plan: &Plan) -> u32 {
    puma(plan).processes() * puma(plan).threads.value
}

/// Threads are shared out evenly, so that a few may be lost to rounding; never below what the load asks for.
fn does_what_was_asked_or_more(large: &Plan, small: &Plan) -> bool {
    let asked = small.load.peak_jobs.value;
    large.capacity.jobs.value >= small.capacity.jobs.value.min(asked)
}

fn has_finding(plan: &Plan, rule: &str) -> bool {
    plan.findings.iter().any(|finding| finding.rule.id == rule)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(spec in specs()) {
        prop_assert_eq!(Spec::read(&spec.write()), Ok(spec));
    }

    #[test]
    fn the_same_spec_gives_the_same_plan(spec in specs()) {
        prop_assert_eq!(format!("{:?}", plan(&spec)), format!("{:?}", plan(&spec)));
    }

    #[test]
    fn memory_is_handed_out_once(spec in specs()) {
        for host in &plan(&spec).hosts {
            let given: Memory = host.budget.iter().map(|line| line.memory.value).sum();
            prop_assert!(given == host.memory, "{given} of {}", host.memory);
        }
    }

    #[test]
    fn a_host_that_is_too_small_is_named(spec in specs()) {
        let plan = plan(&spec);
        let needed: Memory = puma(&plan).memory.value
            + sidekiq(&plan).processes.iter().map(|p| p.memory.value * p.instances.value.into()).sum()
            + streaming(&plan).memory.value;
        if needed > plan.hosts[0].memory {
            prop_assert!(plan.findings.iter().any(|f| f.rule.id == "memory-fits" && f.severity == Severity::Error));
        }
    }

    #[test]
    fn a_limit_has_room_for_its_budget_and_leaves_the_database_and_redis_theirs(spec in specs()) {
        let plan = plan(&spec);
        let host = &plan.hosts[0];
        let data = host.memory_of(Consumer::Postgresql) + host.memory_of(Consumer::Redis);
        for line in &host.budget {
            let Some(most) = line.limits.and_then(|limits| limits.memory_max) else { continue };
            prop_assert!(most >= line.memory.value, "{:?}: {most}", line.consumer);
            prop_assert!(most + data <= host.memory, "{:?}: {most} beside {data}", line.consumer);
        }
    }

    #[test]
    fn connections_fit(spec in specs()) {
        let plan = plan(&spec);
        let ledger = &plan.connections;
        let reserved: u32 = ledger.reserves.iter().map(|line| line.processes * line.pool).sum();
        let clients: u32 = ledger.lines.iter().map(|line| line.processes * line.pool).sum();
        let servers = plan.pgbouncer().map_or(clients, |p| p.default_pool_size.value + p.reserve_pool_size.value);
        let is_limited = has_finding(&plan, "connections-fit-the-limit");
        prop_assert!((servers + reserved <= ledger.max_connections.value) != is_limited);
        prop_assert!(!is_limited || spec.database.is_elsewhere());
        // PostgreSQL keeps three for the superuser; migrations, a console and a dump need some more.
        let kept = if spec.database.is_elsewhere() { spec.database.reserved_connections } else { 3 };
        prop_assert!(reserved >= kept + 5);
        if let Some(pgbouncer) = plan.pgbouncer() {
            prop_assert!(clients <= pgbouncer.max_client_conn.value);
            let files = pgbouncer.max_client_conn.value + pgbouncer.default_pool_size.value + pgbouncer.reserve_pool_size.value;
            prop_assert!(files < pgbouncer.file_limit.value);
        }
    }

    #[test]
    fn every_thread_has_a_connection(spec in specs()) {
        let plan = plan(&spec);
        let of = |name: &str| plan.connections.lines.iter().find(|line| line.name == name).expect("a line").connections();
        prop_assert!(of("Puma") >= puma_threads(&plan));
        for process in &sidekiq(&plan).processes {
            let held = of(&format!("Sidekiq {}", process.name));
            prop_assert!(held >= process.instances.value * process.concurrency.value);
        }
    }

    #[test]
    fn all_connections_sorting_at_once_fit_into_the_databases_memory(spec in specs()) {
        let plan = plan(&spec);
        let Some((_, postgresql)) = plan.database() else {
            prop_assert!(spec.database.is_elsewhere());
            return Ok(());
        };
        let work_mem = postgresql.work_mem.value;
        let fits = |sorting: Memory| postgresql.shared_buffers.value + sorting <= postgresql.memory.value;
        let sorting = work_mem * plan.connections.server_connections.into();
        // A hash takes twice as much as a sort. PostgreSQL's defaults may be 4 MB and the least 64 kB.
        prop_assert!(fits(sorting * 2) || (work_mem <= Memory::mib(4) && fits(sorting)) || work_mem == Memory::kib(64));
        prop_assert!(work_mem <= Memory::mib(32));
    }

    #[test]
    fn a_connection_has_postgresqls_4_mb_to_sort_in_or_a_finding_says_why_not(spec in specs()) {
        let plan = plan(&spec);
        if let Some((_, postgresql)) = plan.database() {
            let is_said = has_finding(&plan, "sorts-have-memory") || has_finding(&plan, "memory-fits");
            prop_assert_eq!(postgresql.work_mem.value < Memory::mib(4) && !is_said, false);
        }
    }

    #[test]
    fn the_scheduler_runs_once(spec in specs()) {
        let plan = plan(&spec);
        let runs: u32 = sidekiq(&plan).processes.iter().filter(|p| p.serves(Queue::Scheduler)).map(|p| p.instances.value).sum();
        prop_assert_eq!(runs, 1);
        prop_assert!(!sidekiq(&plan).extra_queues.contains(&Queue::Scheduler));
    }

    #[test]
    fn every_queue_is_served_and_comes_first_somewhere(spec in specs()) {
        let plan = plan(&spec);
        for queue in spec.mastodon.queues() {
            let is_first = sidekiq(&plan).processes.iter().any(|process| match process.order {
                // In weighted order any queue with a weight is looked at first, as often as the weight says.
                Order::Weighted => process.queues.iter().any(|e| e.queue == queue && e.weight.is_some_and(|w| w > 0)),
                Order::Strict => process.queues[0].queue == queue,
            });
            prop_assert!(is_first, "{queue}");
        }
        for process in &sidekiq(&plan).processes {
            for entry in &process.queues {
                prop_assert!(spec.mastodon.queues().contains(&entry.queue));
                prop_assert_eq!(process.queues.iter().filter(|e| e.queue == entry.queue).count(), 1);
            }
        }
    }

    #[test]
    fn queues_and_feeds_are_never_evicted(spec in specs()) {
        let plan = plan(&spec);
        for role in [RedisRole::Main, RedisRole::Sidekiq] {
            prop_assert_eq!(redis(&plan).of(role).eviction.value, "noeviction");
        }
        prop_assert!(redis(&plan).of(RedisRole::Sidekiq).is_append_only.value);
    }

    #[test]
    fn redis_may_take_no_more_than_it_is_given(spec in specs()) {
        let plan = plan(&spec);
        let given = plan.hosts[0].memory_of(Consumer::Redis);
        // A quarter more is room to work in; MiB are rounded down.
        let needed = redis(&plan).maxmemory().fraction(5, 4);
        prop_assert!(needed <= given + Memory::mib(1), "{needed} of {given}");
    }

    #[test]
    fn redis_holds_the_backlog_or_a_finding_says_so(spec in specs(), jobs in 1u64..10_000_000) {
        let plan = plan(&with(&spec, "load.measured.backlog", jobs.to_string()));
        // 4 KiB a job, and feeds of 70 KiB a user where they are in the same instance.
        let users = u64::from(spec.load.active_users) * u64::from(spec.load.surge);
        let instance = redis(&plan).of(RedisRole::Sidekiq);
        let feeds = if instance.roles.contains(&RedisRole::Main) { Memory::kib(users * 70) } else { Memory::ZERO };
        let is_held = instance.maxmemory.value >= Memory::kib(jobs * 4) + feeds;
        prop_assert!(is_held || has_finding(&plan, "redis-holds-the-backlog"));
    }

    #[test]
    fn nginx_has_files_and_connections_for_every_streaming_client(spec in specs()) {
        let plan = plan(&spec);
        let nginx = nginx(&plan);
        prop_assert!(nginx.worker_rlimit_nofile.value >= nginx.worker_connections.value);
        let clients = plan.load.streaming_connections.value;
        // One to the browser, one to the streaming process; beyond this limit a second host is needed anyway.
        prop_assert!(u64::from(nginx.worker_connections.value) >= (clients * 2).min(65_536));
        prop_assert!(!streaming(&plan).ports.is_empty());
    }

    #[test]
    fn more_memory_never_gives_a_smaller_plan(spec in specs(), more in 1u64..64) {
        let small = plan(&spec);
        let large = plan(&with(&spec, "hosts.0.memory", (spec.hosts[0].memory + Memory::mib(more * 512)).to_string()));
        // As many threads in more processes are more, since each process can use a core.
        prop_assert!(sidekiq(&large).threads() >= sidekiq(&small).threads() || sidekiq(&large).process_count() > sidekiq(&small).process_count());
        prop_assert!(puma_threads(&large) >= puma_threads(&small) || puma(&large).processes() > puma(&small).processes());
        prop_assert!(does_what_was_asked_or_more(&large, &small));
        prop_assert!(large.hosts[0].memory_of(Consumer::Postgresql) >= small.hosts[0].memory_of(Consumer::Postgresql));
    }

    #[test]
    fn the_host_that_a_finding_names_can_do_the_jobs(spec in specs()) {
        let small = plan(&spec);
        let remedies = small.findings.iter().filter(|finding| finding.rule.id == "load-fits").map(|finding| &finding.remedy);
        for remedy in remedies.filter(|remedy| remedy.contains("can do these jobs")) {
            let numbers: Vec<_> = remedy.split(' ').filter(|word| word.parse::<u64>().is_ok()).collect();
            let large = with(&with(&spec, "hosts.0.cores", numbers[0]), "hosts.0.memory", format!("{} GiB", numbers[1]));
            let large = plan(&large);
            prop_assert!(!has_finding(&large, "load-fits") && !has_finding(&large, "memory-fits"), "{remedy}");
        }
    }

    #[test]
    fn more_cores_never_give_a_smaller_plan(spec in specs(), more in 1u32..64) {
        let small = plan(&spec);
        let cores = (spec.hosts[0].cores + more).min(1024);
        let large = plan(&with(&spec, "hosts.0.cores", cores.to_string()));
        // With more cores streaming may take some of the memory for processes of its own.
        let streams_more = streaming(&large).processes.value > streaming(&small).processes.value;
        prop_assert!(sidekiq(&large).process_count() >= sidekiq(&small).process_count() || streams_more);
        prop_assert!(puma(&large).processes() >= puma(&small).processes() || streams_more);
        prop_assert!(does_what_was_asked_or_more(&large, &small) || streams_more);
    }

    #[test]
    fn more_users_never_give_fewer_threads_than_they_ask_for_until_a_finding_says_why(spec in specs(), more in 1u32..100_000) {
        let few = plan(&spec);
        let users = (spec.load.active_users + more).min(1_000_000);
        let many = plan(&with(&spec, "load.active_users", users.to_string()));
        // A quarter of a second a job and a fifth a request, threads half idle.
        let asked = many.load.peak_jobs.value.as_per_1000_s().div_ceil(2_000);
        let is_limited = ["sidekiq-has-its-processes", "memory-fits"].iter().any(|rule| has_finding(&many, rule));
        prop_assert!(u64::from(sidekiq(&many).threads()) >= asked.min(sidekiq(&few).threads().into()) || is_limited);
        let asked = (many.load.requests_per_second.value * 2).div_ceil(5);
        let is_limited = ["web-has-its-threads", "memory-fits"].iter().any(|rule| has_finding(&many, rule));
        prop_assert!(u64::from(puma_threads(&many)) >= asked.min(puma_threads(&few).into()) || is_limited);
    }

    #[test]
    fn every_value_names_a_listed_rule(spec in specs()) {
        let plan = plan(&spec);
        let used = plan.parts().into_iter().flat_map(|part| part.values).map(|value| value.rule.id)
            .chain(plan.findings.iter().map(|finding| finding.rule.id))
            .collect::<Vec<_>>();
        for id in used {
            prop_assert!(rules().any(|rule| rule.id == id), "{id}");
        }
    }

    #[test]
    fn findings_point_at_fields_and_come_worst_first(spec in specs()) {
        let findings = plan(&spec).findings;
        for finding in &findings {
            prop_assert!(!finding.message.is_empty() && !finding.remedy.is_empty());
            for at in &finding.about {
                prop_assert!(at.host < spec.hosts.len(), "{at}");
            }
        }
        prop_assert!(findings.is_sorted_by_key(|finding| finding.severity));
    }

    #[test]
    fn any_text_anywhere_is_read_or_refused_without_panic(
        path in proptest::sample::select(FIELDS.iter().map(|field| field.path(0)).collect::<Vec<_>>()),
        text in any::<String>(),
    ) {
        let raw: Raw = [("site.domain".to_owned(), "example.social".to_owned()), (path.clone(), text.clone())].into_iter().collect();
        let (spec, problems) = Spec::read_what_is_good(&raw);
        // Whatever was typed, there is a plan to show.
        let _ = plan(&spec);
        for problem in &problems {
            prop_assert!(!problem.about.to_string().is_empty() && !problem.message.is_empty() && !problem.limit.is_empty());
        }
        if problems.is_empty() {
            let kept = spec.write();
            let kept = kept.get(&path).unwrap_or_default();
            prop_assert!(!kept.contains(['\n', '\r', '"', '\'', '$', ';', '%', '{', '}', '#', '\\', '`', '<', '>', '&']), "{kept:?}");
        }
    }

    #[test]
    fn object_storage_is_complete(spec in specs()) {
        let plan = plan(&spec);
        let variables: Vec<_> = plan.storage.values().into_iter().map(|value| value.name).collect();
        if spec.storage.kind == StorageKind::S3 {
            for name in ["S3_ENABLED", "S3_BUCKET", "S3_REGION", "S3_HOSTNAME"] {
                prop_assert!(variables.iter().any(|variable| variable == name), "{name}");
            }
        } else {
            prop_assert!(variables.is_empty());
        }
    }

    #[test]
    fn streaming_is_one_process_a_port_from_4_2(spec in specs()) {
        let plan = plan(&spec);
        let streaming = streaming(&plan);
        if spec.mastodon >= Mastodon::V4_2 {
            prop_assert_eq!(streaming.ports.len(), streaming.processes.value as usize);
        } else {
            prop_assert_eq!(&streaming.ports, &vec![4000]);
        }
    }
}
