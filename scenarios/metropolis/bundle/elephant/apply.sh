#!/bin/bash
# Puts the files of this host in place, after looking at what is there; takes them back.
# Made by Howdah from howdah.yaml. PLAN.md explains the rules that are named in comments.
# Run it as root on the host, from the folder that the bundle was unpacked into:
#   bash apply.sh --dry-run   says what would change and what stands in the way; touches nothing
#   bash apply.sh             the same, then changes it; what is there is kept in a dated archive first
#   bash apply.sh --rollback  undoes the last run; once more, the one before it
#
# What is not set here is set in apply.plan.
# shellcheck disable=SC2154

set -eu -o pipefail
umask 077
export LC_ALL=C

bundle=$(cd "$(dirname "$0")" && pwd)
# What the plan says of this host.
# shellcheck source=/dev/null
. "$bundle/apply.plan"

state=/var/lib/howdah
archives=/var/backups/howdah
# Where Howdah's nginx files answer Let's Encrypt.
webroot=/var/www/html

say() { printf '%s\n' "$@"; }

stop() {
  printf 'STOP  %s\n' "$1" >&2
  exit 1
}

# Whether a run has begun to change the host.
touched=no
stage=''

# What was made ready goes, however this ends.
at_the_end() {
  local status=$?
  [ -z "$stage" ] || rm -rf "$stage"
  if [ $status -ne 0 ] && [ $touched = yes ]; then
    say '' "It ended early, and nothing was done after what is said above. To put everything back: bash $bundle/apply.sh --rollback" >&2
  fi
}
trap at_the_end EXIT

# A line of a list, with its first word for what happens to it.
listed() { printf '  %-9s %s\n' "$1" "$2"; }

is_in() {
  local wanted=$1 one
  shift
  for one in "$@"; do [ "$one" = "$wanted" ] && return 0; done
  return 1
}

# Where a path leads. A folder or a file that is a symbolic link stays one.
real() { readlink -m "$1"; }

# The last value of a variable in a file of settings, as it is written there.
raw_value() {
  [ -e "$1" ] || return 0
  sed -n "s/^\(export \)\{0,1\}$2=//p" "$1" | tail -n 1
}

# The same without its quotes.
value() {
  local text
  text=$(raw_value "$1" "$2")
  case $text in
  \'*\') text=${text#\'} text=${text%\'} ;;
  \"*\") text=${text#\"} text=${text%\"} ;;
  esac
  printf '%s' "$text"
}

# Whether something is so by now, asked for so many seconds.
within() {
  local seconds=$1
  shift
  until "$@"; do
    seconds=$((seconds - 1))
    [ "$seconds" -gt 0 ] || return 1
    sleep 1
  done
}

drawn() { openssl rand -hex 16; }

# Questions to PostgreSQL as its administrator. What is asked never stands in a list of processes.
sql() {
  (cd / && printf '%s\n' "$1" | runuser -u postgres -- psql -X -q -v ON_ERROR_STOP=1 -p "$postgresql_port" -At "${2:-postgres}")
}

# First host, port, password, then the command; further commands may come by standard input. A password in its arguments
# would be in the list of processes.
redis_at() {
  local host=$1 port=$2 password=$3
  shift 3
  if [ -n "$password" ]; then
    REDISCLI_AUTH=$password "$store-cli" --no-auth-warning -h "$host" -p "$port" "$@" 2>&1
  else
    "$store-cli" -h "$host" -p "$port" "$@" 2>&1
  fi
}

redis_file() { printf '/etc/%s/%s-%s.conf' "$store" "$store" "$1"; }

# Where an instance of the plan answers.
redis_host() { printf '%s' "$loopback"; }

# The instance of a host and port, if Howdah's file for it is there.
instance_at() {
  local file
  for file in "/etc/$store/$store-"*.conf; do
    if [ -e "$file" ] && grep -qx "port $2" "$file"; then
      file=${file##*/"$store"-}
      printf '%s' "${file%.conf}"
      return 0
    fi
  done
}

# The unit whose process listens on a port.
unit_on() {
  local process
  process=$(ss -Hltnp "sport = :$1" | sed -n 's/.*pid=\([0-9]*\).*/\1/p' | head -n 1)
  if [ -n "$process" ]; then ps -o unit= -p "$process" | tr -d ' '; fi
}

is_here() { is_in "$1" "$loopback" localhost ::1; }

# The name that a host is known by.
here_as() { if is_here "$1"; then printf '%s' "$loopback"; else printf '%s' "$1"; fi; }

# redis-cli ends with 0 whatever Redis says, so its answers are read.
redis_answers() { [ "$(redis_at "$1" "$2" "$3" ping < /dev/null)" = PONG ]; }

redis_is_away() { ! redis_answers "$@"; }

# A number that Redis tells of itself.
redis_tells() { redis_at "$1" "$2" "$3" info < /dev/null | tr -d '\r' | sed -n "s/^$4://p" | head -n 1; }

redis_rewrites() { [ "$(redis_tells "$1" "$2" "$3" aof_rewrite_in_progress)$(redis_tells "$1" "$2" "$3" aof_rewrite_scheduled)" != 00 ]; }

redis_has_rewritten() { ! redis_rewrites "$@"; }

redis_password() { if [ -e "$(redis_file "$1")" ]; then sed -n 's/^requirepass //p' "$(redis_file "$1")"; fi; }

# Where a role's data is, by a file of settings: host, port, database, password. As Mastodon reads them.
place_of() {
  local role=$1 file=$2 prefix='' url
  [ "$role" = main ] || prefix=${role^^}_
  url=$(value "$file" "${prefix}REDIS_URL")
  if [[ $url =~ ^redis://(([^:@/]*)(:([^@]*))?@)?([^:/?]+)(:([0-9]+))?(/([0-9]+))?$ ]]; then
    local password=${BASH_REMATCH[4]}
    printf '%s %s %s %b\n' "${BASH_REMATCH[5]}" "${BASH_REMATCH[7]:-6379}" "${BASH_REMATCH[9]:-0}" "${password//%/\\x}"
  elif [ -n "$url" ]; then
    printf '%s\n' 'cannot-be-read 0 0'
  elif [ "$role" = main ] || [ -n "$(value "$file" "${prefix}REDIS_HOST")" ]; then
    local name place=()
    for name in HOST PORT DB PASSWORD; do place+=("$(value "$file" "${prefix}REDIS_$name")"); done
    printf '%s %s %s %s\n' "${place[0]:-$loopback}" "${place[1]:-6379}" "${place[2]:-0}" "${place[3]}"
  else
    place_of main "$file"
  fi
}

# What all keys of this Mastodon begin with, up to 4.3.
namespace_of() {
  local name
  name=$(value "$1" REDIS_NAMESPACE)
  printf '%s' "$name${name:+:}"
}

# Whether PostgreSQL must be told the role's password of .env.production, and what it keeps.
sets_role_password=no role_kept=''

stage_role() {
  local present
  [ -n "$postgresql" ] || return 0
  present=$(sql "select 'role ' || coalesce(rolpassword, '') from pg_authid where rolname = '$db_user'" 2> /dev/null || true)
  [ -n "$present" ] || return 0
  role_kept=${present#role }
  present=$(value "$stage$env_file" DB_PASS)
  # Files of settings may write such a password in several ways.
  case $present in *[!\ -~]* | *[\\\$]*) return 0 ;; esac
  if ! is_kept "$present" || is_kept_otherwise; then sets_role_password=yes; fi
}

# Whether PgBouncer, or the bundle's own pg_hba.conf, asks for another kind.
is_kept_otherwise() {
  [ "$has_pgbouncer" = yes ] || [ "$runs" = compose ] || return 1
  [[ $role_kept != "$verifier_begins"* ]]
}

# Whether what PostgreSQL keeps is of this password: RFC 5802 and 7677, or MD5 of password and role.
is_kept() {
  # shellcheck disable=SC2016
  KEPT=$role_kept ROLE=$db_user PASSWORD=$1 perl -MDigest::MD5=md5_hex -MDigest::SHA=sha256,hmac_sha256 -MMIME::Base64 -e '
    my ($kept, $role, $password) = @ENV{qw(KEPT ROLE PASSWORD)};
    exit($1 ne md5_hex($password . $role)) if $kept =~ /^md5(.*)$/;
    $kept =~ /^SCRAM-SHA-256\$(\d+):([^\$]+)\$([^:]+):/ or exit 1;
    my ($rounds, $salt, $stored) = ($1, decode_base64($2), $3);
    my $key = my $round = hmac_sha256($salt . pack("N", 1), $password);
    for (2 .. $rounds) { $round = hmac_sha256($round, $password); $key ^= $round; }
    exit($stored ne encode_base64(sha256(hmac_sha256("Client Key", $key)), ""));'
}

show_role() {
  if [ "$draws_role_password" = yes ]; then
    say "  The role $db_user gets a password; it had none."
  elif [ $sets_role_password = yes ] && is_kept "$(value "$stage$env_file" DB_PASS)"; then
    say '' "PostgreSQL keeps the password of the role $db_user in another way than the plan says ($verifier_begins): it is set again, the same."
  elif [ $sets_role_password = yes ]; then
    say '' "PostgreSQL keeps another password of the role $db_user than .env.production will have: the role gets that one."
  fi
}

archive_role() {
  [ $sets_role_password = no ] || printf '%s\n%s\n' "$db_user" "$role_kept" > "$archive/role"
}

# By standard input, so that no list of processes shows it.
change_role() {
  local script=$bundle$database_sql kind=scram-sha-256 password
  if [ "$situation" = new ]; then
    [ ! -e "$script" ] || sql "$(cat "$script")"
    return 0
  fi
  [ $sets_role_password = yes ] || return 0
  [ "$verifier_begins" != md5 ] || kind=md5
  password=$(value "$env_file" DB_PASS)
  sql "set password_encryption = '$kind'; alter role \"$db_user\" password '${password//\'/\'\'}'"
  if [ "$has_pgbouncer" = yes ]; then
    fill_verifier
    place 600 "$pgbouncer_owner" "$userlist"
  fi
}

# What PostgreSQL kept before is given to it as it was.
take_role_back() {
  local role kept
  [ -e "$archive/role" ] || return 0
  { read -r role && read -r kept; } < "$archive/role"
  [ -z "$kept" ] || kept="'$kept'"
  sql "alter role \"$role\" password ${kept:-null}" ||
    say "PostgreSQL did not take back the password that the role $role had: set it with \\password in psql."
}

# The bundle's files are made ready in a folder that only root sees.
stage_files() {
  local entry path
  stage=$(mktemp -d)
  for entry in "${files[@]}"; do
    path=${entry##* }
    [ -e "$bundle$path" ] || stop "$bundle$path is missing: unpack the bundle again."
    install -D -m 600 "$bundle$path" "$stage$path"
  done
}

# The password of each Redis is the one that it has; one that is not there yet gets the bundle's, or a new one.
fill_redis_passwords() {
  local entry name planned present
  for entry in "${redis[@]}"; do
    name=${entry%% *}
    planned=$(sed -n 's/^requirepass //p' "$stage$(redis_file "$name")")
    present=$(redis_password "$name")
    if [ -n "$present" ]; then
      fill "$planned" "$present"
    elif [[ $planned == CHANGE_ME_* ]]; then
      fill "$planned" "$(drawn)"
    fi
  done
}

fill_pgbouncer() {
  [ "$has_pgbouncer" = yes ] && [ "$situation" != new ] || return 0
  local planned present
  planned=$(kept_of pgbouncer "$stage$userlist")
  present=$(kept_of pgbouncer "$userlist")
  if [ -n "$present" ]; then
    fill "$planned" "$present"
  elif [[ $planned == CHANGE_ME_* ]]; then
    fill "$planned" "$(drawn)"
  fi
  if [ -z "$postgresql" ]; then
    fill "CHANGE_ME_$verifier_mark" "$(value "$env_file" DB_PASS)"
    return 0
  fi
  # PgBouncer's files name the role and the database as Mastodon's settings do.
  sed -i "s/^\"mastodon\" /\"$db_user\" /" "$stage$userlist"
  sed -i "s/^mastodon_production = \(.*\)dbname=mastodon_production/$db_name = \1dbname=$db_name/" "$stage$pgbouncer_ini"
  if [ $sets_role_password = no ]; then fill_verifier; fi
}

# The bundle's word for it may be of another password.
fill_verifier() {
  fill "$(kept_of "$db_user" "$stage$userlist")" "$(sql "select rolpassword from pg_authid where rolname = '$db_user'" 2> /dev/null || true)"
}

# What PgBouncer's user list says of a user.
kept_of() {
  if [ -e "$2" ]; then sed -n "s/^\"$1\" \"\(.*\)\"\$/\1/p" "$2" | head -n 1; fi
}

# A mark or another text in every file, replaced by a value; an empty one leaves it.
fill() {
  local path
  [ -n "$1" ] && [ -n "$2" ] && [ "$1" != "$2" ] || return 0
  grep -rlF -e "$1" "$stage" | while read -r path; do
    OLD=$1 NEW=$2 perl -pi -e 's/\Q$ENV{OLD}\E(?![A-Za-z0-9_])/$ENV{NEW}/g' "$path"
  done || true
}

stage_what_the_host_has() {
  stage_role
  fill_pgbouncer
  stage_nginx
  stage_programs
}

stage_nginx() {
  local conf=/etc/nginx/nginx.conf proxy=$stage/etc/nginx/sites-available/mastodon-media server name
  # Other sites may count on what their admin wrote there: only the two limits are set.
  if [ "$situation" != new ] && [ -e $conf ] && ! grep -q 'Made by Howdah' $conf; then
    local limits=()
    for name in worker_rlimit_nofile worker_connections; do
      limits+=("$(sed -n "s/^ *$name \([0-9]*\);/\1/p" "$stage$conf")")
    done
    sed -E -e "s/^( *)worker_rlimit_nofile .*;/\1worker_rlimit_nofile ${limits[0]};/" \
      -e "s/^(\s*)(#\s*)?worker_connections\s.*;/\1worker_connections ${limits[1]};/" "$conf" > "$stage$conf"
    grep -q worker_rlimit_nofile "$stage$conf" || sed -i "1i worker_rlimit_nofile ${limits[0]};" "$stage$conf"
  fi
  # The media proxy asks this host's own name server for the store's address. nginx takes no address that holds on one network
  # card only, fe80::1%eth0.
  if [ -e "$proxy" ]; then
    server=$(awk '$1 == "nameserver" && tolower($2) !~ /%|^fe80:/ { print ($2 ~ /:/) ? "[" $2 "]" : $2; exit }' /etc/resolv.conf)
    [ -z "$server" ] || sed -i "s/^  resolver .*/  resolver $server valid=60s;/" "$proxy"
  fi
}

stage_what_is_in_force() { :; }

# Media on another disk, behind a symbolic link: the units may write there too.
stage_programs() {
  local media
  [ -e "$live/public/system" ] || return 0
  media=$(real "$live/public/system")
  case $media in
  "$(real "$live")"/*) ;;
  *) sed -i "s|^ReadWritePaths=$live\$|& $media|" "$stage"/etc/systemd/system/mastodon-*.service ;;
  esac
}

# .env.production of a server that runs: what is there, in its order, with the plan's own variables changed.
stage_environment() {
  db_name=mastodon_production db_user=mastodon draws_role_password=no
  namespace=$(namespace_of "$env_file")
  if [ "$situation" = new ]; then return 0; fi
  fill_redis_passwords
  [ -e "$env_file" ] || return 0
  local name new=$stage$env_file
  name=$(value "$env_file" DB_NAME)
  db_name=${name:-mastodon_production}
  name=$(value "$env_file" DB_USER)
  db_user=${name:-mastodon}
  # A role without a password logs in as the system's user of its name, which PgBouncer and TCP do not let it.
  if [ -n "$postgresql" ] && [ -z "$(value "$env_file" DB_PASS)" ]; then
    draws_role_password=yes
    owned+=(DB_PASS)
    name=$(value "$new" DB_PASS)
    if [[ $name == CHANGE_ME_* ]]; then fill "$name" "$(drawn)"; fi
  fi
  keep_redis_databases "$new"
  merge "$env_file" "$new" > "$stage/merged"
  mv "$stage/merged" "$new"
}

# Each role keeps the number of its database.
keep_redis_databases() {
  local role prefix place=()
  for role in main sidekiq; do
    prefix=''
    [ "$role" = main ] || prefix=${role^^}_
    read -r -a place <<< "$(place_of "$role" "$env_file")"
    sed -i "/^${prefix}REDIS_URL=/s|/0\('\{0,1\}\)\$|/${place[2]}\1|" "$1"
  done
}

# Variables that the plan had set before and does not set any more, and those that would undo its pools.
is_over() { is_in "$1" DB_POOL PREPARED_STATEMENTS || { [ -e $state/owned ] && grep -qx "$1" $state/owned; }; }

merge() {
  local line name
  declare -A planned=() written=()
  local order=()
  while IFS= read -r line; do
    [[ $line =~ ^([A-Z][A-Z0-9_]*)=(.*)$ ]] || continue
    planned[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
    order+=("${BASH_REMATCH[1]}")
  done < "$2"
  while IFS= read -r line || [ -n "$line" ]; do
    if ! [[ $line =~ ^(export )?([A-Za-z_][A-Za-z0-9_]*)= ]]; then
      printf '%s\n' "$line"
      continue
    fi
    name=${BASH_REMATCH[2]}
    if ! is_in "$name" "${owned[@]}"; then
      printf '%s\n' "$line"
    elif [ -n "${planned[$name]+set}" ]; then
      [ -n "${written[$name]+set}" ] || printf '%s=%s\n' "$name" "${planned[$name]}"
    elif ! is_over "$name"; then
      printf '%s\n' "$line"
    fi
    written[$name]=yes
  done < "$1"
  for name in "${order[@]}"; do
    # Mail without a login, or on another port, is a choice, unless the plan has made it.
    case $name in SMTP_*) is_in SMTP_SERVER "${owned[@]}" || continue ;; esac
    [ -n "${written[$name]+set}" ] || printf '%s=%s\n' "$name" "${planned[$name]}"
  done
}

problems=()

# What is the matter, and a way out.
problem() { problems+=("$1"$'\n'"      $2"); }

check_all() {
  check_last_run
  check_tools
  check_situation
  check_keys
  check_marks
  check_names
  check_media
  check_authority
  check_version
  check_postgresql
  check_services
  check_nginx
  check_certificates
  check_redis
  check_space
  local one
  [ -n "${problems[*]}" ] || return 0
  say '' 'What stands in the way:' >&2
  for one in "${problems[@]}"; do printf '  STOP  %s\n' "$one" >&2; done
  say '' 'Nothing was touched.' >&2
  exit 1
}

# Whose data of Redis is where is read from .env.production, which such a run may have changed before it moved any.
check_last_run() {
  if [ "$situation" = new ] || [ -z "$unfinished" ]; then return 0; fi
  problem "The run of ${unfinished##*/} ended early." "Undo it first: bash $bundle/apply.sh --rollback"
}

check_situation() {
  case $situation in
  new) ;;
  *) [ -e "$env_file" ] || problem "$env_file is not there, so this is no server that runs." 'For a new server choose site.server: new in Howdah.' ;;
  esac
  if [ "$situation" = changed ] && [ ! -e $state/files ] && ! grep -qs 'Made by Howdah' "$env_file" "$(redis_file main)"; then
    problem 'Nothing here was made by Howdah.' 'For a server that somebody else set up choose site.server: existing in Howdah.'
  fi
  if [ ! -d "$live" ] && { [ "$situation" != new ] || [ "$runs" = systemd ]; }; then
    problem "Mastodon is not in $live." "Choose its folder in Howdah (install.folder), or make a symbolic link of that name: ln -s /your/folder $live"
  fi
}

# Nobody gets these back: not people's second factors, not what the database has encrypted.
keys='SECRET_KEY_BASE OTP_SECRET ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT VAPID_PRIVATE_KEY VAPID_PUBLIC_KEY'

check_keys() {
  local name present
  [ -e "$env_file" ] || return 0
  for name in $keys; do
    present=$(value "$env_file" "$name")
    [ -n "$present" ] || continue
    if [ "$present" != "$(value "$stage$env_file" "$name")" ]; then
      problem "$name is in use and would change." 'This bundle is for a new server. Choose site.server: changed in Howdah, and apply the bundle that you then get.'
    fi
  done
}

check_marks() {
  local mark path
  while IFS=: read -r path mark; do
    if [ $sets_role_password = yes ] && [ "$mark" = "CHANGE_ME_$verifier_mark" ]; then continue; fi
    if [ -n "$postgresql" ] && [ "$mark" = "CHANGE_ME_$verifier_mark" ]; then
      problem "PostgreSQL does not say what it keeps of the password of the role $db_user." 'It must run, and the role must have a password.'
    else
      problem "$mark is not filled in." "Write it into $bundle${path#"$stage"}, or the variable into $env_file."
    fi
  done < <(grep -roE 'CHANGE_ME_[A-Z0-9_]+' "$stage" | sort -u)
}

check_names() {
  local present web planned
  [ -e "$env_file" ] || return 0
  present=$(value "$env_file" LOCAL_DOMAIN)
  [ "$present" = "$local_domain" ] || problem "This server is $present, the plan is for $local_domain." 'Change site.domain in Howdah: the name of a server stays.'
  web=$(value "$env_file" WEB_DOMAIN)
  planned=$domain
  [ "${web:-$present}" = "$planned" ] || problem "The pages are at ${web:-$present}, the plan has them at $planned." 'Change site.web_domain in Howdah.'
}

# Files for the one, laid over the other, would hide all that is there.
check_media() {
  local present planned
  [ -e "$env_file" ] || return 0
  present=$(value "$env_file" S3_ENABLED)
  planned=$(value "$stage$env_file" S3_ENABLED)
  [ "${present:-false}" != "${planned:-false}" ] || return 0
  problem "Media are where S3_ENABLED=${present:-false} says, and the plan has S3_ENABLED=${planned:-false}." \
    "Copy them to the new place first, then write S3_ENABLED=${planned:-false} into $env_file, and begin again."
}

# Docker would make a folder of this name.
check_authority() {
  [ -z "$authority" ] || [ -f "$authority" ] || problem "The certificate of the database's authority is not in $authority." 'RUNBOOK.md has the step.'
}

# Which file answers for a name, if two do, is decided by the alphabet.
check_nginx() {
  local file name names="$domain" ports=(80)
  [ ! -e "$stage/etc/nginx/sites-available/mastodon-media" ] || names="$names $(media_domain)"
  for file in /etc/nginx/sites-enabled/* /etc/nginx/conf.d/*.conf; do
    case $file in /etc/nginx/sites-enabled/mastodon | /etc/nginx/sites-enabled/mastodon-media) continue ;; esac
    [ -e "$file" ] || continue
    for name in $names; do
      if grep -qE "^[^#]*server_name[^;#]*[[:space:]]${name//./\\.}[[:space:];]" "$file"; then
        problem "$file serves $name too." "rm $file   (nginx goes on as before until it is told to reload)"
      fi
    done
  done
  [ "$ends_tls_in_front" = yes ] || ports+=(443)
  for name in "${ports[@]}"; do
    file=$(ss -Hltnp "sport = :$name" | sed -n 's/.*users:(("\([^"]*\)".*/\1/p' | head -n 1)
    case $file in
    '' | nginx) ;;
    *) problem "Port $name is taken by $file, where nginx would listen." 'The bundle has nginx answer for the site: take that port from the other, or leave these files.' ;;
    esac
  done
  [ "$ends_tls_in_front" = no ] && [ "$situation" != new ] || return 0
  for name in $names; do
    [ -e "/etc/letsencrypt/live/$name/fullchain.pem" ] ||
      problem "There is no certificate in /etc/letsencrypt/live/$name." 'nginx would not start without it: get it with certbot first, as RUNBOOK.md has it.'
  done
}

media_domain() { sed -n 's/^ *server_name \(.*\);/\1/p' "$stage/etc/nginx/sites-available/mastodon-media" | head -n 1; }

# A renewal that is answered from another folder fails in weeks from now, and nobody looks.
check_certificates() {
  local file path
  [ "$ends_tls_in_front" = no ] || return 0
  for file in /etc/letsencrypt/renewal/*.conf; do
    if ! grep -qs "/etc/letsencrypt/live/$domain/" "$file"; then continue; fi
    while read -r path; do
      [ "${path%/}" = $webroot ] || problem "The certificate of $domain is renewed by way of $path, which nginx will not serve." "sed -i 's|$path|$webroot|' $file   (then: certbot renew --dry-run)"
    done < <(sed -n -e 's/^webroot_path *= *\([^,]*\).*/\1/p' -e "s/^${domain//./\\.} *= *\([^,]*\).*/\1/p" "$file" | sort -u)
  done
}

# Twice what Redis holds, since it writes a new file beside the old one, and room for the archive.
check_space() {
  local used=0 place=() role folder free
  if [ -e "$env_file" ]; then
    for role in main sidekiq; do
      read -r -a place <<< "$(place_of $role "$env_file")"
      role=$(redis_tells "${place[0]}" "${place[1]}" "${place[3]:-}" used_memory || true)
      used=$((used + ${role:-0}))
    done
  fi
  for folder in /var "$redis_data"; do
    [ -e "$folder" ] || continue
    free=$(df --output=avail -B1 "$folder" | tail -n 1)
    if [ "$free" -lt $((2 * used + 256 * 1024 * 1024)) ]; then
      problem "$folder has $((free / 1024 / 1024)) MiB free, and $((2 * used / 1024 / 1024 + 256)) may be needed." 'Make room first.'
    fi
  done
}

# First a way out.
check_database() {
  if ! sql 'select 1' > /dev/null 2>&1; then
    problem 'PostgreSQL does not answer.' "$1"
  elif [ "$(sql "select 1 from pg_database where datname = '$db_name'")" != 1 ]; then
    problem "PostgreSQL $postgresql has no database $db_name." 'DB_NAME and DB_PORT in .env.production say where it is; the plan must have the same cluster.'
  elif [ $sets_role_password = no ] && is_kept_otherwise; then
    problem "PostgreSQL keeps the password of $db_user in another way than the plan says ($verifier_begins)." 'Choose the other kind of PgBouncer passwords in Howdah, or set the password once more with \password in psql.'
  fi
}

check_tools() {
  local tool
  for tool in curl nginx openssl perl "${tools[@]}"; do
    command -v "$tool" > /dev/null || problem "The program $tool is not here." 'RUNBOOK.md installs it before this step.'
  done
  check_own_tools
}

# Major and minor number in Mastodon's own file.
version_in() { awk '/def (major|minor)/ { getline; printf "%s%s", sep, $1; sep = "." }'; }

# What runs must be what the plan is for.
compare_version() {
  [ "$1" = "$version" ] || problem "Mastodon is of version $1, the plan is for $version." "Choose $1 in Howdah; an upgrade is a step of its own, in RUNBOOK.md."
}

check_own_tools() {
  if [ "$has_pgbouncer" = yes ] && ! command -v pgbouncer > /dev/null; then
    problem 'PgBouncer is not here.' 'apt-get install pgbouncer'
  fi
  if ! id "$user" > /dev/null 2>&1 || ! getent group "$user" > /dev/null; then
    problem "There is no user $user with a group of that name." 'For a new server RUNBOOK.md makes it before this step; for one that runs choose its user in Howdah (install.user).'
  elif [ ! -x "$bundle_program" ]; then
    problem "Ruby's $bundle_program is not there, which the units start." "Where rbenv is elsewhere, a symbolic link will do: ln -s /its/.rbenv ${bundle_program%/shims/bundle}"
  fi
}

# Files for one version of Mastodon, laid under another, would start it with tables that it does not know.
check_version() {
  local file=$live/lib/mastodon/version.rb
  [ -e "$file" ] || { problem "$file is not there, so Mastodon's version is not known." 'Put Mastodon there first: RUNBOOK.md has the step.'; return 0; }
  compare_version "$(version_in < "$file")"
}

check_postgresql() {
  local port
  [ -n "$postgresql" ] || return 0
  if [ ! -d "/etc/postgresql/$postgresql/main" ]; then
    problem "There is no cluster main of PostgreSQL $postgresql." "pg_lsclusters shows what is there: choose that version in Howdah."
    return 0
  fi
  port=$(sed -n "s/^port *= *\([0-9]*\).*/\1/p" "/etc/postgresql/$postgresql/main/postgresql.conf" | tail -n 1)
  [ "${port:-5432}" = "$postgresql_port" ] || problem "PostgreSQL $postgresql listens on port $port, the plan has $postgresql_port." "Set port = $postgresql_port in /etc/postgresql/$postgresql/main/postgresql.conf, or stop the cluster that has it."
  if [ "$situation" != new ]; then check_database "systemctl start postgresql@$postgresql-main"; fi
}

# Units are compared in what is shown.
check_services() { :; }

# Each Redis of the plan: whether it is there, and what must be copied into it from where.
in_place=()
# Role, name and port there, database, and where it is now: host, port, password.
moves=()

check_running_redis() {
  local entry name port maxmemory appends roles role place=() sources needed host
  for entry in "${redis[@]}"; do
    read -r name port maxmemory appends roles <<< "$entry"
    host=$(redis_host "$name")
    sources=' ' needed=0
    if [ "$(instance_at "$host" "$port")" = "$name" ] && redis_answers "$host" "$port" "$(redis_password "$name")"; then
      in_place+=("$name")
      sources=" $host:$port "
      needed=$(redis_tells "$host" "$port" "$(redis_password "$name")" used_memory)
    fi
    for role in ${roles//:/ }; do
      [ "$role" != cache ] || continue
      read -r -a place <<< "$(place_of "$role" "$env_file")"
      if ! is_here "${place[0]}"; then
        problem "Redis ($role) is at ${place[0]}, which does not run on this host." 'The plan moves no data from other hosts.'
        continue
      fi
      place[0]=$(here_as "${place[0]}")
      if is_in "$name" "${in_place[@]}" && [ "${place[0]}:${place[1]}" = "$host:$port" ]; then continue; fi
      moves+=("$role $name $port ${place[2]} ${place[0]} ${place[1]} ${place[3]:-}")
      case $sources in *" ${place[0]}:${place[1]} "*) continue ;; esac
      sources="$sources${place[0]}:${place[1]} "
      check_source "$role" "${place[0]}" "${place[1]}" "${place[3]:-}"
      needed=$((needed + $(redis_tells "${place[0]}" "${place[1]}" "${place[3]:-}" used_memory || true)))
    done
    if [ "$needed" -gt "$maxmemory" ]; then
      problem "Redis $name is planned with $((maxmemory / 1024 / 1024)) MiB, and $((needed / 1024 / 1024)) are in use: every write would be refused." \
        'Work the queues off or trim feeds (tootctl feeds clear), or plan a host with more memory.'
    fi
  done
}

check_source() {
  local role=$1 host=$2 port=$3 password=$4 others
  if ! redis_answers "$host" "$port" "$password"; then
    problem "Redis ($role) on port $port does not answer to the password in .env.production." 'Its data could not be moved: see that it runs.'
    return 0
  fi
  check_format "$host" "$port" "$password"
  check_who_runs_it "$port"
  if instance_at "$host" "$port" | grep -qx -e main -e sidekiq -e cache; then return 0; fi
  others=$(databases_beside "$host" "$port" "$password")
  [ -z "$others" ] || problem "Redis on port $port holds the databases $others of other programs, and would be stopped." 'Give them a Redis of their own first.'
  others=$(keys_beside "$host" "$port" "$password")
  [ -z "$others" ] || problem "Redis on port $port holds keys without this server's REDIS_NAMESPACE, such as $others, and would be stopped." 'Give the program whose they are a Redis of its own first.'
}

# How a program writes a key for another (RDB_VERSION in rdb.h of Redis and of Valkey). Since they parted, Redis counts from 12 on
# and Valkey from 80. First the program, then its version.
format_of() {
  case $1-$2 in
  valkey-[78].*) printf 11 ;;
  valkey-*) printf 80 ;;
  redis-[3-6].* | redis-7.0*) printf 10 ;;
  redis-7.[1-3]*) printf 11 ;;
  *) printf 12 ;;
  esac
}

# Whether the program of the plan reads what another has.
check_format() {
  local other=redis version format own
  version=$(redis_tells "$@" valkey_version)
  if [ -n "$version" ]; then other=valkey; else version=$(redis_tells "$@" redis_version); fi
  [ "$other" != "$store" ] || return 0
  format=$(format_of $other "$version") own=$(format_of "$store" "$store_version")
  if [ "$format" -gt 11 ] || [ "$format" -gt "$own" ]; then
    problem "Its data cannot be moved from $other $version to $store $store_version, which does not read its format." "Keep $other: options.redis_program in Howdah."
  fi
}

# Databases in use that no variable of Mastodon's names.
databases_beside() {
  local role place=() ours=''
  for role in main sidekiq cache; do
    read -r -a place <<< "$(place_of $role "$env_file")"
    [ "${place[1]}" != "$2" ] || ours="$ours -e db${place[2]}:"
  done
  # shellcheck disable=SC2086
  redis_at "$1" "$2" "$3" info keyspace < /dev/null | tr -d '\r' | grep '^db' | grep -v $ours | cut -d: -f1 | tr '\n' ' ' || true
}

# Whoever has a namespace has it because somebody else writes there, too.
keys_beside() {
  local role place=() namespace
  namespace=$(namespace_of "$env_file")
  [ -n "$namespace" ] || return 0
  for role in main sidekiq cache; do
    read -r -a place <<< "$(place_of $role "$env_file")"
    [ "$(here_as "${place[0]}"):${place[1]}" = "$1:$2" ] || continue
    redis_at "$1" "$2" "$3" -n "${place[2]}" --scan < /dev/null | grep -v "^$namespace" | head -n 1 || true
  done | sort -u | tr '\n' ' '
}

# Units of Redis that nothing of the plan uses when all is moved.
leaving=()

check_redis() {
  if [ "$situation" = new ]; then
    check_new_redis
  else
    check_running_redis
    find_leaving
  fi
}

check_who_runs_it() {
  local unit others
  unit=$(unit_on "$1")
  case $unit in
  redis*.service | valkey*.service) ;;
  *) problem "Redis on port $1 is run by ${unit:-nobody that systemd knows}." 'Run it by a unit of systemd, so that it can be stopped and started.' ;;
  esac
  others=$(clients_beside "$1")
  [ -z "$others" ] || problem "Redis on port $1 is used by $others too, and would be stopped." 'Give that a Redis of its own first.'
}

# Units whose processes are connected to a port and are not Mastodon's.
clients_beside() {
  ss -Htnp "dport = :$1" | sed -n 's/.*pid=\([0-9]*\).*/\1/p' | sort -u | while read -r process; do
    ps -o unit= -p "$process" || true
  done | tr -d ' ' | grep '\.service$' | grep -v '^mastodon' | sort -u | tr '\n' ' ' || true
}

# The distribution's own Redis starts with its package. If somebody uses it, it is not ours to stop.
check_new_redis() {
  local entry port unit
  for entry in "${redis[@]}"; do
    read -r _ port _ <<< "$entry"
    unit=$(unit_on "$port")
    case $unit in
    '' | "$store-server@"*) continue ;;
    redis-server.service | valkey-server.service)
      if redis_at "$loopback" "$port" '' info keyspace < /dev/null | grep -q -e '^db' -e NOAUTH; then
        problem "${unit%.service} holds data or has a password on port $port." "If it serves other programs, give it another port in /etc/${unit%-server.service}/${unit%-server.service}.conf."
      elif ! is_in "$unit" "${leaving[@]}"; then
        leaving+=("$unit")
      fi
      ;;
    *) problem "Port $port is taken by $unit." 'Give that another port.' ;;
    esac
  done
}

# Units of Redis that nothing of the plan uses when all is moved.
find_leaving() {
  local role place=() unit entry
  for role in main sidekiq cache; do
    read -r -a place <<< "$(place_of $role "$env_file")"
    is_here "${place[0]}" || continue
    unit=$(unit_on "${place[1]}")
    [ -n "$unit" ] || continue
    for entry in "${redis[@]}"; do
      [ "$unit" != "$store-server@${entry%% *}.service" ] || continue 2
    done
    is_in "$unit" "${leaving[@]}" || leaving+=("$unit")
  done
  find_rival
}

# The distribution's own unit is enabled with its package. Where it found its port taken, it would win it at the next boot.
find_rival() {
  local unit=$store-server.service entry port planned
  if systemctl is-active --quiet "$unit" || ! systemctl is-enabled --quiet "$unit" 2> /dev/null; then return 0; fi
  port=$(sed -n 's/^port //p' "/etc/$store/$store.conf")
  for entry in "${redis[@]}"; do
    read -r _ planned _ <<< "$entry"
    if [ "$planned" = "${port:-6379}" ]; then leaving+=("$unit"); fi
  done
}

new_files=() changed_files=() gone_files=()

# The bundle beside the host, file by file. Gone is what the last run placed and this bundle does not have; what a run
# placed that ended early counts as changed, since no program may have read it.
compare() {
  local entry path
  find_unfinished
  for entry in "${files[@]}"; do
    path=${entry##* }
    if [ ! -e "$path" ]; then
      new_files+=("$path")
    elif ! cmp -s "$stage$path" "$path" || is_unfinished "$path"; then
      changed_files+=("$path")
    fi
  done
  if [ -e $state/files ]; then
    while read -r path; do
      is_planned "$path" || [ ! -e "$path" ] || gone_files+=("$path")
    done < $state/files
  fi
  find_what_stops
}

is_planned() {
  local entry
  for entry in "${files[@]}"; do [ "${entry##* }" != "$1" ] || return 0; done
  return 1
}

show() {
  local path
  say "Howdah's files for $domain ($situation server), as they would change this host:" '' 'Files'
  for path in "${new_files[@]}"; do listed new "$path"; done
  for path in "${changed_files[@]}"; do listed changed "$path"; done
  for path in "${gone_files[@]}"; do listed gone "$path"; done
  [ -n "${new_files[*]}${changed_files[*]}${gone_files[*]}" ] || say '  all are as they should be'
  show_what_stops
  if is_in "$env_file" "${changed_files[@]}"; then
    say '' '.env.production'
    show_variables
  fi
  [ -z "$namespace" ] || say '' "REDIS_NAMESPACE is ${namespace%:}: only keys that begin so are Mastodon's, and it keeps it."
  show_role
}

show_variables() {
  local name present planned
  while read -r name; do
    present=$(value "$env_file" "$name")
    planned=$(value "$stage$env_file" "$name")
    [ "$present" != "$planned" ] || continue
    if [ -z "$present" ]; then
      listed new "$name: $(shown "$name" "$planned")"
    elif [ -z "$planned" ]; then
      listed gone "$name: $(shown "$name" "$present")"
    else
      listed changed "$name: $(shown "$name" "$present") -> $(shown "$name" "$planned")"
    fi
  done < <(sed -nE 's/^(export )?([A-Za-z_][A-Za-z0-9_]*)=.*/\2/p' "$env_file" "$stage$env_file" | awk '!seen[$0]++')
}

# A value without what is secret in it.
shown() {
  case $1 in
  *_URL) printf '%s' "$2" | sed -E 's|//[^@/]*@|//(password)@|' ;;
  *KEY* | *SECRET* | *PASS* | *TOKEN* | *_LOGIN | *SALT*) printf '(set)' ;;
  *) printf '%s' "$2" ;;
  esac
}

other_units=()

# Processes of this Mastodon by units that the bundle does not have: a second scheduler would do its work twice.
find_what_stops() {
  local file unit folder
  for file in /etc/systemd/system/mastodon-{web,streaming,sidekiq}*.service; do
    [ -e "$file" ] || continue
    if is_planned "$file" || is_in "$file" "${gone_files[@]}"; then continue; fi
    folder=$(sed -n 's/^WorkingDirectory=//p' "$file" | tail -n 1)
    if [ -z "$folder" ] || [ "$(real "$folder")" != "$(real "$live")" ]; then continue; fi
    for unit in $(instances_of "${file##*/}"); do other_units+=("$unit"); done
  done
}

# A unit itself, or of a template those that are enabled or run.
instances_of() {
  case $1 in
  *@.service) { active_units "${1%.service}*" && find /etc/systemd/system -name "${1%.service}*.service" -type l -printf '%f\n'; } | sort -u ;;
  *) printf '%s\n' "$1" ;;
  esac
}

active_units() { systemctl list-units --plain --no-legend --state=active "$1" | awk '{ print $1 }'; }

show_what_stops() {
  local unit
  if [ -n "${other_units[*]}" ]; then
    say '' "Units that the bundle's take the place of, stopped and disabled"
    for unit in "${other_units[@]}"; do listed stops "$unit"; done
  fi
  show_drop_ins
}

# What was written by hand beside a unit goes on to be read, but the unit may now be another.
show_drop_ins() {
  local file
  for file in /etc/systemd/system/mastodon-{web,streaming,sidekiq}*.service.d/*.conf; do
    if [ ! -e "$file" ] || is_planned "$file"; then continue; fi
    say '' "$file stays. mastodon-sidekiq and mastodon-streaming only start other units: see whether what it says belongs to those."
  done
}

# What --rollback needs, in a folder of its own for each run.
archive() {
  local path
  mkdir -p $archives $state
  chmod 700 $archives $state
  archive=$archives/$(date -u +%Y%m%dT%H%M%SZ)
  mkdir "$archive" || stop 'Another run began in this second: try again.'
  for path in "${new_files[@]}"; do real "$path"; done > "$archive/new"
  {
    for path in "${changed_files[@]}" "${gone_files[@]}"; do real "$path"; done
    links_that_go
  } > "$archive/kept"
  tar -C / -cpf "$archive/files.tar" -T <(sed 's|^/||' "$archive/kept")
  note_what_runs
  sysctl -n vm.nr_hugepages > "$archive/huge-pages"
  archive_role
  : > "$archive/folders"
  : > "$archive/moved"
  cp -a $state "$archive/state"
  : > "$archive/unfinished"
  printf '%s\n' "$archive" > $state/last
  for path in "${files[@]}"; do printf '%s\n' "${path##* }"; done > $state/files
  printf '%s\n' "${owned[@]}" > $state/owned
  note_images
  touched=yes
  say '' "What is there is kept in $archive."
}

finish() { rm -f "$archive/unfinished"; }

# The last run, if it ended early.
unfinished=''

find_unfinished() {
  [ -e $state/last ] || return 0
  unfinished=$(cat $state/last)
  [ -e "$unfinished/unfinished" ] || unfinished=''
}

# Whether such a run has placed a file.
is_unfinished() { [ -n "$unfinished" ] && grep -qsxF "$(real "$1")" "$unfinished/new" "$unfinished/kept"; }

# nginx's links to the sites, with the distribution's own that makes way for them, and those by which units are enabled.
links_that_go() {
  local name
  for name in mastodon mastodon-media default; do
    if [ -e /etc/nginx/sites-enabled/$name ] || [ -L /etc/nginx/sites-enabled/$name ]; then echo /etc/nginx/sites-enabled/$name; fi
  done
  links_of_units
}

# Units whose state a run may change.
all_units() {
  local entry path
  [ -z "$postgresql" ] || printf 'postgresql@%s-main.service\n' "$postgresql"
  printf '%s\n' nginx.service howdah-backup.timer
  for entry in "${redis[@]}"; do printf '%s-server@%s.service\n' "$store" "${entry%% *}"; done
  for path in "${leaving[@]}" "${other_units[@]}"; do printf '%s\n' "$path"; done
  for path in "${gone_files[@]}"; do
    case $path in /etc/systemd/system/*/*) ;; /etc/systemd/system/*.service) instances_of "${path##*/}" ;; esac
  done
  [ "$has_pgbouncer" = no ] || printf 'pgbouncer.service\n'
  [ "$has_exporter" = no ] || printf 'mastodon-prometheus-exporter.service\n'
  printf '%s\n' mastodon-web.service mastodon-streaming.service mastodon-sidekiq.service
}

note_what_runs() {
  local unit
  all_units | while read -r unit; do
    printf '%s %s %s\n' "$unit" "$(systemctl is-enabled "$unit" 2> /dev/null || true)" "$(systemctl is-active "$unit" || true)"
  done > "$archive/units"
}

links_of_units() {
  local unit
  all_units | while read -r unit; do
    find /etc/systemd/system -path "*.wants/$unit" -type l
  done
}

stop_what_came() {
  local unit enabled active
  take_role_back
  for unit in mastodon-web mastodon-streaming mastodon-sidekiq $(units_of web) $(units_of streaming) $(units_of sidekiq); do
    systemctl stop "$unit" 2> /dev/null || true
  done
  move_back "$archive/moved"
  while read -r unit enabled active; do
    if [ "$enabled" != enabled ]; then systemctl disable --quiet "$unit" 2> /dev/null || true; fi
    if [ "$active" != active ]; then systemctl stop "$unit" 2> /dev/null || true; fi
    case $unit in
    "$store-server@"*)
      unit=${unit#"$store-server@"}
      if [ "$active" = active ]; then settle_back "${unit%.service}"; fi
      ;;
    esac
  done < "$archive/units"
}

start_what_was() {
  local unit enabled active
  while read -r unit enabled active; do
    if [ "$enabled" = enabled ]; then systemctl enable --quiet "$unit"; fi
    if [ "$active" = active ]; then systemctl restart "$unit"; fi
  done < "$archive/units"
}

note_images() { :; }

# Puts a file in its place in one step, so that nobody ever reads half of it. Symbolic links on the way stay.
place() {
  local mode=$1 owner=$2 path=$3 target folder
  target=$(real "$path")
  folder=$(dirname "$target")
  if [ ! -d "$folder" ]; then
    printf '%s\n' "$folder" >> "$archive/folders"
    install -d -m 755 "$folder"
  fi
  install -m "$mode" -o "${owner%:*}" -g "${owner#*:}" -T "$stage$path" "$folder/.howdah-$$"
  mv -T "$folder/.howdah-$$" "$target"
}

place_below() {
  local entry mode owner path
  for entry in "${files[@]}"; do
    read -r mode owner path <<< "$entry"
    case $path in
    "$1"*) if changes "$path"; then place "$mode" "$owner" "$path"; fi ;;
    esac
  done
}

# Whether a path, or one that fits a pattern, is new, changed or gone.
changes() {
  local path
  for path in "${new_files[@]}" "${changed_files[@]}" "${gone_files[@]}"; do
    # shellcheck disable=SC2053
    [[ $path != $1 ]] || return 0
  done
  return 1
}

# nginx first: if it does not take its files, Mastodon has not been stopped.
put_in_place() {
  local path
  place_below /etc/nginx/
  if [ "$situation" != new ]; then link_sites; fi
  nginx -t
  stop_what_changes
  place_below /
  for path in "${gone_files[@]}"; do
    case $path in
    # Its data is asked for first.
    "$(redis_file '*')") ;;
    *) remove "$path" ;;
    esac
  done
  systemctl daemon-reload
  if changes '/etc/sysctl.d/*'; then
    sysctl -q -p /etc/sysctl.d/90-mastodon.conf || say 'The kernel did not take every setting: verify.sh names it.'
  fi
}

link_sites() {
  link_site mastodon
  if [ -e "$stage/etc/nginx/sites-available/mastodon-media" ]; then link_site mastodon-media; fi
}

link_site() {
  local link=/etc/nginx/sites-enabled/$1
  [ -e "$link" ] || printf '%s\n' "$link" >> "$archive/new"
  ln -sfn "../sites-available/$1" "$link"
}

remove() {
  local unit
  case $1 in
  /etc/systemd/system/*/*) ;;
  /etc/systemd/system/*.service)
    for unit in $(instances_of "${1##*/}"); do systemctl disable --now --quiet "$unit"; done
    ;;
  # nginx takes no link that leads nowhere.
  /etc/nginx/sites-available/*) rm -f "/etc/nginx/sites-enabled/${1##*/}" ;;
  esac
  rm -f "$(real "$1")"
}

# Keys that may be many, and belong to the other role where each has its own Redis.
foreign_to_main='queue:* schedule retry dead'
foreign_to_sidekiq='feed:*'

# The same with what all keys of this Mastodon begin with.
named() {
  local pattern
  for pattern in "$@"; do printf '%s%s ' "$namespace" "$pattern"; done
}

# Lists keys as lines of a command for redis-cli, 100 each. First the command's beginning.
in_commands() {
  HEAD=$1 awk '
    { gsub(/[\\"]/, "\\\\&"); keys = keys " \"" $0 "\"" }
    NR % 100 == 0 { print ENVIRON["HEAD"] keys; keys = "" }
    END { if (keys != "") print ENVIRON["HEAD"] keys }'
}

# Copies a role's keys, and leaves out those that fit a pattern. What is copied stays where it was.
# First host, port, database and password of the one, then host, port and password of the other, then patterns.
copy_keys() {
  local from=("$1" "$2" "$4") db=$3 to=("$5" "$6") password=$7 wrong pattern
  shift 7
  redis_at "${from[@]}" -n "$db" --scan --pattern "$namespace*" < /dev/null > "$stage/keys"
  for pattern in "$@"; do
    pattern=${pattern//\*/.*}
    grep -vx -- "$pattern" "$stage/keys" > "$stage/rest" || true
    mv "$stage/rest" "$stage/keys"
  done
  in_commands "migrate ${to[*]} \"\" $db 60000 copy replace auth \"$password\" keys" < "$stage/keys" > "$stage/commands"
  wrong=$(redis_at "${from[@]}" -n "$db" < "$stage/commands" | grep -vx -e OK -e NOKEY || true)
  rm -f "$stage/commands"
  [ -z "$wrong" ] || stop "Redis at ${from[0]}:${from[1]} does not hand its keys on: $(printf '%s' "$wrong" | head -n 1)"
  say "  $(wc -l < "$stage/keys") keys from ${from[0]}:${from[1]} to ${to[0]}:${to[1]}"
}

# First host, port, database and password, then patterns.
unlink_keys() {
  local asked=("$1" "$2" "$4") db=$3 pattern wrong
  shift 4
  for pattern in "$@"; do
    wrong=$(redis_at "${asked[@]}" -n "$db" --scan --pattern "$pattern" < /dev/null | in_commands unlink |
      redis_at "${asked[@]}" -n "$db" | grep -vx '[0-9]*' || true)
    [ -z "$wrong" ] || stop "Redis at ${asked[0]}:${asked[1]} does not let its keys go: $wrong"
  done
}

# Before Redis reads its new file: an instance that is to append must have begun while its data is in memory, since it
# reads nothing else when it starts; one that does not append needs what is in memory on its disk.
settle() {
  local name=$1 port=$2 appends=$3 password=$4 host
  host=$(redis_host "$name")
  if [ "$appends" = yes ]; then
    [ "$(redis_at "$host" "$port" "$password" config set appendonly yes < /dev/null)" = OK ] || stop "Redis $name does not begin to append."
    within 600 redis_has_rewritten "$host" "$port" "$password" || stop "Redis $name does not finish its file."
  else
    [ "$(redis_at "$host" "$port" "$password" save < /dev/null)" = OK ] || stop "Redis $name does not save."
  fi
}

# Redis of the plan, with the data of today: those that are there first, then new ones, filled before anybody asks them;
# only when all is copied the old ones end.
change_redis() {
  local entry name port appends path
  for entry in "${redis[@]}"; do
    read -r name port _ appends _ <<< "$entry"
    if is_in "$name" "${in_place[@]}" && changes "$(redis_file "$name")"; then
      settle "$name" "$port" "$appends" "$(redis_password "$name")"
      restart_redis "$name"
      within 60 redis_answers "$(redis_host "$name")" "$port" "$(redis_password "$name")" || stop "Redis $name does not answer."
    fi
  done
  for entry in "${redis[@]}"; do fill_redis "$entry"; done
  end_old_redis
  for entry in "${redis[@]}"; do
    read -r name port _ _ _ <<< "$entry"
    start_redis "$name"
    within 60 redis_answers "$(redis_host "$name")" "$port" "$(redis_password "$name")" || stop "Redis $name does not answer."
  done
  for path in "${gone_files[@]}"; do
    case $path in "$(redis_file '*')") rm -f "$path" ;; esac
  done
  clear_what_moved
}

fill_redis() {
  local name port move to=() at='' password
  read -r name port _ _ _ <<< "$1"
  password=$(redis_password "$name")
  for move in "${moves[@]}"; do
    read -r -a to <<< "$move"
    [ "${to[1]}" = "$name" ] || continue
    if is_in "$name" "${in_place[@]}"; then
      at=$port
      # What an earlier plan left there is older than what comes.
      if [ "${to[0]}" = sidekiq ]; then
        # shellcheck disable=SC2046,SC2086
        (set -f && unlink_keys "$(redis_host "$name")" "$port" "${to[3]}" "$password" $(named $foreign_to_main))
      fi
    elif [ -z "$at" ]; then
      start_aside "$name"
      at=$aside
    fi
    local left=()
    # shellcheck disable=SC2046,SC2086
    case $(roles_of "$name") in
    sidekiq) read -r -a left <<< "$(set -f && named $foreign_to_sidekiq)" ;;
    *sidekiq*) ;;
    *) read -r -a left <<< "$(set -f && named $foreign_to_main)" ;;
    esac
    copy_keys "${to[4]}" "${to[5]}" "${to[3]}" "${to[6]:-}" "$(redis_host "$name")" "$at" "$password" "${left[@]}"
    printf '%s\n' "$move" >> "$archive/moved"
  done
  if [ -n "$at" ]; then end_aside "$name" "$at" "$port"; fi
}

roles_of() {
  local entry
  for entry in "${redis[@]}"; do [ "${entry%% *}" != "$1" ] || printf '%s' "${entry##* }"; done
}

# Where a role's instance goes on without it.
clear_what_moved() {
  local move=() line name
  while read -r line; do
    read -r -a move <<< "$line"
    name=$(instance_at "${move[4]}" "${move[5]}")
    if ! is_in "$name" "${in_place[@]}" || [ "$name" = "${move[1]}" ]; then continue; fi
    if [ "${move[0]}" = sidekiq ]; then
      # shellcheck disable=SC2046,SC2086
      (set -f && unlink_keys "${move[4]}" "${move[5]}" "${move[3]}" "$(redis_password "$name")" $(named $foreign_to_main))
    fi
  done < "$archive/moved"
}

restart_redis() { systemctl restart "$store-server@$1"; }

start_redis() {
  if [ "$situation" = new ] && systemctl is-active --quiet "$store-server@$1" && changes "$(redis_file "$1")"; then
    systemctl restart "$store-server@$1"
  fi
  systemctl enable --now --quiet "$store-server@$1"
}

end_old_redis() {
  local unit
  for unit in "${leaving[@]}"; do systemctl disable --now --quiet "$unit"; done
}

# An instance that is not in force yet, alone with its file. What an earlier one of its name left is put away.
start_aside() {
  local name=$1
  aside=26379
  while ss -Hltn "sport = :$aside" | grep -q .; do aside=$((aside + 1)); done
  if [ -e "$redis_data/$name" ]; then mv "$redis_data/$name" "$archive/redis-$name"; fi
  install -d -o "$store" -g "$store" -m 750 "$redis_data/$name"
  runuser -u "$store" -- "$store-server" "$(redis_file "$name")" --port "$aside" --supervised no --daemonize yes --pidfile '' > /dev/null
  within 60 redis_answers "$loopback" "$aside" "$(redis_password "$name")" || stop "Redis $name does not start with its new file."
}

end_aside() {
  local said
  [ "$2" != "$3" ] || return 0
  said=$(redis_at "$loopback" "$aside" "$(redis_password "$1")" shutdown save < /dev/null || true)
  within 600 redis_is_away "$loopback" "$aside" "$(redis_password "$1")" || stop "Redis $1 does not write its data: $said"
}

# A drop-in, or a limit of open files, is read at a start only.
change_nginx() {
  if changes '/etc/systemd/system/nginx.service.d/*' || changes /etc/nginx/nginx.conf; then
    systemctl restart nginx
  elif changes '/etc/nginx/*'; then
    systemctl reload nginx
  fi
}

# Its first run is tonight's.
start_backups() {
  systemctl daemon-reload
  systemctl enable --now --quiet howdah-backup.timer
}

let_verify() {
  finish
  say 'All is in place. verify.sh asks the programs now.' ''
  if ! APPLYING=yes sh "$bundle/verify.sh"; then
    touched=no
    say '' "To put everything back: bash $bundle/apply.sh --rollback"
    exit 1
  fi
}

stop_what_changes() {
  find_groups
  stop_groups
}

# Web, streaming and Sidekiq start anew where something of theirs has changed: all of them, if a store has.
find_groups() {
  local group unit
  groups=()
  for group in web streaming sidekiq; do
    if changes "$env_file" || changes "/etc/systemd/system/mastodon-$group*" || stores_change; then groups+=("$group"); fi
  done
  was_running=no
  if systemctl is-active --quiet mastodon-web; then was_running=yes; fi
}

postgresql_changes() {
  changes '/etc/postgresql/*' || changes '/etc/sysctl.d/*' || changes '/etc/systemd/system/postgresql@*'
}

stores_change() {
  postgresql_changes ||
    changes '/etc/pgbouncer/*' || changes '/etc/systemd/system/pgbouncer.service.d/*' ||
    changes "/etc/$store/*" || changes "/etc/systemd/system/$store-server@*" || [ -n "${moves[*]}" ]
}

stop_groups() {
  local group unit
  for group in "${groups[@]}"; do
    systemctl stop "mastodon-$group.service" 2> /dev/null || true
    for unit in $(units_of "$group"); do systemctl stop "$unit" 2> /dev/null || true; done
  done
  for unit in "${other_units[@]}"; do systemctl disable --now --quiet "$unit"; done
}

# The units of the bundle, of the run that is undone, and of the one before; running instances in place of templates.
units_of() {
  local path
  {
    for path in "${files[@]}"; do printf '%s\n' "${path##* }"; done
    cat $state/files "$archive/state/files" 2> /dev/null || true
  } | sed -n "s|^/etc/systemd/system/\(mastodon-$1[^/]*\.service\)\$|\1|p" | sort -u | while read -r path; do
    case $path in
    *@.service) active_units "${path%.service}*" ;;
    *) printf '%s\n' "$path" ;;
    esac
  done
}

change_over() {
  say '' 'Stores'
  if [ -n "$postgresql" ] && postgresql_changes; then
    systemctl restart "postgresql@$postgresql-main"
    within 60 sql 'select 1' > /dev/null || stop 'PostgreSQL does not answer.'
  fi
  change_role
  if [ "$has_pgbouncer" = yes ]; then
    systemctl enable --quiet pgbouncer
    if changes '/etc/pgbouncer/*' || changes '/etc/systemd/system/pgbouncer.service.d/*'; then systemctl restart pgbouncer; fi
    systemctl start pgbouncer
  fi
  change_redis
  if changes '/etc/elasticsearch/*' || changes '/etc/systemd/system/elasticsearch.service.d/*'; then
    if systemctl is-enabled --quiet elasticsearch 2> /dev/null; then systemctl restart elasticsearch; fi
  fi
  change_nginx
  if [ "$situation" = new ] && [ $was_running = no ]; then
    finish
    say '' 'The files are in place and the stores run. RUNBOOK.md goes on with the certificate.'
    return 0
  fi
  start_mastodon
}

start_mastodon() {
  local group
  say '' 'Mastodon'
  for group in web streaming sidekiq; do systemctl enable --quiet "mastodon-$group"; done
  for group in "${groups[@]}"; do systemctl start "mastodon-$group"; done
  if [ "$has_exporter" = yes ]; then
    systemctl enable --quiet mastodon-prometheus-exporter
    if changes '/etc/systemd/system/mastodon-prometheus-exporter*' || changes "$env_file"; then systemctl restart mastodon-prometheus-exporter; fi
    systemctl start mastodon-prometheus-exporter
  fi
  start_backups
  let_verify
}

# Undoes the last run that is not undone yet: files, what runs, huge pages, the role's password. What was there before the
# run is what is there after it, and the next --rollback undoes the run before.
roll_back() {
  [ -e $state/last ] || stop 'There is no run to undo.'
  local archive path
  archive=$(cat $state/last)
  [ -e "$archive/files.tar" ] || stop "$archive is not there."
  stage=$(mktemp -d)
  namespace=$(namespace_of "$env_file")
  say "Undoing what was done in the run of ${archive##*/}."
  stop_what_came
  while read -r path; do rm -f "$path"; done < "$archive/new"
  tac "$archive/folders" | while read -r path; do rmdir --ignore-fail-on-non-empty "$path" 2> /dev/null || true; done
  tar -C / -xpf "$archive/files.tar"
  systemctl daemon-reload
  sysctl -q -w "vm.nr_hugepages=$(cat "$archive/huge-pages")"
  # RUNBOOK.md enables the sites; nginx takes no link that leads nowhere.
  for path in /etc/nginx/sites-enabled/mastodon /etc/nginx/sites-enabled/mastodon-media; do [ -e "$path" ] || rm -f "$path"; done
  nginx -t
  start_what_was
  rm -r $state
  cp -a "$archive/state" $state
  touch "$archive/rolled-back"
  say 'All files are as they were, and what ran before runs.'
  say 'A Redis that this brings back has what it held then: what its successor took in since is lost.'
  say 'The database was not touched, but for the password of its role, which is the one of then.'
  if [ -e $state/last ]; then say "Another --rollback undoes the run of $(sed 's|.*/||' $state/last)."; fi
}

# Where the Redis of before still runs, a role's keys go back to it.
move_back() {
  local move=() line name host
  while read -r line; do
    read -r -a move <<< "$line"
    host=${move[4]}
    name=$(instance_at "$host" "${move[5]}")
    if [ -n "$name" ] && [ "$name" != "${move[1]}" ] && redis_answers "$host" "${move[5]}" "$(redis_password "$name")"; then
      copy_keys "$(redis_host "${move[1]}")" "${move[2]}" "${move[3]}" "$(redis_password "${move[1]}")" "$host" "${move[5]}" "$(redis_password "$name")"
    fi
  done < "$1"
}

# What it holds is written in the way that the file of before reads, while it has it.
settle_back() {
  local name=$1 file port appends
  file=$(redis_file "$name")
  [ -e "$file" ] || return 0
  port=$(sed -n 's/^port //p' "$file")
  redis_answers "$(redis_host "$name")" "$port" "$(redis_password "$name")" || return 0
  appends=$(tar -C / -xOf "$archive/files.tar" "${file#/}" 2> /dev/null | sed -n 's/^appendonly //p' || true)
  [ -z "$appends" ] || settle "$name" "$port" "$appends" "$(redis_password "$name")"
}

case ${1:-} in
'') wish=apply ;;
--dry-run | --rollback) wish=${1#--} ;;
*) stop "$1 is not known: bash apply.sh [--dry-run | --rollback]" ;;
esac
[ "$(id -u)" -eq 0 ] || stop 'apply.sh must be run as root.'
exec 9> /run/lock/howdah-apply
flock -n 9 || stop 'apply.sh runs already.'
if [ "$wish" = rollback ]; then
  roll_back
  exit 0
fi

stage_files
stage_what_is_in_force
stage_environment
stage_what_the_host_has
compare
show
check_all
if [ "$wish" = dry-run ]; then
  say '' 'Nothing was touched.'
  exit 0
fi
archive
put_in_place
change_over
