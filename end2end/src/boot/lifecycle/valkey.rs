//! Redis' own program gives way to Valkey, with all that it holds, and comes back.

use crate::redis::Program;
use crate::{BundleDir, Report};

use super::{in_report, new_server};

/// A new server with Redis; a plan with Valkey, taken back and put in force again. What Valkey 9 holds Redis 7.0 cannot read.
pub fn moved_to_valkey(redis: &BundleDir, valkey: &BundleDir) -> Report {
    in_report(redis, |world, host, report| {
        Program::Valkey.install(world)?;
        let site = new_server(world, host, &[(redis, "redis"), (valkey, "valkey")])?;
        site.must(&site.redis("", "rpush queue:default one two three"))?;
        let as_new = site.tree()?;

        site.must("bash /root/valkey/main/apply.sh")?;
        site.has(report, "SIDEKIQ_", "llen queue:default", "3")?;
        site.has(report, "SIDEKIQ_", "info server | grep -c valkey_version", "1")?;
        site.must("! systemctl is-active redis-server@main")?;
        site.must("! systemctl is-enabled redis-server@main")?;
        site.must("howdah-backup")?;

        site.must("bash /root/valkey/main/apply.sh --rollback")?;
        site.is_as(report, &as_new, "--rollback")?;
        site.has(report, "", "llen queue:default", "3")?;
        site.must("! systemctl is-active valkey-server@main valkey-server@cache")?;
        site.must("sh /root/redis/main/verify.sh")?;

        site.must("bash /root/valkey/main/apply.sh")?;
        site.must("sed -i 's/^situation=new/situation=changed/' /root/redis/main/apply.plan")?;
        site.refuses(
            report,
            "bash /root/redis/main/apply.sh",
            "cannot be moved from valkey 9.1.2 to redis 7.0",
        )?;
        site.has(report, "SIDEKIQ_", "llen queue:default", "3")?;
        Ok(())
    })
}
