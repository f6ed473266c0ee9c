#!/usr/bin/env bash
# Sets up panpun in this folder and runs it, its checks, or its long drills.
#
#   bash installer/setup.sh run [arguments of panpun]   set up what is missing, open the program
#   bash installer/setup.sh test                        set up what is missing, pass every check and test
#   bash installer/setup.sh drill                       set up what is missing, run the long drills
#   bash installer/setup.sh setup                       only set up
#   bash installer/setup.sh card                        set up, and the part that reads ID cards
#
# Needs bash and the network, on Debian 12, Ubuntu 24.04 or later. What the system lacks comes from apt when
# root or sudo is there; otherwise the apt line is printed and the script stops with 1. Everything else goes into
# .venv in this folder. Doing it again is quick and harmless. PANPUN_PYTHON names another Python 3.11 to 3.13.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$project/.venv
stamp=$venv/panpun-setup

# --- words ----------------------------------------------------------------------------------------------------

say() { printf '%s · %s\n' "$1" "$2" >&2; }

stop() {
    say "$1" "$2"
    exit 1
}

# --- what the operating system has to give ----------------------------------------------------------------------

# One line each: the shared library that must be found, and the packages that may bring it (the first one that apt
# knows is taken: Ubuntu 24.04 renamed some).
libraries() {
    cat <<'LIST'
libEGL.so.1 libegl1
libGL.so.1 libgl1
libglib-2.0.so.0 libglib2.0-0t64 libglib2.0-0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libcups.so.2 libcups2t64 libcups2
libthai.so.0 libthai0
LIST
}

# The same for programs that only the tests use.
test_programs() {
    cat <<'LIST'
Xvfb xvfb
xauth xauth
pdftotext poppler-utils
LIST
}

# What reading ID cards needs: files and the packages that bring them. pyscard is built here, it has no Linux wheel.
card_parts() {
    cat <<'LIST'
/usr/sbin/pcscd pcscd
/usr/include/PCSC/winscard.h libpcsclite-dev
/usr/bin/swig swig
/usr/bin/gcc gcc
LIST
    local headers
    headers=$("$(find_python)" -c 'import sysconfig; print(sysconfig.get_path("include"))' 2>/dev/null || true)
    printf '%s/Python.h python3-dev\n' "$headers"
    [[ $1 != drill ]] || echo /usr/lib/pcsc/drivers/serial/libifdvpcd.so vsmartcard-vpcd
}

usable_python() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
        </dev/null >/dev/null 2>&1
}

find_python() {
    local candidate
    for candidate in ${PANPUN_PYTHON:+"$PANPUN_PYTHON"} python3 python3.13 python3.12 python3.11; do
        if usable_python "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

known_libraries() { /sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null || true; }

# Lines of package alternatives that this machine lacks for the verb $1.
missing_packages() {
    local known wanted packages
    known=$(known_libraries)
    find_python >/dev/null || printf 'python3\npython3-venv\n'
    while read -r wanted packages; do
        [[ $known == *"	$wanted "* ]] || echo "$packages"
    done < <(libraries)
    if [[ $1 == card || $1 == drill ]]; then
        while read -r wanted packages; do
            [[ -e $wanted ]] || echo "$packages"
        done < <(card_parts "$1")
    fi
    [[ $1 == test || $1 == drill ]] || return 0
    while read -r wanted packages; do
        command -v "$wanted" >/dev/null || echo "$packages"
    done < <(test_programs)
}

# The first of the alternatives in each line on stdin that apt knows, else the last of them.
package_names() {
    local alternatives name
    while read -r alternatives; do
        for name in $alternatives; do
            if apt-cache show "$name" >/dev/null 2>&1; then break; fi
        done
        printf '%s ' "$name"
    done
}

# Sets `rights` to what has to stand before apt-get; fails where this user may not install.
gain_rights() {
    rights=()
    if [[ $EUID -eq 0 ]]; then return 0; fi
    command -v sudo >/dev/null || return 1
    rights=(sudo)
    sudo -n true 2>/dev/null && return 0
    [[ -t 0 && -t 2 ]] && sudo -v
}

apt_get() {
    "${rights[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 "$@" </dev/null >&2
}

twice() {
    "$@" && return 0
    say "ลองใหม่อีกครั้งใน 10 วินาที" "Trying once more in 10 seconds"
    sleep 10
    "$@"
}

install_packages() {
    local missing names
    missing=$(missing_packages "$1")
    [[ -n $missing ]] || return 0
    command -v apt-get >/dev/null ||
        stop "เครื่องนี้ไม่มี apt โปรดติดตั้งเอง" "No apt here; please install the like of: ${missing//$'\n'/, }"
    names=$(package_names <<<"$missing")
    if ! gain_rights; then
        stop "ต้องใช้สิทธิ์ผู้ดูแลเครื่อง โปรดสั่งคำสั่งนี้แล้วเริ่มใหม่" "Needs root; run this line, then start again:
apt-get update && apt-get install -y --no-install-recommends ${names% }"
    fi
    say "กำลังติดตั้งส่วนของระบบ" "Installing system packages: ${names% }"
    twice apt_get update || true
    names=$(package_names <<<"$missing")
    # shellcheck disable=SC2086  # one word a package
    twice apt_get install --no-install-recommends $names ||
        stop "ติดตั้งส่วนของระบบไม่สำเร็จ โปรดดูข้อความข้างบน" "apt failed, see above; needed: ${names% }"
    missing=$(missing_packages "$1")
    [[ -z $missing ]] || stop "ส่วนของระบบยังไม่ครบ" "Still missing: ${missing//$'\n'/, }"
}

# --- .venv ------------------------------------------------------------------------------------------------------

# What the .venv must have been made from: lock file, interpreter and place.
fingerprint() {
    printf '%s\n' "$(sha256sum <"$1")" "$("$2" -c 'import sys; print(sys.version)')" "$project"
}

fits() {
    [[ -x $venv/bin/python && -f $stamp.$1 && $(<"$stamp.$1") == "$2" ]] && "$venv/bin/python" -c '' 2>/dev/null
}

# `panpun` of this folder, wherever it is called from; -P keeps the caller's folder from being imported.
write_launcher() {
    local packages
    packages=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' "$project" >"$packages/panpun.pth"
    cat >"$venv/bin/panpun" <<'LAUNCHER'
#!/bin/sh
here=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd -P)
exec "$here/python" -P -m panpun_desktop "$@"
LAUNCHER
    chmod +x "$venv/bin/panpun"
}

# $1 is "run" or "test"; a .venv made for the tests holds all that running needs, in the same versions.
make_venv() {
    local python lock=$project/installer/requirements.lock wanted
    [[ $1 == run ]] || lock=$project/installer/requirements-dev.lock
    python=$(find_python) || stop "ไม่พบ Python 3.11 ถึง 3.13" "No Python 3.11 to 3.13 with venv found"
    wanted=$(fingerprint "$lock" "$python")
    if fits "$1" "$wanted"; then return 0; fi
    if [[ $1 == run ]] && fits test "$(fingerprint "$project/installer/requirements-dev.lock" "$python")"; then
        return 0
    fi
    say "กำลังเตรียมโปรแกรม ครั้งแรกใช้เวลาสองสามนาที" "Preparing .venv; the first time takes some minutes"
    rm -f "$stamp".*
    "$python" -m venv --clear "$venv" </dev/null
    twice "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --only-binary :all: \
        --require-hashes --requirement "$lock" </dev/null >&2 ||
        stop "ดาวน์โหลดส่วนประกอบไม่สำเร็จ" "Could not install the libraries; is the network there?"
    write_launcher
    printf '%s\n' "$wanted" >"$stamp.$1"
}

# Adds pyscard to .venv, in the locked version.
add_card_part() {
    if "$venv/bin/python" -c 'import smartcard.scard' 2>/dev/null; then return 0; fi
    say "กำลังเตรียมส่วนอ่านบัตร" "Building the part that reads cards"
    twice "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --only-binary :all: \
        --no-binary pyscard --require-hashes --requirement "$project/installer/requirements-card.lock" </dev/null >&2 ||
        stop "เตรียมส่วนอ่านบัตรไม่สำเร็จ" "Could not build pyscard, see above"
}

set_up() {
    install_packages "$1"
    exec 9<"$project/installer/requirements.lock" # two set-ups at once: the second waits
    flock 9
    case $1 in
    test | drill) make_venv test ;;
    *) make_venv run ;;
    esac
    case $1 in
    card | drill) add_card_part ;;
    esac
    exec 9<&-
}

# --- run --------------------------------------------------------------------------------------------------------

# Whether panpun with these arguments opens its window: only options, each with a value, and no verb.
opens_window() {
    while (($#)); do
        case $1 in
        -h | --help | --version) return 1 ;;
        --*=*) shift ;;
        -*) shift "$(($# > 1 ? 2 : 1))" ;;
        *) return 1 ;;
        esac
    done
}

has_display() { [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-} ]]; }

run() {
    set_up run
    if opens_window "$@" && ! has_display; then
        stop "ไม่มีจอภาพ จึงเปิดหน้าต่างโปรแกรมไม่ได้" "There is no display to open the window on; without one, \
\"$venv/bin/panpun\" --data DIR demo makes the demonstration centre and \"$venv/bin/panpun\" tour OUTDIR its pictures."
    fi
    exec "$venv/bin/panpun" "$@"
}

# --- test and drill ---------------------------------------------------------------------------------------------

results=()
failed=0

# Runs one stage, notes its time and outcome; later stages run all the same.
stage() {
    local name=$1 started=$SECONDS outcome=ok
    shift
    printf '\n== %s\n' "$name"
    "$@" </dev/null || outcome=FAILED failed=1
    results+=("$(printf '%-12s %-7s %4d s' "$name" "$outcome" $((SECONDS - started)))")
}

show_results() {
    printf '\n== results\n'
    printf '%s\n' "${results[@]}" "$(printf '%-12s %-7s %4d s' 'all, set-up' '' "$SECONDS")"
    return "$failed"
}

enter_project() {
    cd "$project"
    export PATH=$venv/bin:$PATH QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1
    unset PYTHONPATH PYTHONHOME
}

run_tests() {
    set_up test
    enter_project
    stage format ruff format --check .
    stage lint ruff check .
    stage types python -m mypy
    stage contracts lint-imports
    stage catalogue python -m panpun_desktop.common.catalogue check
    stage tests python -m pytest -n auto --dist worksteal
    stage speed python -m tests.benchmarks
    show_results
}

run_drills() {
    set_up drill
    enter_project
    stage drills python -m pytest -m drill
    stage card python -m pytest tests/services/test_card_pcsc.py
    stage speed python -m tests.benchmarks all
    show_results
}

usage() { sed -n '4,8s/^# *//p' "${BASH_SOURCE[0]}" >&2; }

main() {
    local verb=${1:-}
    (($#)) && shift
    case $verb in
    run) run "$@" ;;
    test) run_tests ;;
    drill) run_drills ;;
    setup) set_up run ;;
    card) set_up card ;;
    *) usage && exit 2 ;;
    esac
}

# A test reads this file for its functions without starting anything.
if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
