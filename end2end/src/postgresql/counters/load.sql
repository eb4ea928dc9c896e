-- Posts as Mastodon keeps them, with the columns and indexes that its timelines use; about a kilobyte each.
create table statuses (
    id bigint primary key,
    account_id bigint not null,
    uri text not null,
    text text not null,
    visibility integer not null default 0,
    created_at timestamp not null,
    updated_at timestamp not null
);
create table status_stats (
    status_id bigint primary key,
    replies_count bigint not null default 0,
    reblogs_count bigint not null default 0,
    favourites_count bigint not null default 0
);
with letters as (
    select string_agg(md5(n::text), ' ') as all_of_them from generate_series(1, 400) n
)
insert into statuses (id, account_id, uri, text, created_at, updated_at)
select
    n,
    n % 32,
    'https://example.org/users/' || n % 32 || '/statuses/' || n,
    substr(all_of_them, 1 + (n * 31) % 12000, 740),
    timestamp '2026-01-01' + n * interval '1 second',
    timestamp '2026-01-01' + n * interval '1 second'
from generate_series(1, 200000) n, letters;
insert into status_stats (status_id) select id from statuses;
create index on statuses (account_id, id desc);
create unique index on statuses (uri);
analyze;
