#!/usr/bin/env bash
# Tries a .deb in a bare Debian or Ubuntu folder: install, start, use, upgrade, remove, install again.
#
#   bash installer/test-deb.sh PANPUN.deb ROOT [PICTURES]
#
# ROOT is a folder as `debootstrap --variant=minbase bookworm ROOT` makes it; it is changed, so give a copy. Needs root
# (chroot), Xvfb, xdotool and ImageMagick here, and inside ROOT an apt that reaches its archive for the system's
# libraries. Pictures of the window go to PICTURES (by default beside the .deb). Stops at the first thing that is wrong.
set -euo pipefail

deb=$(realpath "${1:?the .deb}")
root=$(realpath "${2:?the bare folder}")
pictures=${3:-${deb%.deb}.pictures}
kept=/home/office/.local/share/panpun
newer=

say() { printf 'ok    %s\n' "$*"; }

wrong() {
    printf 'WRONG %s\n' "$*" >&2
    exit 1
}

inside() {
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@" </dev/null
}

# As the office's user, who has no rights beyond the own home folder.
office() {
    chroot --userspec=office:office "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/home/office USER=office \
        LANG=C.UTF-8 ${DISPLAY:+"DISPLAY=$DISPLAY"} "$@" </dev/null
}

apt() { inside apt-get -y -q -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1 || wrong "apt-get $* (see $log)"; }

packed() { dpkg-deb --field "$1" "$2"; }

# What lies in the data folder, without what a mere look changes (log, window place, SQLite's own files).
data_seal() {
    (cd "$root$kept" && find . -type f ! -path './log/*' ! -name 'window.*' ! -name '*-wal' ! -name '*-shm' \
        -print0 | sort -z | xargs -0 sha256sum) | sha256sum
}

# --- stages ---------------------------------------------------------------------------------------------------------

enter() {
    [[ $EUID -eq 0 ]] || wrong "needs root"
    [[ -x $root/usr/bin/apt-get ]] || wrong "$root holds no Debian or Ubuntu"
    [[ ! -e $root/usr/bin/panpun ]] || wrong "panpun is in $root already; take a fresh copy"
    local name
    for name in dpkg-deb Xvfb xdotool import convert; do command -v "$name" >/dev/null || wrong "needs $name"; done
    mkdir -p "$pictures" "$root/tmp/.X11-unix"
    log=$pictures/apt.log
    : >"$log"
    trap leave EXIT
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    if [[ -f /etc/resolv.conf ]]; then cp -L /etc/resolv.conf "$root/etc/resolv.conf"; fi
    inside id -u office >/dev/null 2>&1 || inside useradd --create-home --shell /bin/sh office
    printf 'demo\n' >"$root/home/office/password"
}

leave() {
    local place
    if [[ -n ${window:-} ]]; then kill "$window" 2>/dev/null || true; fi
    if [[ -n ${screen:-} ]]; then kill "$screen" 2>/dev/null || true; fi
    for place in tmp/.X11-unix dev proc; do
        if mountpoint -q "$root/$place"; then umount "$root/$place"; fi
    done
    rm -f "$root/tmp/panpun.deb" ${newer:+"$newer"}
}

install_it() {
    local started=$SECONDS
    apt update
    cp "$1" "$root/tmp/panpun.deb"
    apt install --no-install-recommends /tmp/panpun.deb
    say "$2: $(packed "$1" Version), $((SECONDS - started)) s"
}

is_version() {
    local said
    said=$(office panpun --version) || wrong "panpun --version ends with $?"
    [[ $said == "panpun $1" ]] || wrong "it calls itself $said, the package $1"
    say "panpun --version: $said"
}

whole() {
    local missing file
    missing=$(inside find /usr/lib/panpun \( -name '*.so' -o -name '*.so.*' -o -name panpun-python \) -type f \
        -exec ldd {} + 2>/dev/null | grep 'not found' | sort -u || true)
    [[ -z $missing ]] || wrong "libraries that no dependency brings: $missing"
    for file in applications/org.panpun.Panpun.desktop metainfo/org.panpun.Panpun.metainfo.xml \
        icons/hicolor/scalable/apps/org.panpun.Panpun.svg icons/hicolor/48x48/apps/org.panpun.Panpun.png \
        doc/panpun/copyright doc/panpun/NOTICES.md doc/panpun/licenses man/man1/panpun.1.gz; do
        # minimal systems throw documents away when they unpack
        [[ -e $root/usr/share/$file ]] || grep -rqs path-exclude "$root/etc/dpkg/dpkg.cfg.d" ||
            wrong "/usr/share/$file is not there"
    done
    [[ -z $(inside find /usr/lib/panpun -perm /022 ! -type l) ]] || wrong "files that anybody may change"
    say "every shared library is found, menu entry and papers are there"
    if command -v desktop-file-validate >/dev/null; then
        [[ -z $(desktop-file-validate "$root/usr/share/applications/org.panpun.Panpun.desktop") ]] ||
            wrong "desktop-file-validate"
        say "desktop-file-validate"
    fi
    if command -v appstreamcli >/dev/null; then
        appstreamcli validate --no-net "$root/usr/share/metainfo/org.panpun.Panpun.metainfo.xml" >>"$log" ||
            wrong "appstreamcli validate (see $log)"
        say "appstreamcli validate"
    fi
}

check() {
    office panpun --user manager --password-file /home/office/password check >>"$log" || wrong "panpun check ($1)"
    say "panpun check: $1"
}

use() {
    local started=$SECONDS
    office panpun demo --people 60 >>"$log" || wrong "panpun demo"
    [[ -f $root$kept/panpun.db ]] || wrong "the data are not in $kept"
    say "panpun demo: $((SECONDS - started)) s, in $kept"
    check "after demo"
}

# A picture of the screen once it shows more than $2 colours and has stopped changing.
picture() {
    local colours=0 before
    for _ in {1..60}; do
        kill -0 "$window" 2>/dev/null || wrong "the window went away"
        before=$colours
        import -silent -window root "$pictures/$1.png"
        colours=$(convert "$pictures/$1.png" -format %k info:)
        if ((colours > $2 && colours == before)); then
            say "picture $1.png, $colours colours"
            return
        fi
        sleep 2
    done
    wrong "nothing to be seen in $pictures/$1.png"
}

look() {
    local number="" tries started
    : >"$pictures/display"
    Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$pictures/display" >/dev/null 2>&1 &
    screen=$!
    for tries in {1..50}; do
        number=$(<"$pictures/display")
        [[ -z $number ]] || break
        sleep 0.2
    done
    rm -f "$pictures/display"
    [[ -n $number ]] || wrong "Xvfb does not start ($tries tries)"
    export DISPLAY=:$number
    office panpun >>"$log" 2>&1 &
    window=$!
    picture sign-in 200
    sleep 2
    xdotool type manager
    xdotool key Tab
    xdotool type demo
    xdotool key Return
    sleep 10
    picture today 1000
    cmp -s "$pictures/sign-in.png" "$pictures/today.png" && wrong "nobody could sign in"
    xdotool windowfocus "$(xdotool search --onlyvisible --name . | tail -1)" # there is no window manager here
    xdotool key F1
    sleep 4
    picture help 1000
    cmp -s "$pictures/help.png" "$pictures/today.png" && wrong "no help at F1"
    xdotool key Escape
    started=$SECONDS
    office timeout 60 panpun >>"$log" 2>&1 || wrong "a second start ends with $?"
    say "a second start ended by itself, $((SECONDS - started)) s; the first window stays"
    kill "$window"
    wait "$window" 2>/dev/null || true
    window=
}

# The same package under a higher version, as the next release would be.
make_newer() {
    local place version
    place=$(mktemp -d "${TMPDIR:-/tmp}/panpun-newer.XXXXXX")
    version=$(packed "$deb" Version).1
    newer=$place.deb
    dpkg-deb -R "$deb" "$place"
    sed -i "s/^Version: .*/Version: $version/" "$place/DEBIAN/control"
    sed -i "s/^__version__ = .*/__version__ = \"$version\"/" "$place/usr/lib/panpun/app/panpun_desktop/__init__.py"
    rm -f "$place"/usr/lib/panpun/app/panpun_desktop/__pycache__/__init__.*.pyc "$place/DEBIAN/md5sums"
    printf '# of the newer version\n' >"$place/usr/lib/panpun/app/new-in-this-version"
    dpkg-deb --root-owner-group -Zzstd -z1 --build "$place" "$newer" >/dev/null
    rm -rf "$place"
}

upgrade() {
    local before
    before=$(data_seal)
    make_newer
    install_it "$newer" upgraded
    is_version "$(packed "$newer" Version)"
    [[ -e $root/usr/lib/panpun/app/new-in-this-version ]] || wrong "files of the newer version are missing"
    [[ $(data_seal) == "$before" ]] || wrong "the upgrade touched the data"
    check "after the upgrade, data as they were"
}

take_away() {
    local before left
    before=$(data_seal)
    apt purge panpun
    left=$(inside find / -xdev -iname '*panpun*' ! -path '/home/*' ! -path '/tmp/*' ! -path '/var/cache/*' \
        ! -path '/var/log/*')
    [[ -z $left ]] || wrong "left behind: $left"
    [[ $(data_seal) == "$before" ]] || wrong "the removal touched the data"
    say "removed and purged, data as they were"
}

enter
install_it "$deb" installed
is_version "$(packed "$deb" Version)"
whole
use
look
check "after the window"
upgrade
take_away
install_it "$deb" "installed again"
check "with the data of before"
say "all of it: $SECONDS s"
