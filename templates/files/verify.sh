#!/bin/sh
{% include "partials/head" %}
# Run it as root on the host: sh verify.sh. Its exit status is 1 if anything is wrong. It changes nothing, but for a
# small file among the media that it writes, reads and deletes. It waits up to {{ patience_seconds }} s in all for what starts;
# PATIENCE=10 sh verify.sh waits 10 s.

set -u
failures=0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ok() { printf 'OK    %s\n' "$1"; }

fail() {
  printf 'FAIL  %s\n' "$1"
  failures=$((failures + 1))
}

# Something that cannot be asked here.
note() { printf '      %s\n' "$1"; }

# What it checks, then a command that succeeds if all is well.
check() {
  what=$1
  shift
  if said=$("$@" 2>&1); then
    ok "$what"
  else
    fail "$what"
    printf '%s\n' "$said" | sed 's/^/      /'
  fi
}

# What it checks, what is planned, what is there.
same() {
  if [ "$2" = "$3" ]; then ok "$1 is $2"; else fail "$1 is ${3:-not set}, planned is $2"; fi
}

# What it checks, what is there, the most that is planned.
at_most() {
  case $2 in
  '' | *[!0-9]*) fail "$1 cannot be counted: $2" ;;
  *) if [ "$2" -le "$3" ]; then ok "$1: $2 of $3"; else fail "$1: $2, planned are at most $3"; fi ;;
  esac
}

# What it checks, and text that should be empty.
none() {
  if [ -z "$2" ]; then
    ok "$1"
  else
    fail "$1"
    printf '%s\n' "$2" | sed 's/^/      /'
  fi
}

# What a later step of RUNBOOK.md makes is no fault while apply.sh asks.
applying=${APPLYING:-}
later() { if [ -n "$applying" ]; then note "$1 yet: RUNBOOK.md has the step"; else fail "$1$2"; fi; }

# Ruby takes its time to start. Our judgement, three times what it takes.
patience=${PATIENCE:-{{ patience_seconds }}}
wait_for() {
  until "$@" > /dev/null 2>&1; do
    [ "$patience" -gt 0 ] || return 0
    patience=$((patience - 1))
    sleep 1
  done
}

# A variable of Mastodon's settings, without its quotes.
variable() { sed -n "s/^\(export \)\{0,1\}$1=//p" {{ env_path }} | tail -n 1 | sed -e "s/^'\(.*\)'\$/\1/" -e 's/^"\(.*\)"$/\1/'; }
has_variable() { grep -q "^\(export \)\{0,1\}$1=" {{ env_path }}; }

url() { curl --silent --show-error --fail --max-time 10 --output /dev/null "$@"; }
{%- if is_systemd %}
{% include "partials/verify-systemd" %}
{%- else %}
{% include "partials/verify-compose" %}
{%- endif %}

printf '\nFiles\n'
for file in \
{%- for file in files %}
  {{ file }}{% if !loop.last %} \{% endif %}
{%- endfor %}
do
  if [ ! -e "$file" ]; then
    fail "$file is missing"
  elif grep -q CHANGE_ME_ "$file"; then
    fail "$file has places to fill in: $(grep -o 'CHANGE_ME_[A-Z0-9_]*' "$file" | sort -u | tr '\n' ' ')"
  else
    ok "$file"
  fi
done
{%- if !secret_files.is_empty() %}
for file in \
{%- for file in secret_files %}
  {{ file }}{% if !loop.last %} \{% endif %}
{%- endfor %}
do
  [ -e "$file" ] || continue
  case $(stat -c %a "$file") in
  *0) ok "$file is closed to others" ;;
  *) fail "$file can be read by others: chmod o= $file" ;;
  esac
done
{%- endif %}
{%- if has_backup %}
{% include "partials/verify-backup" %}
{%- endif %}
{%- if !folders.is_empty() %}
{% include "partials/verify-disks" %}
{%- endif %}
{%- if !redis.is_empty() || huge_pages.is_some() %}

printf '\nKernel\n'
{%- endif %}
{%- if !redis.is_empty() %}
same vm.overcommit_memory 1 "$(sysctl -n vm.overcommit_memory)"
{%- endif %}
{%- if let Some(pages) = huge_pages %}
# A host that has run for long may have no whole ones left, and PostgreSQL then starts without any.
planned={{ pages }}
pages=$(sysctl -n vm.nr_hugepages)
if [ "$pages" -lt "$planned" ]; then
  fail "vm.nr_hugepages is $pages, planned is $planned: start the host anew, when memory is in one piece"
else
  ok "vm.nr_hugepages is $pages"
fi
{%- endif %}
{%- if let Some(postgresql) = postgresql %}

printf '\nPostgreSQL\n'
none 'every setting of the file is accepted and in force' "$(sql "select name || ' = ' || setting || coalesce(': ' || error, '') from pg_file_settings where sourcefile like '%mastodon.conf' and (not applied or error is not null)")"
none 'no setting waits for a restart' "$(sql 'select name from pg_settings where pending_restart')"
{%- if tells_of_huge_pages %}
same huge_pages_status on "$(sql 'show huge_pages_status')"
{%- endif %}
same max_connections {{ connections.max_connections }} "$(sql 'show max_connections')"
{%- if has_mastodon %}
check 'Mastodon can log in to its database' login
{%- endif %}
at_most 'connections to PostgreSQL now' "$(sql "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()")" {{ connections.server_connections }}
{%- endif %}
{%- if let Some(elsewhere) = elsewhere %}

printf '\nThe database elsewhere\n'
# A question that gets no answer must not pass for an empty one.
sql() {
  PGPASSWORD=$(sed -n 's/^DB_PASS=//p' {{ env_path }} | tr -d "'\"")
  export PGPASSWORD
  {% for word in elsewhere.client() %}{{ word }} {% endfor %}psql -X -At -c "$1" {{ elsewhere.conninfo() }} || echo "the database does not answer"
  unset PGPASSWORD
}
same 'its version' {{ version }} "$(sql 'show server_version' | sed 's/\..*//')"
same 'max_connections, as its provider states it,' {{ connections.max_connections }} "$(sql 'show max_connections')"
same 'the encoding of its text' UTF8 "$(sql 'show server_encoding')"
at_most 'connections of this role to it now' "$(sql 'select count(*) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()')" {{ connections.server_connections }}
{%- endif %}
{%- if let Some(pgbouncer) = pgbouncer %}

printf '\nPgBouncer\n'
config=$(console 'show config')
setting() { printf '%s\n' "$config" | sed -n "s/^$1|\([^|]*\)|.*/\1/p"; }
same pool_mode transaction "$(setting pool_mode)"
same max_client_conn {{ pgbouncer.max_client_conn }} "$(setting max_client_conn)"
same default_pool_size {{ pgbouncer.default_pool_size }} "$(setting default_pool_size)"
same reserve_pool_size {{ pgbouncer.reserve_pool_size }} "$(setting reserve_pool_size)"
at_most 'connections to PgBouncer now' "$(console 'show clients' | grep -c "|$(variable DB_USER)|")" {{ pgbouncer.max_client_conn }}
{%- endif %}
{%- if !redis.is_empty() %}

printf '\nRedis\n'
config() { redis "$1" "$2" config get "$3" | sed -n 2p; }
{%- for redis in redis %}
same {{ "{}: maxmemory"|format(redis.name) }} {{ redis.maxmemory.value.as_bytes() }} "$(config {{ redis.name }} {{ redis.port }} maxmemory)"
same {{ "{}: maxmemory-policy"|format(redis.name) }} {{ redis.eviction }} "$(config {{ redis.name }} {{ redis.port }} maxmemory-policy)"
same {{ "{}: appendonly"|format(redis.name) }} {% if redis.is_append_only.value %}yes{% else %}no{% endif %} "$(config {{ redis.name }} {{ redis.port }} appendonly)"
{%- endfor %}
{%- endif %}
{%- if let Some(redis) = sidekiq_redis %}

printf '\nSidekiq\n'
# Each live process tells of itself in Redis, in the database that Mastodon's settings name.
database=$(sed -n "s|^SIDEKIQ_REDIS_URL=.*/\([0-9][0-9]*\)'\{0,1\}\$|\1|p" {{ env_path }})
# Up to 4.3 all keys may begin with a name.
namespace=$(variable REDIS_NAMESPACE)
namespace=$namespace${namespace:+:}
sidekiq() { redis {{ redis.name }} {{ redis.port }} -n "${database:-0}" "$@"; }
ask_processes() {
  processes=$(for process in $(sidekiq smembers "${namespace}processes"); do sidekiq hget "$namespace$process" info; done | grep '"queues"')
}
serving() { printf '%s\n' "$processes" | grep -c "\"$1\""; }
# One that was killed tells of itself for a minute more.
every_queue_is_served() {
  ask_processes
  [ "$(serving scheduler)" = 1 ] || return 1
  for queue in{% for queue in queues %} {{ queue }}{% endfor %}; do [ "$(serving "$queue")" -gt 0 ] || return 1; done
}
wait_for every_queue_is_served
same 'number of processes that serve the scheduler' 1 "$(serving scheduler)"
for queue in{% for queue in queues %} {{ queue }}{% endfor %}; do
  if [ "$(serving "$queue")" -gt 0 ]; then ok "queue $queue is served"; else fail "nobody serves the queue $queue"; fi
done
{%- endif %}
{%- if has_nginx || web_port.is_some() || !streaming_ports.is_empty() %}

printf '\nWeb and streaming\n'
{%- endif %}
{%- if let Some(port) = web_port %}
health() { url --header {{ "Host: {}"|format(domain) }} --header 'X-Forwarded-Proto: https' {{ "http://{}:{}/health"|format(loopback, port) }}; }
wait_for health
check 'Puma answers' health
{%- endif %}
{%- for port in streaming_ports %}
wait_for url {{ "http://{}:{}/api/v1/streaming/health"|format(loopback, port) }}
check {{ "streaming answers on port {}"|format(port) }} url {{ "http://{}:{}/api/v1/streaming/health"|format(loopback, port) }}
{%- endfor %}
{%- if has_nginx %}
check 'nginx accepts its files' nginx -t
{%- if proxy.ends_tls() %}
check {{ "nginx serves {} to the proxy in front"|format(domain) }} url --resolve {{ "{}:80:{}"|format(domain, loopback) }} --header 'X-Forwarded-Proto: https' {{ "http://{}/health"|format(domain) }}
check {{ "the proxy in front serves https://{}"|format(domain) }} url {{ "https://{}/health"|format(domain) }}
{%- else %}
check {{ "nginx serves https://{}"|format(domain) }} url --resolve {{ "{}:443:{}"|format(domain, loopback) }} {{ "https://{}/health"|format(domain) }}
{%- endif %}
{%- endif %}
{%- if let Some(domain) = certified_media %}
if [ -e {{ "/etc/letsencrypt/live/{}/fullchain.pem"|format(domain) }} ]; then
  ok {{ "nginx has a certificate for {}"|format(domain) }}
else
  later {{ "there is no certificate for {}"|format(domain) }} ''
fi
{%- endif %}
{%- if has_exporter %}
check 'the exporter has figures' url {{ "http://{}:9394/metrics"|format(loopback) }}
{%- endif %}
{%- if has_search %}
{% include "partials/verify-search" %}
{%- endif %}
{%- if has_mastodon %}
{% include "partials/verify-media" %}
{% include "partials/verify-mail" %}
{%- endif %}

if [ "$failures" -eq 0 ]; then
  printf '\nAll is as planned.\n'
else
  printf '\n%s not as planned. RUNBOOK.md says how each is set up.\n' "$failures"
  exit 1
fi
