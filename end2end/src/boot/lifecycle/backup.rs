//! A backup of a running server, its database lost, and brought back from it.

use crate::Report;

use super::Site;

const DATABASE: &str =
    "cd / && runuser -u postgres -- psql -XAtq -v ON_ERROR_STOP=1 -d mastodon_production -c";

const CONTENT: &str = "select count(*), md5(string_agg(id || text, ',' order by id)), pg_get_userbyid(relowner) from statuses, pg_class \
                       where pg_class.oid = 'statuses'::regclass group by relowner";

pub(super) fn made_and_brought_back(site: &Site, report: &mut Report) -> Result<(), String> {
    site.must(&format!(
        "{DATABASE} \"create table statuses as select id, 'post ' || id as text from generate_series(1, 5000) id; \
         alter table statuses owner to mastodon; create index on statuses (text)\""
    ))?;
    let content = site.must(&format!("{DATABASE} \"{CONTENT}\""))?;
    site.must("systemctl start howdah-backup")?;
    let written = site.must("cd /var/backups/mastodon && stat -c '%a %n' * | sed 's/-20[0-9-]*/-DAY/'")?;
    report.expect(
        written == "600 database-DAY.dump\n600 env-DAY\n600 redis-main-DAY.rdb",
        || format!("the backup is {written}"),
    );
    site.must("redis-check-rdb /var/backups/mastodon/redis-main-*.rdb")?;
    site.must("cmp /var/backups/mastodon/env-* /home/mastodon/live/.env.production")?;

    site.must(&format!("{DATABASE} 'drop table statuses'"))?;
    site.must("systemctl stop mastodon-web mastodon-streaming mastodon-sidekiq")?;
    let damaged = site.must(
        "head -c 2000 /var/backups/mastodon/database-*.dump > /root/damaged && howdah-backup --restore /root/damaged 2>&1 || true",
    )?;
    report.expect(damaged.ends_with("/root/damaged is no whole dump."), || {
        format!("a damaged dump: {damaged}")
    });
    site.must("howdah-backup --restore /var/backups/mastodon/database-*.dump")?;
    let back = site.must(&format!("{DATABASE} \"{CONTENT}\""))?;
    report.expect(back == content, || format!("{back} came back of {content}"));
    let databases = site.must(&format!(
        "{DATABASE} \"select count(*) from pg_database where datname like 'mastodon_production_%'\""
    ))?;
    report.expect(databases == "1", || {
        format!("{databases} databases of before are kept")
    });
    site.must("systemctl start mastodon-web mastodon-streaming mastodon-sidekiq")?;
    site.must("sh /root/new/main/verify.sh")?;
    Ok(())
}
