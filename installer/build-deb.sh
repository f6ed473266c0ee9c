#!/usr/bin/env bash
# Builds panpun_VERSION_amd64.deb into OUTDIR (by default dist/ in this folder).
#
#   bash installer/build-deb.sh [OUTDIR]
#
# The package carries its own Python, the libraries of requirements.lock (hashes checked) and the program, all under
# /usr/lib/panpun; installing it fetches nothing but the system's shared libraries that it declares. Build it on the
# oldest system it is meant for, Debian 12: it then installs on Debian 12, Ubuntu 24.04 and later ones. Needs dpkg-deb,
# Python with venv, and the network for the libraries. PANPUN_PYTHON names another Python of a static build.
set -euo pipefail

# shellcheck source=installer/parts.sh
. "$(dirname "${BASH_SOURCE[0]}")/parts.sh"

id=org.panpun.Panpun
home=usr/lib/panpun
desktop=$project/installer/desktop

# --- Python -------------------------------------------------------------------------------------------------------

# A Python whose program does not need a libpython beside it; the system's own first.
find_carried_python() {
    local candidate
    for candidate in ${PANPUN_PYTHON:+"$PANPUN_PYTHON"} /usr/bin/python3 python3; do
        if usable_python "$candidate" && ! ldd "$(command -v "$candidate")" | grep -q libpython; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# What of the standard library a program without console, tests and Tk never asks for.
left_out() {
    cat <<'LIST'
__pycache__
*.pyc
config-*
dist-packages
site-packages
EXTERNALLY-MANAGED
sitecustomize.py
ensurepip
idlelib
lib2to3
pydoc_data
test
tests
tkinter
turtle.py
turtledemo
venv
_ctypes_test.*
_curses*
_crypt.*
_dbm.*
_gdbm.*
_test*
_tkinter.*
_xx*
nis.*
ossaudiodev.*
readline.*
xxlimited*
LIST
}

# Copies interpreter $1 with its standard library into folder $2.
carry_python() {
    local program library version
    program=$("$1" -c 'import os, sys; print(os.path.realpath(getattr(sys, "_base_executable", sys.executable)))')
    library=$("$1" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
    version=$("$1" -c 'import sysconfig; print(sysconfig.get_python_version())')
    mkdir -p "$2/bin" "$2/lib/python$version"
    cp "$program" "$2/bin/panpun-python"
    left_out | tar -C "$library" --anchored --no-anchored --exclude-from=- -c . | tar -C "$2/lib/python$version" -x
    # where this build of Python looks for installed libraries; the path in the file counts from there
    local found
    found=$("$2/bin/panpun-python" -I -c 'import site; print(site.getsitepackages()[-1])')
    mkdir -p "$found"
    found=$(realpath --relative-to="$found" "$2/..")
    printf '%s\n' "$found/lib" "$found/app" \
        >"$("$2/bin/panpun-python" -I -c 'import site; print(site.getsitepackages()[-1])')/panpun.pth"
}

# --- what the package says of itself ---------------------------------------------------------------------------------

# The C library that every program and library in folder $1 is content with.
c_library() {
    grep -rahoE 'GLIBC_2\.[0-9]+' "$1" | sed 's/GLIBC_//' | sort -uV | tail -1
}

# Packages as setup.sh knows them, and those that Python's own parts need.
dependencies() {
    local packages
    printf 'libc6 (>= %s)' "$1"
    while read -r packages; do
        printf ', %s' "${packages// / | }"
    done < <(
        libraries | cut -d' ' -f2-
        printf '%s\n' zlib1g libexpat1 libffi8 'libssl3t64 libssl3' libbz2-1.0 liblzma5 libsqlite3-0 libuuid1 \
            libstdc++6 libgcc-s1
    )
    printf '\n'
}

write_control() {
    mkdir -p "$stage/DEBIAN"
    cat >"$stage/DEBIAN/control" <<CONTROL
Package: panpun
Version: $version
Architecture: amd64
Maintainer: panpun contributors <panpun@panpun.invalid>
Section: misc
Priority: optional
Installed-Size: $(du -sk --apparent-size "$stage/usr" | cut -f1)
Depends: $(dependencies "$(c_library "$stage/$home")")
Recommends: cups-client
Description: runs the day of a Thai shelter and training centre
 Admits people and families into beds, minds the limits of each kind of stay,
 marks classes and prints the papers of the centre in Thai. All data lie in one
 encrypted file on the centre's own machine; nothing is sent anywhere.
 .
 The package carries its own Python and its libraries. Upgrading and removing
 it leaves the data of every user as they are.
CONTROL
    (cd "$stage" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$stage/DEBIAN/md5sums"
}

write_launcher() {
    mkdir -p "$stage/usr/bin"
    cat >"$stage/usr/bin/panpun" <<LAUNCHER
#!/bin/sh
exec /$home/python/bin/panpun-python -I -X utf8 -m panpun_desktop "\$@"
LAUNCHER
    chmod 755 "$stage/usr/bin/panpun"
}

write_desktop_files() {
    local share=$stage/usr/share size day
    day=$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)
    install -Dm644 "$desktop/$id.desktop" "$share/applications/$id.desktop"
    install -Dm644 "$desktop/$id.svg" "$share/icons/hicolor/scalable/apps/$id.svg"
    for size in 48 128 256; do
        install -Dm644 "$desktop/$id-$size.png" "$share/icons/hicolor/${size}x$size/apps/$id.png"
    done
    mkdir -p "$share/metainfo" "$share/man/man1"
    sed "s/@VERSION@/$version/; s/@DATE@/$day/" "$desktop/$id.metainfo.xml.in" >"$share/metainfo/$id.metainfo.xml"
    gzip -9nc "$desktop/panpun.1" >"$share/man/man1/panpun.1.gz"
}

write_documents() {
    local share=$stage/usr/share/doc/panpun python_licence
    mkdir -p "$share/licenses"
    cp "$project/NOTICES.md" "$project/README.md" "$share/"
    cp "$project/LICENSE" "$share/copyright"
    printf '\n%s\n' "What others made is named in NOTICES.md; their licence texts are in licenses/." \
        "The GNU licences are in /usr/share/common-licenses." >>"$share/copyright"
    collect_licences "$stage/$home/lib" "$share/licenses"
    for python_licence in /usr/share/doc/"$(basename "$(realpath "$python")")"/copyright \
        "$("$python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')/LICENSE.txt"; do
        if [[ -f $python_licence ]]; then install -Dm644 "$python_licence" "$share/licenses/python/copyright"; fi
    done
    [[ -s $share/licenses/python/copyright ]] || stop "ไม่พบสัญญาอนุญาตของ Python" "Python's licence text was not found"
}

# --- all of it --------------------------------------------------------------------------------------------------------

# Imports every module of the program with what was packed: a part left out by mistake shows here, not in an office.
prove_imports() {
    QT_QPA_PLATFORM=offscreen "$stage/$home/python/bin/panpun-python" -I -B -X utf8 - <<'PYTHON'
import importlib
import pkgutil

import panpun_desktop

found = pkgutil.walk_packages(panpun_desktop.__path__, "panpun_desktop.")
names = [one.name for one in found if not one.name.endswith((".__main__", ".migrations.env"))]
for name in names:
    importlib.import_module(name)
print(f"{len(names)} modules can be imported")
PYTHON
}

build() {
    python=$(find_carried_python) || stop "ไม่พบ Python ที่ใส่ในชุดติดตั้งได้" "No Python 3.11 to 3.13 without libpython found"
    local root=$stage/$home
    say "กำลังเก็บส่วนประกอบ" "Collecting Python and the libraries"
    carry_python "$python" "$root/python"
    install_libraries "$python" "$root/lib"
    copy_program "$root/app" "$python" "$root/lib"
    pare_libraries "$root/lib"
    prove_imports >&2
    "$root/python/bin/panpun-python" -I -m compileall -q -j 2 -s "$stage" -p / \
        --invalidation-mode unchecked-hash "$root" >&2
    write_launcher
    write_desktop_files
    write_documents
    find "$stage" -type d -exec chmod 755 {} +
    find "$stage/usr" -type f -exec chmod u+rw,go+r,go-w {} +
    find "$root/lib" "$root/app" -type f -exec chmod a-x {} +
    write_control
    find "$stage" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
    say "กำลังอัดไฟล์" "Packing"
    dpkg-deb --root-owner-group -Zzstd -z11 --build "$stage" "$out/$package" >&2
}

main_deb() {
    local out=${1:-$project/dist} version package started=$SECONDS
    mkdir -p "$out"
    out=$(cd "$out" && pwd -P)
    version=$(program_version)
    package=panpun_${version}_amd64.deb
    [[ -n $version ]] || stop "ไม่พบเลขรุ่น" "No version found"
    require_programs dpkg-deb tar gzip
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/panpun-deb.XXXXXX")
    trap 'rm -rf "$scratch"' EXIT
    stage=$scratch/stage
    SOURCE_DATE_EPOCH=$(source_date)
    export SOURCE_DATE_EPOCH
    umask 022
    build
    say "เสร็จแล้ว" "$out/$package, $(du -m "$out/$package" | cut -f1) MB, $((SECONDS - started)) s"
    printf '%s\n' "$out/$package"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main_deb "$@"; fi
