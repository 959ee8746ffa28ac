# Shared by the scripts of this folder: sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
logs="$root/build/log"

# What every build needs, and what only the tests need. Debian 12 package names.
build_packages=(g++ cmake ninja-build pkg-config python3 libssl-dev libsqlite3-dev libsqlitecpp-dev
  nlohmann-json3-dev libcli11-dev libtomlplusplus-dev libfmt-dev libcsv-dev libicu-dev
  libboost1.81-dev libargon2-dev libcurl4-openssl-dev zlib1g-dev prometheus-cpp-dev openssl curl jq)
test_packages=(git golang-go golang-golang-x-mod-dev openssl python3-cryptography
  python3-jsonschema python3-yaml libgtest-dev libgmock-dev clang-format-19
  hledger ledger beancount)
browser_packages=(chromium fonts-noto-cjk faketime)
bench_packages=(wrk nginx-light)
tidy_packages=(clang-tidy-19)

# install_missing PACKAGE…: does nothing, quickly, where all are there.
install_missing() {
  local missing=() package as_root=()
  for package in "$@"; do
    # A package whose state cannot be asked is missing.
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
      missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    command -v sudo >/dev/null || {
      echo "Not installed: ${missing[*]}. Run this as root, or install sudo." >&2
      return 1
    }
    as_root=(sudo)
  fi
  echo "Installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
      --no-install-recommends "${missing[@]}"
}

# step NAME COMMAND…: runs the command with its output in a log file and prints one line with the
# time it took; on failure the end of the log too. `last_log` names the log.
step() {
  local name=$1 began=$SECONDS status=0
  shift
  mkdir -p "$logs"
  last_log="$logs/${name//[ \/]/-}.log"
  printf '%-34s' "$name"
  "$@" >"$last_log" 2>&1 || status=$?
  if ((status)); then
    printf 'FAILED after %d s\n' $((SECONDS - began))
    tail -n 120 "$last_log"
    echo "The whole log: $last_log"
    return "$status"
  fi
  printf '%4d s\n' $((SECONDS - began))
}

# calm COMMAND…: runs it without randomised addresses where the kernel randomises more of them than
# the sanitizers of GCC 12 can live with ("unexpected memory mapping"). Builds need it too: they run
# the test programs to list their tests.
calm() {
  local bits
  bits=$(cat /proc/sys/vm/mmap_rnd_bits 2>/dev/null || echo 0)
  if ((bits > 28)) && setarch "$(uname -m)" -R true 2>/dev/null; then
    setarch "$(uname -m)" -R "$@"
  else
    "$@"
  fi
}

# build PRESET [TARGET…]: configures and builds; all targets where none is named.
build() {
  local preset=$1 targets=()
  shift
  (($# == 0)) || targets=(--target "$@")
  cmake --preset "$preset" -S "$root" && calm cmake --build --preset "$preset" "${targets[@]}"
}

# Node.js 18 or newer with npm: what is there, else Debian's.
install_node() {
  local major
  major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
  if ((${major:-0} >= 18)) && command -v npm >/dev/null; then return 0; fi
  install_missing nodejs npm
}

# node_modules FOLDER: what its package-lock.json names; quickly, when it is there.
node_modules() {
  cmp -s "$1/package-lock.json" "$1/node_modules/.lock" && return 0
  (cd "$1" && npm ci --no-progress) && cp "$1/package-lock.json" "$1/node_modules/.lock"
}

# browser_ready: what the tests in Chromium need: packages, both programs (those of the folder
# MINGZHANG_BIN, where it is set), the web client. Sets MINGZHANG_BIN.
browser_ready() {
  if [[ -z ${MINGZHANG_BIN:-} ]]; then
    step packages scripts/install_packages build test browser
    step "build dev" build dev mingzhang mingzhang-audit
  fi
  export MINGZHANG_BIN=${MINGZHANG_BIN:-"$root/build/dev/bin"}
  step "build web" build_web
  step "browser tests" node_modules "$root/tests/browser"
}

# build_web: the web client, in build/web; nothing, quickly, when nothing changed.
build_web() {
  local state
  state=$(cd "$root" && find api/web api/openapi.yaml -name node_modules -prune -o \
    -name schema.d.ts -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
  [[ $(cat "$root/build/web.state" 2>/dev/null) != "$state" || ! -s $root/build/web/index.html ]] ||
    return 0
  install_node && node_modules "$root/api/web" && (cd "$root/api/web" && npm run --silent build) &&
    printf '%s\n' "$state" >"$root/build/web.state"
}
