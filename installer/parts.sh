# What both installers carry: the libraries of requirements.lock without what the program never uses, and the program.
# shellcheck shell=bash
# Sourced by build-deb.sh and build-windows.sh; needs a Python with venv and, at build time only, the network.

# shellcheck source=installer/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

lock=$project/installer/requirements.lock
scratch= # a folder of its own, made and removed by the script that sources this

program_version() {
    sed -n 's/^__version__ = "\([0-9][0-9a-z.]*\)"$/\1/p' "$project/panpun_desktop/__init__.py"
}

# The last change of the project, so that the same source gives the same archive whenever it is built.
source_date() {
    printf '%s\n' "${SOURCE_DATE_EPOCH:-$(git -C "$project" log -1 --format=%ct 2>/dev/null || date +%s)}"
}

require_programs() {
    local name
    for name in "$@"; do
        command -v "$name" >/dev/null || stop "ไม่พบโปรแกรม $name" "Needed and not found: $name"
    done
}

# --- libraries ------------------------------------------------------------------------------------------------

# Installs the locked libraries into folder $2 with the pip of interpreter $1; more arguments name another platform.
# `lock` names the file with versions and hashes.
install_libraries() {
    local python=$1 target=$2
    shift 2
    "$python" -m venv --clear "$scratch/pip" </dev/null
    twice "$scratch/pip/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-compile \
        --no-deps --only-binary :all: --require-hashes --requirement "$lock" --target "$target" "$@" </dev/null >&2 ||
        stop "ดาวน์โหลดส่วนประกอบไม่สำเร็จ" "Could not fetch the libraries, see above"
    rm -rf "$scratch/pip"
}

# Qt's parts by their names without "Qt": those that the program imports, and those that these stand on.
qt_parts() {
    grep -rhoE --include='*.py' '^ *from PySide6\.Qt[A-Za-z]+' "$project/panpun_desktop" | sed 's/.*\.Qt//' | sort -u
    printf '%s\n' DBus OpenGL XcbQpa Network
}

qt_plugins() {
    cat <<'LIST'
iconengines/qsvgicon
imageformats/qgif
imageformats/qico
imageformats/qjpeg
imageformats/qsvg
imageformats/qtiff
imageformats/qwebp
platforminputcontexts/composeplatforminputcontextplugin
platforminputcontexts/ibusplatforminputcontextplugin
platforms/qoffscreen
platforms/qwindows
platforms/qxcb
platformthemes/qxdgdesktopportal
printsupport/cupsprintersupport
styles/qmodernwindowsstyle
xcbglintegrations/qxcb-egl-integration
xcbglintegrations/qxcb-glx-integration
LIST
}

# Leaves out of the folder of libraries $1 what only developers use and the parts of Qt that nothing here imports.
pare_libraries() {
    local qt=$1/PySide6 file name parts plugins
    parts=" $(qt_parts | tr '\n' ' ')"
    plugins=" $(qt_plugins | tr '\n' ' ')"
    rm -rf "${1:?}/bin" "$qt"/{doc,examples,glue,include,metatypes,qml,resources,scripts,translations,typesystems} \
        "$qt"/Qt/{libexec,metatypes,qml,resources,translations} "$qt"/{opengl32sw.dll,libpyside6qml*,pyside6qml*}
    find "$1" \( -name '*.pyi' -o -name '*.lib' -o -name '*.exe' -o -name py.typed \) -delete
    find "$qt" -maxdepth 1 -type f -perm /111 ! -name '*.*' -delete # designer, linguist and the like
    while IFS= read -r -d '' file; do
        name=${file##*/}
        name=${name#lib} name=${name#Qt} name=${name#6} name=${name%%.*}
        [[ $parts == *" $name "* ]] || rm "$file"
    done < <(find "$qt" -maxdepth 3 -type f \( -name 'libQt6*.so*' -o -name 'Qt*.abi3.so' -o -name 'Qt*.dll' -o -name 'Qt*.pyd' \) -print0)
    while IFS= read -r -d '' file; do
        name=${file#*/plugins/} name=${name/\/lib/\/}
        [[ $plugins == *" ${name%.*} "* ]] || rm "$file"
    done < <(find "$qt" -path '*/plugins/*' -type f -print0)
    find "$1/babel/locale-data" -type f ! -name 'th*.dat' ! -name 'en.dat' ! -name 'en_US.dat' ! -name root.dat -delete
    find "$1" -type d -empty -delete
}

# --- the program ------------------------------------------------------------------------------------------------

# The program into folder $1, its words compiled by interpreter $2 with the libraries of folder $3.
copy_program() {
    mkdir -p "$1"
    tar -C "$project" --exclude=__pycache__ --exclude='*.pyc' --exclude='*.mo' -c panpun_desktop resources LICENSE \
        NOTICES.md | tar -C "$1" -x
    # A Thai catalogue without its sources is taken as it is: nothing is compiled on an office's machine.
    (cd "$1" && env -u PYTHONHOME PYTHONPATH="$3" PYTHONDONTWRITEBYTECODE=1 "$2" -P -X utf8 - <<'PYTHON'
import sys
from pathlib import Path

sys.path.insert(0, ".")
from panpun_desktop.common import catalogue

for folder in Path("resources/locale").iterdir():
    if folder.is_dir() and any(folder.glob("*.po")):
        catalogue.compile_folder(folder, folder / "LC_MESSAGES" / "panpun.mo")
        for source in folder.glob("*.po"):
            source.unlink()
PYTHON
    )
    [[ -s $1/resources/locale/th/LC_MESSAGES/panpun.mo ]] ||
        stop "แปลคำไทยไม่สำเร็จ" "The Thai words were not compiled"
}

# The licence texts that came with the libraries of folder $1, one folder each, into folder $2.
collect_licences() {
    local file owner
    while IFS= read -r -d '' file; do
        owner=${file#"$1"/} owner=${owner%%.dist-info/*}
        mkdir -p "$2/$owner"
        cp "$file" "$2/$owner/"
    done < <(find "$1" -path '*.dist-info/*' -type f \
        \( -iname '*licen[cs]e*' -o -ipath '*/licenses/*' -o -iname 'copying*' -o -iname 'notice*' -o -iname 'authors*' \) \
        ! -name '*Commercial*' -print0)
}
