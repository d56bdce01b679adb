# SPDX-License-Identifier: Apache-2.0
# For quickstart.sh and check.sh: timed stages, and system packages that are installed only when missing.
# Read with `.` from a POSIX shell whose working directory is the top of the source tree.

logs=build/logs
mkdir -p "$logs"
stage_times=""
started_all=$(date +%s)

# fail MESSAGE ADVICE...: the last lines on the terminal say what to do.
fail() {
    printf '\nFAILED: %s\n' "$1" >&2
    shift
    for advice in "$@"; do printf '  %s\n' "$advice" >&2; done
    exit 1
}

# stage NAME COMMAND...: runs the command, prints how long it took and keeps that for the summary.
stage() {
    stage_name=$1
    shift
    printf '== %s\n' "$stage_name"
    stage_started=$(date +%s)
    "$@"
    stage_seconds=$(($(date +%s) - stage_started))
    printf '   %s: %s s\n' "$stage_name" "$stage_seconds"
    stage_times="$stage_times$(printf '%5s s  %s' "$stage_seconds" "$stage_name")
"
}

show_times() {
    printf '\nStage times on %s cores:\n%s%5s s  all\n' "$cores" "$stage_times" $(($(date +%s) - started_all))
}

# quietly LOG COMMAND...: output goes to a log, whose end is shown when the command fails.
quietly() {
    log=$logs/$1.log
    shift
    if ! "$@" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        return 1
    fi
}

count_cores() { nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1; }
cores=$(count_cores)

# ---- Packages. A package may be given as "first|second": whichever is installed, else the first on offer.

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
is_offered() { [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]; }

# The packages among the arguments that are not installed, each as its best alternative.
missing_packages() {
    for package in "$@"; do
        best=""
        for name in $(echo "$package" | tr '|' ' '); do
            if is_installed "$name"; then
                best=installed
                break
            fi
            if [ -z "$best" ] && is_offered "$name"; then best=$name; fi
        done
        if [ "$best" != installed ]; then echo "${best:-${package%%|*}}"; fi
    done
}

all_offered() {
    for name in "$@"; do is_offered "$name" || return 1; done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

apt_install() { as_root apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"; }
apt_update() { as_root apt-get update -q; }

# install_packages PACKAGE...: installs what is missing; says what to type where it may not.
install_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "   no apt-get here: taking for granted that these, or their like, are installed: $*"
        return 0
    fi
    # Word splitting of the list is meant here and below.
    # shellcheck disable=SC2046,SC2086
    missing=$(missing_packages "$@")
    if [ -z "$missing" ]; then
        echo "   all packages are there"
        return 0
    fi
    missing=$(echo $missing)
    by_hand="apt-get update && apt-get install -y --no-install-recommends $missing"
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            fail "system packages are missing, and you are neither root nor is sudo installed." \
                "As root, run:  $by_hand" "Then run this script again."
        fi
        if [ ! -t 0 ] && ! sudo -n true 2>/dev/null; then
            fail "system packages are missing, and sudo asks for a password with no terminal to ask on." \
                "Run:  sudo sh -c '$by_hand'" "Then run this script again."
        fi
    fi
    if ! all_offered $missing; then
        echo "   package lists are missing or old: apt-get update"
        quietly apt-update apt_update || fail "apt-get update did not work (log: $logs/apt-update.log)." \
            "Is there a network, and do /etc/apt/sources.list and its folder name a reachable mirror?"
        missing=$(echo $(missing_packages "$@"))
    fi
    echo "   installing: $missing"
    if ! quietly apt-install apt_install $missing; then
        echo "   once more, with fresh package lists"
        quietly apt-update apt_update && quietly apt-install apt_install $missing ||
            fail "apt-get could not install: $missing (log: $logs/apt-install.log)." \
                "Debian 12 has them all; Ubuntu has them in \"universe\" (24.04 or newer)."
    fi
}

# What building the library and its command line takes.
build_packages="g++ cmake ninja-build libsimdjson-dev libeigen3-dev
    libboost1.81-dev|libboost1.83-dev|libboost1.88-dev
    libboost-program-options1.81-dev|libboost-program-options1.83-dev|libboost-program-options1.88-dev"
