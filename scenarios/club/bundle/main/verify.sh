#!/bin/sh
# Asks the programs on this host whether all is as planned.
# Made by Howdah from howdah.yaml. PLAN.md explains the rules that are named in comments.
# Run it as root on the host: sh verify.sh. Its exit status is 1 if anything is wrong. It changes nothing, but for a
# small file among the media that it writes, reads and deletes. It waits up to 90 s in all for what starts;
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
patience=${PATIENCE:-90}
wait_for() {
  until "$@" > /dev/null 2>&1; do
    [ "$patience" -gt 0 ] || return 0
    patience=$((patience - 1))
    sleep 1
  done
}

# A variable of Mastodon's settings, without its quotes.
variable() { sed -n "s/^\(export \)\{0,1\}$1=//p" /home/mastodon/live/.env.production | tail -n 1 | sed -e "s/^'\(.*\)'\$/\1/" -e 's/^"\(.*\)"$/\1/'; }
has_variable() { grep -q "^\(export \)\{0,1\}$1=" /home/mastodon/live/.env.production; }

url() { curl --silent --show-error --fail --max-time 10 --output /dev/null "$@"; }

# A folder that PostgreSQL's user may be in.
cd / || exit 2

# A question that gets no answer must not pass for an empty one.
sql() { runuser -u postgres -- psql -X -p 5432 -At -c "$1" postgres || echo "PostgreSQL does not answer"; }

# By the way and with the password that Mastodon has.
login() {
  PGPASSWORD=$(variable DB_PASS) psql -X -q -h "$(variable DB_HOST)" -p "$(variable DB_PORT)" -U "$(variable DB_USER)" -d "$(variable DB_NAME)" -c 'select 1'
}

store=redis
# An instance's name and port, then a command.
redis() {
  password=$(sed -n 's/^requirepass //p' "/etc/$store/$store-$1.conf")
  port=$2
  shift 2
  REDISCLI_AUTH=$password redis-cli -p "$port" "$@"
}

if [ "$(id -u)" -ne 0 ]; then
  echo 'verify.sh must be run as root.' >&2
  exit 2
fi

printf 'Units\n'
check 'systemd accepts the units' systemd-analyze verify --man=no \
  mastodon-web.service \
  mastodon-streaming.service \
  mastodon-streaming@.service \
  mastodon-sidekiq.service \
  mastodon-sidekiq-worker@.service \
  mastodon-sidekiq-scheduler.service \
  mastodon-sidekiq-default@.service \
  mastodon-sidekiq-push@.service \
  mastodon-sidekiq-ingress@.service \
  mastodon-sidekiq-mailers@.service \
  mastodon-sidekiq-pull@.service \
  mastodon-sidekiq-fasp@.service \
  mastodon-postgresql.slice \
  mastodon-web.slice \
  mastodon-sidekiq.slice \
  mastodon-streaming.slice \
  mastodon-redis.slice \
  mastodon-nginx.slice \
  howdah-backup.service \
  howdah-backup.timer
for unit in \
  nginx.service \
  postgresql@16-main.service \
  redis-server@main.service \
  redis-server@cache.service \
  mastodon-web.service \
  mastodon-streaming@4000.service \
  mastodon-sidekiq-worker@1.service \
  mastodon-sidekiq-worker@2.service \
  mastodon-sidekiq-worker@3.service \
  mastodon-sidekiq-scheduler.service
do
  check "$unit runs" systemctl is-active --quiet "$unit"
done
for unit in nginx.service postgresql.service mastodon-web.service mastodon-streaming.service mastodon-sidekiq.service redis-server@main.service redis-server@cache.service; do
  check "$unit starts with the host" systemctl is-enabled --quiet "$unit"
done

printf '\nFiles\n'
for file in \
  /home/mastodon/live/.env.production \
  /etc/systemd/system/mastodon-web.service \
  /etc/systemd/system/mastodon-streaming.service \
  /etc/systemd/system/mastodon-streaming@.service \
  /etc/systemd/system/mastodon-sidekiq.service \
  /etc/systemd/system/mastodon-sidekiq-worker@.service \
  /etc/systemd/system/mastodon-sidekiq-scheduler.service \
  /etc/systemd/system/mastodon-sidekiq-default@.service \
  /etc/systemd/system/mastodon-sidekiq-push@.service \
  /etc/systemd/system/mastodon-sidekiq-ingress@.service \
  /etc/systemd/system/mastodon-sidekiq-mailers@.service \
  /etc/systemd/system/mastodon-sidekiq-pull@.service \
  /etc/systemd/system/mastodon-sidekiq-fasp@.service \
  /etc/systemd/system/mastodon-postgresql.slice \
  /etc/systemd/system/mastodon-web.slice \
  /etc/systemd/system/mastodon-sidekiq.slice \
  /etc/systemd/system/mastodon-streaming.slice \
  /etc/systemd/system/mastodon-redis.slice \
  /etc/systemd/system/mastodon-nginx.slice \
  /etc/systemd/system/nginx.service.d/mastodon.conf \
  /etc/systemd/system/postgresql@16-main.service.d/mastodon.conf \
  /etc/systemd/system/redis-server@main.service.d/mastodon.conf \
  /etc/systemd/system/redis-server@cache.service.d/mastodon.conf \
  /etc/nginx/nginx.conf \
  /etc/nginx/sites-available/mastodon \
  /etc/postgresql/16/main/conf.d/90-mastodon.conf \
  /etc/redis/redis-main.conf \
  /etc/redis/redis-cache.conf \
  /etc/sysctl.d/90-mastodon.conf \
  /usr/local/sbin/howdah-backup \
  /etc/systemd/system/howdah-backup.service \
  /etc/systemd/system/howdah-backup.timer
do
  if [ ! -e "$file" ]; then
    fail "$file is missing"
  elif grep -q CHANGE_ME_ "$file"; then
    fail "$file has places to fill in: $(grep -o 'CHANGE_ME_[A-Z0-9_]*' "$file" | sort -u | tr '\n' ' ')"
  else
    ok "$file"
  fi
done
for file in \
  /home/mastodon/live/.env.production \
  /etc/redis/redis-main.conf \
  /etc/redis/redis-cache.conf
do
  [ -e "$file" ] || continue
  case $(stat -c %a "$file") in
  *0) ok "$file is closed to others" ;;
  *) fail "$file can be read by others: chmod o= $file" ;;
  esac
done

printf '\nBackups\n'
check 'the next backup is waited for' systemctl is-active --quiet howdah-backup.timer
none 'the last one succeeded' "$(systemctl is-failed --quiet howdah-backup.service && echo 'journalctl -u howdah-backup')"
if ! grep -qs '^TARGET=..*' /etc/default/howdah-backup; then note 'copies stay on this host: set TARGET in '/etc/default/howdah-backup; fi

printf '\nDisks\n'
# Elasticsearch stops writing at 90 % by itself, and every database is in trouble soon after.
df --output=target,pcent,avail -BM / /var /home/mastodon/live /home/mastodon/live/public/system /var/lib/postgresql/16/main /var/lib/redis 2> /dev/null | sed 1d | sort -u > "$work/disks"
while read -r target percent free; do
  if [ "${percent%?}" -lt 90 ]; then ok "$target has ${free%M} MiB free"; else fail "$target is $percent full, ${free%M} MiB are free"; fi
done < "$work/disks"

printf '\nKernel\n'
same vm.overcommit_memory 1 "$(sysctl -n vm.overcommit_memory)"

printf '\nPostgreSQL\n'
none 'every setting of the file is accepted and in force' "$(sql "select name || ' = ' || setting || coalesce(': ' || error, '') from pg_file_settings where sourcefile like '%mastodon.conf' and (not applied or error is not null)")"
none 'no setting waits for a restart' "$(sql 'select name from pg_settings where pending_restart')"
same max_connections 100 "$(sql 'show max_connections')"
check 'Mastodon can log in to its database' login
at_most 'connections to PostgreSQL now' "$(sql "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()")" 78

printf '\nRedis\n'
config() { redis "$1" "$2" config get "$3" | sed -n 2p; }
same 'main: maxmemory' 702545920 "$(config main 6379 maxmemory)"
same 'main: maxmemory-policy' noeviction "$(config main 6379 maxmemory-policy)"
same 'main: appendonly' yes "$(config main 6379 appendonly)"
same 'cache: maxmemory' 134217728 "$(config cache 6381 maxmemory)"
same 'cache: maxmemory-policy' allkeys-lru "$(config cache 6381 maxmemory-policy)"
same 'cache: appendonly' no "$(config cache 6381 appendonly)"

printf '\nSidekiq\n'
# Each live process tells of itself in Redis, in the database that Mastodon's settings name.
database=$(sed -n "s|^SIDEKIQ_REDIS_URL=.*/\([0-9][0-9]*\)'\{0,1\}\$|\1|p" /home/mastodon/live/.env.production)
# Up to 4.3 all keys may begin with a name.
namespace=$(variable REDIS_NAMESPACE)
namespace=$namespace${namespace:+:}
sidekiq() { redis main 6379 -n "${database:-0}" "$@"; }
ask_processes() {
  processes=$(for process in $(sidekiq smembers "${namespace}processes"); do sidekiq hget "$namespace$process" info; done | grep '"queues"')
}
serving() { printf '%s\n' "$processes" | grep -c "\"$1\""; }
# One that was killed tells of itself for a minute more.
every_queue_is_served() {
  ask_processes
  [ "$(serving scheduler)" = 1 ] || return 1
  for queue in default push ingress mailers pull scheduler fasp; do [ "$(serving "$queue")" -gt 0 ] || return 1; done
}
wait_for every_queue_is_served
same 'number of processes that serve the scheduler' 1 "$(serving scheduler)"
for queue in default push ingress mailers pull scheduler fasp; do
  if [ "$(serving "$queue")" -gt 0 ]; then ok "queue $queue is served"; else fail "nobody serves the queue $queue"; fi
done

printf '\nWeb and streaming\n'
health() { url --header 'Host: example.social' --header 'X-Forwarded-Proto: https' http://127.0.0.1:3000/health; }
wait_for health
check 'Puma answers' health
wait_for url http://127.0.0.1:4000/api/v1/streaming/health
check 'streaming answers on port 4000' url http://127.0.0.1:4000/api/v1/streaming/health
check 'nginx accepts its files' nginx -t
check 'nginx serves https://example.social' url --resolve example.social:443:127.0.0.1 https://example.social/health

printf '\nMedia\n'
site="https://example.social"
# nginx, as it is asked from outside or by the proxy in front.
at_nginx=$site way=example.social:443:127.0.0.1
system=/home/mastodon/live/public/system
file=howdah-verify-$$.txt
# As the unit's user, with as little as its sandbox leaves it.
writes() {
  # shellcheck disable=SC2016
  systemd-run --quiet --wait --pipe --collect --property=User=mastodon --property=ProtectSystem=strict \
    --property=ReadWritePaths="$(systemctl show --property=ReadWritePaths --value "$1")" sh -c 'echo written by verify.sh > "$0" && chmod 644 "$0"' "$system/$file"
}
for unit in \
  mastodon-web.service \
  mastodon-sidekiq-worker@1.service \
  mastodon-sidekiq-worker@2.service \
  mastodon-sidekiq-worker@3.service \
  mastodon-sidekiq-scheduler.service
do
  check "$unit can write media" writes "$unit"
done
check 'nginx shows what they write' url --resolve "$way" --header 'X-Forwarded-Proto: https' "$at_nginx/system/$file"
rm -f "$system/$file"

printf '\nMail\n'
mail_server=$(variable SMTP_SERVER)
mail_port=$(variable SMTP_PORT)
mail_port=${mail_port:-587}
# What the server says to us: first its greeting, for which a client has to wait, then what it can.
greeting() {
  # shellcheck disable=SC2016
  timeout 15 bash -c 'exec 3<> "/dev/tcp/$0/$1" && IFS= read -r line <&3 && printf "%s\n" "$line" && printf "EHLO %s\r\nQUIT\r\n" "$2" >&3 && cat <&3' \
    "$mail_server" "$mail_port" example.social
}
greets() { greeting 2>&1 | tee "$work/greeting" | grep -q '^220' || { cat "$work/greeting"; return 1; }; }
# Over TLS, with a certificate for that name unless Mastodon is told not to look.
speaks_tls() {
  case $(variable SMTP_OPENSSL_VERIFY_MODE) in none) check_name='' ;; *) check_name="-verify_return_error -verify_hostname $mail_server" ;; esac
  # shellcheck disable=SC2086
  timeout 15 openssl s_client -connect "$mail_server:$mail_port" -servername "$mail_server" $check_name "$@" < /dev/null > "$work/tls" 2>&1 ||
    { grep -v '^ *$' "$work/tls" | tail -n 5; return 1; }
}
if [ "$(variable SMTP_DELIVERY_METHOD)" = sendmail ] || [ -z "$mail_server" ]; then
  note 'mail does not leave by SMTP'
elif [ "$(variable SMTP_TLS)" = true ] || [ "$(variable SMTP_SSL)" = true ]; then
  check "$mail_server speaks TLS on port $mail_port" speaks_tls
else
  check "$mail_server greets on port $mail_port" greets
  starttls=$(variable SMTP_ENABLE_STARTTLS)
  case $starttls in
  never | false) ;;
  *)
    if [ "$starttls" = always ] || { [ "$(variable SMTP_ENABLE_STARTTLS_AUTO)" != false ] && grep -qi STARTTLS "$work/greeting"; }; then
      check "$mail_server goes over to TLS" speaks_tls -starttls smtp
    fi
    ;;
  esac
fi

if [ "$failures" -eq 0 ]; then
  printf '\nAll is as planned.\n'
else
  printf '\n%s not as planned. RUNBOOK.md says how each is set up.\n' "$failures"
  exit 1
fi
