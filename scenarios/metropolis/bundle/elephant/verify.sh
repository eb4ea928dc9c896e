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

# PgBouncer lets its own system user in without a password.
console() { runuser -u postgres -- psql -X -h /var/run/postgresql -p 6432 -U pgbouncer -At -c "$1" pgbouncer; }

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
  mastodon-sidekiq-default@.service \
  mastodon-sidekiq-push@.service \
  mastodon-sidekiq-ingress@.service \
  mastodon-sidekiq-pull@.service \
  mastodon-sidekiq-mailers.service \
  mastodon-sidekiq-scheduler.service \
  mastodon-sidekiq-mailers@.service \
  mastodon-sidekiq-fasp@.service \
  mastodon-postgresql.slice \
  mastodon-web.slice \
  mastodon-sidekiq.slice \
  mastodon-streaming.slice \
  mastodon-redis.slice \
  mastodon-nginx.slice \
  mastodon-pgbouncer.slice \
  howdah-backup.service \
  howdah-backup.timer
for unit in \
  nginx.service \
  postgresql@18-main.service \
  redis-server@main.service \
  redis-server@sidekiq.service \
  redis-server@cache.service \
  pgbouncer.service \
  mastodon-web.service \
  mastodon-streaming@4000.service \
  mastodon-streaming@4001.service \
  mastodon-streaming@4002.service \
  mastodon-streaming@4003.service \
  mastodon-streaming@4004.service \
  mastodon-streaming@4005.service \
  mastodon-streaming@4006.service \
  mastodon-streaming@4007.service \
  mastodon-streaming@4008.service \
  mastodon-streaming@4009.service \
  mastodon-sidekiq-default@1.service \
  mastodon-sidekiq-default@2.service \
  mastodon-sidekiq-default@3.service \
  mastodon-sidekiq-default@4.service \
  mastodon-sidekiq-default@5.service \
  mastodon-sidekiq-default@6.service \
  mastodon-sidekiq-default@7.service \
  mastodon-sidekiq-default@8.service \
  mastodon-sidekiq-default@9.service \
  mastodon-sidekiq-default@10.service \
  mastodon-sidekiq-default@11.service \
  mastodon-sidekiq-default@12.service \
  mastodon-sidekiq-default@13.service \
  mastodon-sidekiq-default@14.service \
  mastodon-sidekiq-default@15.service \
  mastodon-sidekiq-default@16.service \
  mastodon-sidekiq-push@1.service \
  mastodon-sidekiq-push@2.service \
  mastodon-sidekiq-push@3.service \
  mastodon-sidekiq-push@4.service \
  mastodon-sidekiq-push@5.service \
  mastodon-sidekiq-push@6.service \
  mastodon-sidekiq-push@7.service \
  mastodon-sidekiq-push@8.service \
  mastodon-sidekiq-push@9.service \
  mastodon-sidekiq-push@10.service \
  mastodon-sidekiq-push@11.service \
  mastodon-sidekiq-push@12.service \
  mastodon-sidekiq-push@13.service \
  mastodon-sidekiq-push@14.service \
  mastodon-sidekiq-push@15.service \
  mastodon-sidekiq-push@16.service \
  mastodon-sidekiq-ingress@1.service \
  mastodon-sidekiq-ingress@2.service \
  mastodon-sidekiq-ingress@3.service \
  mastodon-sidekiq-ingress@4.service \
  mastodon-sidekiq-ingress@5.service \
  mastodon-sidekiq-ingress@6.service \
  mastodon-sidekiq-ingress@7.service \
  mastodon-sidekiq-ingress@8.service \
  mastodon-sidekiq-ingress@9.service \
  mastodon-sidekiq-ingress@10.service \
  mastodon-sidekiq-ingress@11.service \
  mastodon-sidekiq-ingress@12.service \
  mastodon-sidekiq-ingress@13.service \
  mastodon-sidekiq-ingress@14.service \
  mastodon-sidekiq-ingress@15.service \
  mastodon-sidekiq-ingress@16.service \
  mastodon-sidekiq-pull@1.service \
  mastodon-sidekiq-pull@2.service \
  mastodon-sidekiq-pull@3.service \
  mastodon-sidekiq-pull@4.service \
  mastodon-sidekiq-pull@5.service \
  mastodon-sidekiq-pull@6.service \
  mastodon-sidekiq-pull@7.service \
  mastodon-sidekiq-pull@8.service \
  mastodon-sidekiq-pull@9.service \
  mastodon-sidekiq-pull@10.service \
  mastodon-sidekiq-pull@11.service \
  mastodon-sidekiq-pull@12.service \
  mastodon-sidekiq-pull@13.service \
  mastodon-sidekiq-pull@14.service \
  mastodon-sidekiq-pull@15.service \
  mastodon-sidekiq-pull@16.service \
  mastodon-sidekiq-mailers.service \
  mastodon-sidekiq-scheduler.service
do
  check "$unit runs" systemctl is-active --quiet "$unit"
done
for unit in nginx.service postgresql.service mastodon-web.service mastodon-streaming.service mastodon-sidekiq.service redis-server@main.service redis-server@sidekiq.service redis-server@cache.service pgbouncer.service; do
  check "$unit starts with the host" systemctl is-enabled --quiet "$unit"
done

printf '\nFiles\n'
for file in \
  /home/mastodon/live/.env.production \
  /etc/systemd/system/mastodon-web.service \
  /etc/systemd/system/mastodon-streaming.service \
  /etc/systemd/system/mastodon-streaming@.service \
  /etc/systemd/system/mastodon-sidekiq.service \
  /etc/systemd/system/mastodon-sidekiq-default@.service \
  /etc/systemd/system/mastodon-sidekiq-push@.service \
  /etc/systemd/system/mastodon-sidekiq-ingress@.service \
  /etc/systemd/system/mastodon-sidekiq-pull@.service \
  /etc/systemd/system/mastodon-sidekiq-mailers.service \
  /etc/systemd/system/mastodon-sidekiq-scheduler.service \
  /etc/systemd/system/mastodon-sidekiq-mailers@.service \
  /etc/systemd/system/mastodon-sidekiq-fasp@.service \
  /etc/systemd/system/mastodon-postgresql.slice \
  /etc/systemd/system/mastodon-web.slice \
  /etc/systemd/system/mastodon-sidekiq.slice \
  /etc/systemd/system/mastodon-streaming.slice \
  /etc/systemd/system/mastodon-redis.slice \
  /etc/systemd/system/mastodon-nginx.slice \
  /etc/systemd/system/mastodon-pgbouncer.slice \
  /etc/systemd/system/nginx.service.d/mastodon.conf \
  /etc/systemd/system/postgresql@18-main.service.d/mastodon.conf \
  /etc/systemd/system/redis-server@main.service.d/mastodon.conf \
  /etc/systemd/system/redis-server@sidekiq.service.d/mastodon.conf \
  /etc/systemd/system/redis-server@cache.service.d/mastodon.conf \
  /etc/systemd/system/pgbouncer.service.d/mastodon.conf \
  /etc/nginx/nginx.conf \
  /etc/nginx/sites-available/mastodon \
  /etc/postgresql/18/main/conf.d/90-mastodon.conf \
  /etc/pgbouncer/pgbouncer.ini \
  /etc/pgbouncer/userlist.txt \
  /etc/redis/redis-main.conf \
  /etc/redis/redis-sidekiq.conf \
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
  /etc/pgbouncer/pgbouncer.ini \
  /etc/pgbouncer/userlist.txt \
  /etc/redis/redis-main.conf \
  /etc/redis/redis-sidekiq.conf \
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
df --output=target,pcent,avail -BM / /var /home/mastodon/live /var/lib/postgresql/18/main /var/lib/redis 2> /dev/null | sed 1d | sort -u > "$work/disks"
while read -r target percent free; do
  if [ "${percent%?}" -lt 90 ]; then ok "$target has ${free%M} MiB free"; else fail "$target is $percent full, ${free%M} MiB are free"; fi
done < "$work/disks"

printf '\nKernel\n'
same vm.overcommit_memory 1 "$(sysctl -n vm.overcommit_memory)"
# A host that has run for long may have no whole ones left, and PostgreSQL then starts without any.
planned=16899
pages=$(sysctl -n vm.nr_hugepages)
if [ "$pages" -lt "$planned" ]; then
  fail "vm.nr_hugepages is $pages, planned is $planned: start the host anew, when memory is in one piece"
else
  ok "vm.nr_hugepages is $pages"
fi

printf '\nPostgreSQL\n'
none 'every setting of the file is accepted and in force' "$(sql "select name || ' = ' || setting || coalesce(': ' || error, '') from pg_file_settings where sourcefile like '%mastodon.conf' and (not applied or error is not null)")"
none 'no setting waits for a restart' "$(sql 'select name from pg_settings where pending_restart')"
same huge_pages_status on "$(sql 'show huge_pages_status')"
same max_connections 220 "$(sql 'show max_connections')"
check 'Mastodon can log in to its database' login
at_most 'connections to PostgreSQL now' "$(sql "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()")" 218

printf '\nPgBouncer\n'
config=$(console 'show config')
setting() { printf '%s\n' "$config" | sed -n "s/^$1|\([^|]*\)|.*/\1/p"; }
same pool_mode transaction "$(setting pool_mode)"
same max_client_conn 1950 "$(setting max_client_conn)"
same default_pool_size 200 "$(setting default_pool_size)"
same reserve_pool_size 5 "$(setting reserve_pool_size)"
at_most 'connections to PgBouncer now' "$(console 'show clients' | grep -c "|$(variable DB_USER)|")" 1950

printf '\nRedis\n'
config() { redis "$1" "$2" config get "$3" | sed -n 2p; }
same 'main: maxmemory' 17336107008 "$(config main 6379 maxmemory)"
same 'main: maxmemory-policy' noeviction "$(config main 6379 maxmemory-policy)"
same 'main: appendonly' no "$(config main 6379 appendonly)"
same 'sidekiq: maxmemory' 8589934592 "$(config sidekiq 6380 maxmemory)"
same 'sidekiq: maxmemory-policy' noeviction "$(config sidekiq 6380 maxmemory-policy)"
same 'sidekiq: appendonly' yes "$(config sidekiq 6380 appendonly)"
same 'cache: maxmemory' 2147483648 "$(config cache 6381 maxmemory)"
same 'cache: maxmemory-policy' allkeys-lru "$(config cache 6381 maxmemory-policy)"
same 'cache: appendonly' no "$(config cache 6381 appendonly)"

printf '\nSidekiq\n'
# Each live process tells of itself in Redis, in the database that Mastodon's settings name.
database=$(sed -n "s|^SIDEKIQ_REDIS_URL=.*/\([0-9][0-9]*\)'\{0,1\}\$|\1|p" /home/mastodon/live/.env.production)
# Up to 4.3 all keys may begin with a name.
namespace=$(variable REDIS_NAMESPACE)
namespace=$namespace${namespace:+:}
sidekiq() { redis sidekiq 6380 -n "${database:-0}" "$@"; }
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
wait_for url http://127.0.0.1:4001/api/v1/streaming/health
check 'streaming answers on port 4001' url http://127.0.0.1:4001/api/v1/streaming/health
wait_for url http://127.0.0.1:4002/api/v1/streaming/health
check 'streaming answers on port 4002' url http://127.0.0.1:4002/api/v1/streaming/health
wait_for url http://127.0.0.1:4003/api/v1/streaming/health
check 'streaming answers on port 4003' url http://127.0.0.1:4003/api/v1/streaming/health
wait_for url http://127.0.0.1:4004/api/v1/streaming/health
check 'streaming answers on port 4004' url http://127.0.0.1:4004/api/v1/streaming/health
wait_for url http://127.0.0.1:4005/api/v1/streaming/health
check 'streaming answers on port 4005' url http://127.0.0.1:4005/api/v1/streaming/health
wait_for url http://127.0.0.1:4006/api/v1/streaming/health
check 'streaming answers on port 4006' url http://127.0.0.1:4006/api/v1/streaming/health
wait_for url http://127.0.0.1:4007/api/v1/streaming/health
check 'streaming answers on port 4007' url http://127.0.0.1:4007/api/v1/streaming/health
wait_for url http://127.0.0.1:4008/api/v1/streaming/health
check 'streaming answers on port 4008' url http://127.0.0.1:4008/api/v1/streaming/health
wait_for url http://127.0.0.1:4009/api/v1/streaming/health
check 'streaming answers on port 4009' url http://127.0.0.1:4009/api/v1/streaming/health
check 'nginx accepts its files' nginx -t
check 'nginx serves https://example.social' url --resolve example.social:443:127.0.0.1 https://example.social/health

printf '\nMedia\n'
site="https://example.social"
# nginx, as it is asked from outside or by the proxy in front.
at_nginx=$site way=example.social:443:127.0.0.1
media_host=$(variable S3_ALIAS_HOST)
bucket=$(variable S3_BUCKET)
region=$(variable S3_REGION)
store=$(variable S3_ENDPOINT)
store=${store:-https://$(variable S3_HOSTNAME)}
object=howdah-verify-$$.txt
# One address for all objects, or a name for each bucket.
if [ "$(variable S3_OVERRIDE_PATH_STYLE)" = true ]; then
  at=${store%%://*}://$bucket.${store#*://}/$object
else
  at=$store/$bucket/$object
fi
if [ -n "$media_host" ]; then public=https://$media_host/$object; else public=$(variable S3_PROTOCOL)://$(variable S3_HOSTNAME)/$bucket/$object; fi
# Signed as Mastodon signs; first what is sent. The key stands in no list of processes.
signed() {
  sum=$(sha256sum < "$1" | cut -d ' ' -f 1)
  shift
  printf 'user = "%s:%s"\n' "$(variable AWS_ACCESS_KEY_ID)" "$(variable AWS_SECRET_ACCESS_KEY)" |
    curl --config - --silent --show-error --fail-with-body --max-time 30 --aws-sigv4 "aws:amz:${region:-us-east-1}:s3" \
      --header "x-amz-content-sha256: $sum" "$@"
}
# An access list goes along unless the variable is there and empty, as Mastodon reads it.
put() {
  printf 'written by verify.sh\n' > "$work/object"
  set -- --upload-file "$work/object" --header 'Content-Type: text/plain' "$at"
  if [ -n "$(variable S3_PERMISSION)" ] || ! has_variable S3_PERMISSION; then
    acl=$(variable S3_PERMISSION)
    set -- --header "x-amz-acl: ${acl:-public-read}" "$@"
  fi
  signed "$work/object" "$@"
}
shown() { curl --silent --show-error --fail --max-time 30 --dump-header "$work/headers" --output "$work/shown" --header "Origin: $site" "$public" && cmp "$work/object" "$work/shown"; }
# Older ones do not sign the header above, which stores ask for. Tried with 7.88.
if [ "$(printf '%s\n' 7.88 "$(curl --version | sed -n '1s/curl \([0-9.]*\).*/\1/p')" | sort -V | head -n 1)" != 7.88 ]; then
  note "curl is too old to write to the bucket: post a picture to see whether it arrives"
else
  check "the bucket $bucket takes a file" put
  if shown > "$work/said" 2>&1; then
    ok "everybody can read it at ${public%/*}"
  else
    later "nobody can read it at ${public%/*}" ": $(head -n 1 "$work/said")"
  fi
  [ ! -e "$work/headers" ] || none 'browsers may use it in pages of another name (CORS)' "$(grep -qi '^access-control-allow-origin:' "$work/headers" 2> /dev/null || echo 'there is no Access-Control-Allow-Origin')"
  check 'it can be deleted' signed /dev/null --request DELETE "$at"
fi
# Pages name the hosts that pictures may come from: Mastodon has read the settings that are there.
allowed=$(curl --silent --max-time 10 --output /dev/null --dump-header - --resolve "$way" --header 'X-Forwarded-Proto: https' "$at_nginx/about" | grep -i '^content-security-policy:')
case $allowed in
*"${media_host:-$(variable S3_HOSTNAME)}"*) ok "pages may show pictures from ${media_host:-$(variable S3_HOSTNAME)}" ;;
*) fail "pages may not show pictures from ${media_host:-$(variable S3_HOSTNAME)}: Mastodon has not read .env.production anew" ;;
esac

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
