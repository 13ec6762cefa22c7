# What `optlab` and `test` share: where things are, what is installed, how it is built.
# Sourced by bash, with `here` set to the repository's folder.

# Debian's names of what the program links with and draws with.
packages=(
  libxsmm-dev zlib1g-dev libmd-dev
  libgnuplot-iostream-dev libboost-iostreams-dev libboost-filesystem-dev libboost-system-dev
  gnuplot-nox curl
)

say() { printf 'optlab: %s\n' "$*" >&2; }

# Ends with the exit code that sysexits has for a missing program.
need_swift() {
  command -v swift >/dev/null 2>&1 && return
  say 'Swift is not installed; version 6.2 or newer is needed: https://www.swift.org/install'
  exit 69
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Installs the packages that are missing, with the rights that this takes.
install_packages() {
  local missing=() package
  for package in "${packages[@]}"; do
    # Any gnuplot will do.
    if [ "$package" = gnuplot-nox ] && command -v gnuplot >/dev/null 2>&1; then continue; fi
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if ! command -v apt-get >/dev/null 2>&1; then
    say "these packages are needed, and there is no apt-get to install them: ${missing[*]}"
    exit 69
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      say "as root, install first: apt-get install ${missing[*]}"
      exit 69
    fi
    say "needs these packages, and your password to install them: ${missing[*]}"
    as_root=(sudo)
  else
    say "installs these packages: ${missing[*]}"
  fi
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    say "could not install: ${missing[*]}"
    exit 69
  fi
  rm -f "$log"
}

# Prints the Python of a virtual environment with the packages of a requirements file from PyPI,
# which is made where it is not there yet; fails where that cannot be.
python_environment() {
  local requirements=$1 place
  place=$here/.build/python/$(md5sum <"$requirements" | cut -c 1-12)
  if [ ! -f "$place/is-complete" ]; then
    { python3 -m venv "$place" &&
      "$place/bin/pip" install --quiet --disable-pip-version-check --no-compile \
        --requirement "$requirements" &&
      touch "$place/is-complete"; } >/dev/null 2>&1 || return 1
  fi
  printf '%s\n' "$place/bin/python"
}

# Whether the processor has all of these.
machine_has() {
  local name
  for name in "$@"; do grep -qw "$name" /proc/cpuinfo || return 1; done
}

# The vector instructions that this machine has, the same for Swift and C.
# The third level (AVX2, FMA) is also what the same bits as PyTorch's need to be fast; the fourth has
# vectors of twice the size, which a compiler takes only where it is told to.
machine_flags=()
if [ "$(uname -m)" = x86_64 ]; then
  if machine_has avx512f avx512bw avx512cd avx512dq avx512vl avx2 fma bmi2; then
    machine_flags=(-Xcc -march=x86-64-v4 -Xcc -mprefer-vector-width=512)
  elif machine_has avx2 fma bmi2; then
    machine_flags=(-Xcc -march=x86-64-v3)
  fi
fi

# Sets the flags of a build, and of the tests and their build.
choose_flags() {
  # Information for a debugger would take time, and nobody reads it. Nor does anything gain by bodies that the
  # compiler itself makes visible to other modules: what has to be, says so (`@inlinable`, `@specialized`), and
  # optimizing the rest in each of them takes time.
  build_flags=(-c release -Xswiftc -gnone -Xswiftc -disable-cmo "${machine_flags[@]}")
  # A module is ready for those above it once its interface is written, long before its code is optimized, and
  # SwiftPM can begin with them then: a build from nothing takes a third less. It does so only where it plans the
  # compiler's jobs itself, an option that it calls deprecated; without it all is built as before. The jobs' lists
  # of files would lie in new folders for each plan, so that each job would be another, and done again.
  case $(swift build --help-hidden 2>/dev/null) in
    *--use-integrated-swift-driver*)
      build_flags+=(--use-integrated-swift-driver
        -Xswiftc -emit-module-separately-wmo -Xswiftc -driver-filelist-threshold=100000)
      ;;
  esac
  # Modules that tests may look inside are compiled otherwise than the program's, so all would be compiled twice;
  # here none looks. And no test is XCTest's.
  test_flags=("${build_flags[@]}" --disable-testable-imports --disable-xctest)
}

# Prints what a build's log has of errors, or its end; not what SwiftPM says of an option above.
print_errors() {
  grep -E 'error|warning' "$1" | grep -v -e --use-integrated-swift-driver | tail -n 60 >&2 || tail -n 60 "$1" >&2
}
