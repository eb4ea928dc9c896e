#!/bin/bash
{% include "partials/head" %}
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
{% include "partials/apply/common" %}
{%- if is_systemd %}
{% include "partials/apply/programs-systemd" %}
{%- else %}
{% include "partials/apply/programs-compose" %}
{%- endif %}
{% include "partials/apply/redis" %}
{% include "partials/apply/role" %}
{% include "partials/apply/stage" %}
{%- if is_systemd %}
{% include "partials/apply/stage-systemd" %}
{%- else %}
{% include "partials/apply/stage-compose" %}
{%- endif %}
{% include "partials/apply/environment" %}
{% include "partials/apply/checks" %}
{%- if is_systemd %}
{% include "partials/apply/checks-systemd" %}
{%- else %}
{% include "partials/apply/checks-compose" %}
{%- endif %}
{% include "partials/apply/checks-redis" %}
{%- if is_systemd %}
{% include "partials/apply/checks-redis-systemd" %}
{%- else %}
{% include "partials/apply/checks-redis-compose" %}
{%- endif %}
{% include "partials/apply/show" %}
{%- if is_systemd %}
{% include "partials/apply/show-systemd" %}
{%- else %}
{% include "partials/apply/show-compose" %}
{%- endif %}
{% include "partials/apply/archive" %}
{%- if is_systemd %}
{% include "partials/apply/state-systemd" %}
{%- else %}
{% include "partials/apply/state-compose" %}
{%- endif %}
{% include "partials/apply/place" %}
{% include "partials/apply/move" %}
{%- if is_systemd %}
{% include "partials/apply/move-systemd" %}
{%- else %}
{% include "partials/apply/move-compose" %}
{%- endif %}
{% include "partials/apply/services" %}
{%- if is_systemd %}
{% include "partials/apply/services-systemd" %}
{%- else %}
{% include "partials/apply/services-compose" %}
{%- endif %}
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
