#!/usr/bin/env bash
# Builds panpun-VERSION-setup.exe for Windows 10 1903 or later, on Linux, into OUTDIR (by default dist/ in this folder).
#
#   bash installer/build-windows.sh PYTHON_EMBED_ZIP [OUTDIR]
#
# PYTHON_EMBED_ZIP is the official python-3.11.9-embed-amd64.zip of python.org; another file is refused unless
# PANPUN_EMBED_SHA256 names its SHA-256. The libraries are the Windows wheels of requirements.lock, hashes checked.
# Needs makensis (the Debian package nsis), unzip, a Python 3.11 with venv, and the network for the libraries.
set -euo pipefail

# shellcheck source=installer/parts.sh
. "$(dirname "${BASH_SOURCE[0]}")/parts.sh"

official=009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b

# Unpacks the Python of zip file $1 into folder $2, whichever folder of the archive it lies in.
carry_embedded_python() {
    local found wanted=${PANPUN_EMBED_SHA256:-$official}
    [[ $(sha256sum <"$1") == "$wanted  -" ]] ||
        stop "ไฟล์ Python ไม่ตรงกับที่กำหนด" "$1 has another SHA-256 than $wanted"
    mkdir "$scratch/embed"
    unzip -q "$1" -d "$scratch/embed" </dev/null
    found=$(find "$scratch/embed" -name pythonw.exe -printf '%h\n' | head -1)
    [[ -n $found ]] || stop "ไม่พบ Python ในไฟล์" "No pythonw.exe in $1"
    mkdir -p "${2%/*}"
    mv "$found" "$2"
    minor=$(find "$2" -name 'python3*._pth' -printf '%f\n' | sed 's/python3\([0-9]*\)\._pth/\1/')
    [[ $minor =~ ^[0-9]+$ ]] || stop "ไม่พบ Python ในไฟล์" "No single python3NN._pth in $1"
    # this file alone says where modules are looked for: environment and registry do not count
    printf '%s\r\n' "python3$minor.zip" . '..\lib' '..\app' >"$2/python3$minor._pth"
}

# The lock file as it reads on Windows: pip judges markers by the machine that it runs on.
windows_lock() {
    "$python" - "$1" "3.$minor" <<'PYTHON'
import re
import sys
from pathlib import Path

try:
    from packaging.markers import Marker
except ImportError:
    from pip._vendor.packaging.markers import Marker

windows = {
    "os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64",
    "implementation_name": "cpython", "platform_python_implementation": "CPython",
    "python_version": sys.argv[2], "python_full_version": f"{sys.argv[2]}.0", "extra": "",
}
for block in re.split(r"\n(?=\S)", Path(sys.argv[1]).read_text(encoding="utf-8")):
    head, mark, rest = block.partition(" ; ")
    if mark:
        marker, line_end, hashes = rest.partition(" \\\n")
        if not Marker(marker).evaluate(windows):
            continue
        block = head + line_end + hashes
    print(block)
PYTHON
}

find_matching_python() {
    local candidate
    for candidate in ${PANPUN_PYTHON:+"$PANPUN_PYTHON"} /usr/bin/python3 python3 "python3.$minor"; do
        if usable_python "$candidate" && "$candidate" -c "import sys; sys.exit(sys.version_info[1] != $minor)"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

write_command() {
    printf '%s\r\n' '@echo off' '"%~dp0python\python.exe" -X utf8 -m panpun_desktop %*' >"$stage/panpun.cmd"
    cp "$project/installer/desktop/panpun.ico" "$stage/panpun.ico"
    cp "$project/LICENSE" "$stage/LICENSE.txt"
    cp "$project/NOTICES.md" "$stage/NOTICES.md"
    collect_licences "$stage/lib" "$stage/licenses"
    cp -r "$project/installer/licences/." "$stage/licenses/"
    install -D "$stage/python/LICENSE.txt" "$stage/licenses/python/LICENSE.txt"
}

build() {
    say "กำลังเก็บส่วนประกอบ" "Collecting Python and the libraries"
    carry_embedded_python "$1" "$stage/python"
    python=$(find_matching_python) || stop "ไม่พบ Python 3.$minor" "Needs Python 3.$minor with venv here as well"
    windows_lock "$lock" >"$scratch/windows.lock"
    lock=$scratch/windows.lock
    install_libraries "$python" "$stage/lib" --platform win_amd64 --python-version "3.$minor" --implementation cp
    copy_program "$stage/app" "$python" "$stage/lib"
    pare_libraries "$stage/lib"
    "$python" -I -m compileall -q -j 2 -s "$stage" -p 'C:\panpun' --invalidation-mode unchecked-hash \
        "$stage/lib" "$stage/app" >&2
    write_command
    find "$stage" -exec touch --no-dereference --date="@$(source_date)" {} +
    say "กำลังอัดไฟล์" "Packing"
    makensis -V2 -NOCD -INPUTCHARSET UTF8 "-DVERSION=$version" "-DSTAGE=$stage" "-DOUT=$out/$package" \
        "-DSIZE_KB=$(du -sk "$stage" | cut -f1)" "-DBUILD_FROM=$project/installer/desktop" \
        "$project/installer/windows.nsi" </dev/null >&2
}

main_windows() {
    local zip=${1:-} out=${2:-$project/dist} version package minor="" started=$SECONDS
    [[ -f $zip ]] || stop "โปรดระบุไฟล์ Python" "Usage: build-windows.sh PYTHON_EMBED_ZIP [OUTDIR]"
    mkdir -p "$out"
    out=$(cd "$out" && pwd -P)
    version=$(program_version)
    package=panpun-$version-setup.exe
    [[ -n $version ]] || stop "ไม่พบเลขรุ่น" "No version found"
    require_programs makensis unzip
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/panpun-windows.XXXXXX")
    trap 'rm -rf "$scratch"' EXIT
    stage=$scratch/stage
    umask 022
    build "$zip"
    say "เสร็จแล้ว" "$out/$package, $(du -m "$out/$package" | cut -f1) MB, $((SECONDS - started)) s"
    printf '%s\n' "$out/$package"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main_windows "$@"; fi
