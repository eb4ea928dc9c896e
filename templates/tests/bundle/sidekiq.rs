//! Processes of Sidekiq: one scheduler, started once, in both ways of running.

use planner::spec::Run;

use super::spread::cases;

#[test]
fn one_unit_serves_the_scheduler_and_it_is_no_template() {
    for case in cases().iter().filter(|case| case.plan.spec.run == Run::Systemd) {
        let serving: Vec<_> = case
            .bundle
            .files
            .iter()
            .filter(|file| {
                file.text
                    .lines()
                    .any(|line| line.starts_with("ExecStart=") && line.contains("-q scheduler"))
            })
            .collect();
        assert_eq!(serving.len(), 1, "{}", case.name);
        assert!(!serving[0].path.contains('@'), "{}", case.name);
    }
}

#[test]
fn one_service_serves_the_scheduler_and_it_has_a_name_of_its_own() {
    for case in cases().iter().filter(|case| case.plan.spec.run == Run::Compose) {
        let text = case.text(&case.on_host("opt/mastodon/docker-compose.yml"));
        let services: Vec<_> = text
            .split("\n\n")
            .filter(|part| part.contains("-q scheduler"))
            .collect();
        assert_eq!(services.len(), 1, "{}", case.name);
        assert!(services[0].contains("container_name: "), "{}", case.name);
        assert!(!services[0].contains("scale: "), "{}", case.name);
    }
}

#[test]
fn every_queue_but_the_schedulers_can_get_one_more_process() {
    for case in cases() {
        let runbook = case.text("RUNBOOK.md");
        for queue in case.plan.spec.mastodon.queues() {
            let row = runbook
                .lines()
                .find(|line| line.starts_with(&format!("| {queue} | `")));
            assert_eq!(
                row.is_some(),
                queue != planner::plan::Queue::Scheduler,
                "{}: {queue}",
                case.name
            );
            let Some(row) = row else { continue };
            if case.plan.spec.run == Run::Systemd {
                // `systemctl enable --now mastodon-sidekiq-push@1`
                let unit = row
                    .split("mastodon-sidekiq-")
                    .nth(1)
                    .and_then(|rest| rest.split('@').next())
                    .unwrap();
                case.text(&case.on_host(&format!("etc/systemd/system/mastodon-sidekiq-{unit}@.service")));
            }
        }
    }
}

#[test]
fn the_pool_is_as_large_as_the_threads_before_4_3() {
    for case in cases().iter().filter(|case| case.plan.spec.run == Run::Systemd) {
        for file in case
            .bundle
            .files
            .iter()
            .filter(|file| file.kind.id == "sidekiq-units")
        {
            let threads = file
                .text
                .split("sidekiq -c ")
                .nth(1)
                .and_then(|rest| rest.split(' ').next())
                .unwrap();
            let pool = file
                .text
                .lines()
                .find_map(|line| line.strip_prefix("Environment=\"DB_POOL="));
            if case.plan.spec.mastodon.has_automatic_db_pool() {
                assert_eq!(pool, None, "{}", file.path);
            } else {
                assert_eq!(pool, Some(format!("{threads}\"").as_str()), "{}", file.path);
            }
        }
    }
}
