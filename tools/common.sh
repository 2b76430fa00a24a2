# Sourced by the scripts beside it: where the project is, how to speak, how many jobs to run.
# Nothing here installs, builds or changes anything.
set -euo pipefail

TIDEGATE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Clones in other places share what ccache has compiled: paths count from the root, and the folder is no part of the key.
export CCACHE_BASEDIR=$TIDEGATE_ROOT CCACHE_NOHASHDIR=1

# Colours only where somebody looks.
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
else
  bold='' dim='' red='' green='' plain=''
fi

say() { printf '%s\n' "${bold}==> $*${plain}"; }
note() { printf '%s\n' "${dim}    $*${plain}"; }
die() {
  printf '%s\n' "${red}$*${plain}" >&2
  exit 1
}

# Seconds since the shell started, for "in N s".
seconds_since() { printf '%s' "$((SECONDS - $1))"; }

# A compiler of this code base takes up to 1.2 GiB: as many jobs as there are cores, but no more than memory allows.
build_jobs() {
  local cores memory_gib
  cores=$(nproc)
  memory_gib=$(awk '/MemAvailable/ {print int($2 / 1048576 / 1.2)}' /proc/meminfo)
  [ "$memory_gib" -ge 1 ] || memory_gib=1
  if [ "$cores" -lt "$memory_gib" ]; then printf '%s' "$cores"; else printf '%s' "$memory_gib"; fi
}
