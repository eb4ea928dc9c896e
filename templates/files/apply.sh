#!/bin/bash
{% include "partials/head" %}
# Run it as root on the host, from the folder that the bundle was unpacked into:
#   bash apply.sh --dry-run   says what would change and what stands in the way; touches nothing
#   bash apply.sh             the same, then changes it; what is there is kept in a dated archive first
#   bash apply.sh --rollback  undoes the last run
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
live=/home/mastodon/live
env_file=$live/.env.production
userlist=/etc/pgbouncer/userlist.txt
pgbouncer_ini=/etc/pgbouncer/pgbouncer.ini
{% include "partials/apply/common" %}
{% include "partials/apply/redis" %}
{% include "partials/apply/stage" %}
{% include "partials/apply/environment" %}
{% include "partials/apply/checks" %}
{% include "partials/apply/checks-redis" %}
{% include "partials/apply/show" %}
{% include "partials/apply/archive" %}
{% include "partials/apply/place" %}
{% include "partials/apply/move" %}
{% include "partials/apply/services" %}
{% include "partials/apply/rollback" %}

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
