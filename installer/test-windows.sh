#!/usr/bin/env bash
# Tries a Windows installer under wine: install, start, use, upgrade, remove, install again.
#
#   bash installer/test-windows.sh SETUP.exe [NEWER_SETUP.exe] [PICTURES]
#
# Without a newer one the same installer is run a second time as the upgrade. Everything happens in a wine prefix of its
# own. Needs wine (64 bit), Xvfb, xdotool, ImageMagick and x86_64-w64-mingw32-gcc: wine 8 lacks two libraries that every
# Windows 10 from 1903 on has, so they are made for the prefix, never for the product. Pictures of the window go to
# PICTURES (by default beside the installer). Stops at the first thing that is wrong.
set -euo pipefail

setup=$(realpath "${1:?the installer}")
newer=$(realpath "${2:-$setup}")
pictures=${3:-${setup%.exe}.pictures}
key='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\panpun'
title=บ้านปั้นปูน

say() { printf 'ok    %s\n' "$*"; }

wrong() {
    printf 'WRONG %s\n' "$*" >&2
    exit 1
}

# wine wants no terminal and no files: pipes for what is said, nothing to read.
win() { wine "$@" </dev/null 2> >(cat >>"$log") | cat; }

panpun() { win cmd /c "$(winepath -w "$program" 2>/dev/null)\\panpun.cmd" "$@" | tr -d '\r'; }

installed_version() {
    win reg query "$key" /v DisplayVersion | tr -d '\r' | sed -n 's/.*REG_SZ *//p'
}

data_seal() {
    (cd "$kept" && find . -type f ! -path './log/*' ! -name 'window.*' ! -name '*-wal' ! -name '*-shm' -print0 |
        sort -z | xargs -0 sha256sum) | sha256sum
}

# --- stages ---------------------------------------------------------------------------------------------------------

enter() {
    local name number=""
    for name in wine Xvfb xdotool import convert x86_64-w64-mingw32-gcc; do
        command -v "$name" >/dev/null || wrong "needs $name"
    done
    mkdir -p "$pictures"
    log=$pictures/wine.log
    : >"$log"
    place=$(mktemp -d "${TMPDIR:-/tmp}/panpun-wine.XXXXXX")
    trap leave EXIT
    export LANG=C.UTF-8 LC_ALL=C.UTF-8 WINEPREFIX=$place/prefix WINEARCH=win64 WINEDEBUG=-all
    export WINEDLLOVERRIDES='mscoree=;mshtml=;winemenubuilder.exe='
    : >"$place/display"
    Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$place/display" >/dev/null 2>&1 &
    screen=$!
    for _ in {1..50}; do
        number=$(<"$place/display")
        [[ -z $number ]] || break
        sleep 0.2
    done
    [[ -n $number ]] || wrong "Xvfb does not start"
    export DISPLAY=:$number
    win wineboot -i
    win winecfg -v win10
    local user
    user=$WINEPREFIX/drive_c/users/$(id -un)
    [[ -d $user/AppData/Local ]] || wrong "no user in the prefix"
    program=$user/AppData/Local/Programs/panpun
    kept=$user/AppData/Local/panpun
    menu="$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/$title.lnk"
    printf 'demo\n' >"$place/password"
    say "wine prefix, Windows 10"
}

leave() {
    wineserver -k 2>/dev/null || true
    if [[ -n ${screen:-} ]]; then kill "$screen" 2>/dev/null || true; fi
    rm -rf "$place"
}

# A library for the prefix, made of the C in stdin; more arguments name what it stands on.
make_library() {
    local name=$1
    shift
    x86_64-w64-mingw32-gcc -shared -o "$WINEPREFIX/drive_c/windows/system32/$name.dll" -x c - -x none "$@"
}

# What every Windows 10 from 1903 on has and wine 8 lacks: converters of text (here each answers 0, which is enough)
# and random bytes.
make_missing() {
    local names name
    names=$(x86_64-w64-mingw32-objdump -p "$program/lib/PySide6/Qt6Core.dll" |
        awk '/DLL Name: /{inside = tolower($3) == "icuuc.dll"} inside && NF == 3 && $2 ~ /^[0-9]+$/ {print $3}')
    for name in $names; do
        printf '__declspec(dllexport) void *%s(void) { return 0; }\n' "$name"
    done | make_library icuuc
    make_library bcryptprimitives -ladvapi32 <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE place, SIZE_T size) { return SystemFunction036(place, size); }
C
    say "icuuc.dll ($(wc -l <<<"$names") names) and bcryptprimitives.dll made for the prefix"
}

install_it() {
    local started=$SECONDS
    win "$1" /S || wrong "the installer ends with another code than 0"
    [[ -f $program/python/pythonw.exe && -d $program/app/panpun_desktop ]] || wrong "nothing was installed"
    [[ -f $menu ]] || wrong "no entry in the start menu"
    say "$2: $(installed_version), $((SECONDS - started)) s"
}

is_version() {
    local said
    said=$(panpun --version) || wrong "panpun --version fails"
    [[ $said == "panpun $(installed_version)" ]] || wrong "it calls itself $said, the registry $(installed_version)"
    say "panpun --version: $said"
}

whole() {
    local file
    for file in NOTICES.md LICENSE.txt licenses/LGPL-3.0.txt licenses/python/LICENSE.txt uninstall.exe; do
        [[ -s $program/$file ]] || wrong "$file is not there"
    done
    [[ -z $(find "$program" -name '*.so*' -o -name 'Qt6Qml.dll') ]] || wrong "parts that do not belong there"
    win reg query 'HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\panpun' >/dev/null 2>&1 &&
        wrong "something was written for all users"
    say "papers are there, nothing outside this user's part of the registry, $(du -sm "$program" | cut -f1) MB"
}

check() {
    panpun --user manager --password-file "$(winepath -w "$place/password" 2>/dev/null)" check >>"$log" ||
        wrong "panpun check ($1), see $log"
    say "panpun check: $1"
}

use() {
    local started=$SECONDS paper=$place/รายงาน.pdf
    panpun demo --people 60 >>"$log" || wrong "panpun demo, see $log"
    [[ -f $kept/panpun.db ]] || wrong "the data are not in the user's local folder"
    say "panpun demo: $((SECONDS - started)) s, in AppData/Local/panpun"
    check "after demo"
    started=$SECONDS
    panpun --user manager --password-file "$(winepath -w "$place/password" 2>/dev/null)" \
        report stays --month 2569-10 --pdf "$(winepath -w "$paper" 2>/dev/null)" >>"$log" || wrong "panpun report"
    [[ $(head -c 5 "$paper") == %PDF- ]] || wrong "no paper"
    cp "$paper" "$pictures/report.pdf"
    say "panpun report: $((SECONDS - started)) s, to a file with a Thai name"
}

# A picture of the screen once it shows more than $2 colours, has stopped changing, and differs from picture $3.
picture() {
    local colours=0 before
    for _ in {1..90}; do
        before=$colours
        import -silent -window root "$pictures/$1.png"
        colours=$(convert "$pictures/$1.png" -format %k info:)
        if ((colours > $2 && colours == before)) && ! cmp -s "$pictures/$1.png" "$pictures/${3:-none}.png"; then
            say "picture $1.png, $colours colours"
            return
        fi
        sleep 2
    done
    wrong "nothing to be seen in $pictures/$1.png${3:+, or nothing but $3}"
}

# Starts the program beside its window: 0 says that the first window answered.
again() {
    local started=$SECONDS
    timeout 60 wine "$program/python/pythonw.exe" -X utf8 -m panpun_desktop </dev/null 2> >(cat >>"$log") | cat ||
        wrong "a second start ends with another code than 0, after $((SECONDS - started)) s"
    [[ $(xdotool search --onlyvisible --name .) == "$1" ]] || wrong "a second start left a window of its own"
    say "a second start is answered by the first window and ends, $((SECONDS - started)) s"
}

look() {
    win "$program/python/pythonw.exe" -X utf8 -m panpun_desktop >>"$log" &
    picture sign-in 200
    sleep 4
    xdotool mousemove 840 298 click 1 # into the name
    sleep 2
    xdotool type --delay 60 manager
    xdotool key Tab
    xdotool type --delay 60 demo
    sleep 1
    xdotool key Return
    sleep 20
    picture today 1000 sign-in
    xdotool key F1
    picture help 1000 today
    again "$(xdotool search --onlyvisible --name .)"
    if win "$setup" /S; then wrong "it was installed over a running program"; fi
    say "refused while the program is open"
    wineserver -k # the window, at once, as when the power goes
    wineserver -w
}

upgrade() {
    local before
    before=$(data_seal)
    printf 'old\n' >"$program/lib/of-the-old-version.py"
    printf 'mine\n' >"$program/note.txt"
    install_it "$newer" upgraded
    [[ ! -e $program/lib/of-the-old-version.py ]] || wrong "files of the older version were left behind"
    [[ -e $program/note.txt ]] || wrong "a file that is not ours was removed"
    is_version
    [[ $(data_seal) == "$before" ]] || wrong "the upgrade touched the data"
    check "after the upgrade, data as they were"
}

take_away() {
    local before
    before=$(data_seal)
    rm "$program/note.txt"
    win "$program/uninstall.exe" /S || wrong "the removal ends with another code than 0"
    for _ in {1..60}; do # it goes on from a copy of itself
        [[ -e $program ]] || break
        sleep 1
    done
    [[ ! -e $program ]] || wrong "left behind: $(find "$program" | head -5)"
    [[ ! -e $menu ]] || wrong "the entry in the start menu was left behind"
    [[ -z $(installed_version) ]] || wrong "the registry still knows it"
    [[ $(data_seal) == "$before" ]] || wrong "the removal touched the data"
    say "removed, data as they were"
}

enter
install_it "$setup" installed
make_missing
whole
is_version
use
look
upgrade
take_away
install_it "$setup" "installed again"
check "with the data of before"
say "all of it: $SECONDS s"
