#!/usr/bin/env bash
# Write the lock files anew from pyproject.toml (needs `uv`; name packages after the command to raise them,
# as in `bash installer/lock.sh --upgrade-package babel`, or `--upgrade` for all).
# Each file serves Linux and Windows, Python 3.11 to 3.13. No index address may get into it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

compile() {
    uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "bash installer/lock.sh" "$@"
}

compile "$@" --output-file installer/requirements.lock
compile "$@" --extra card --constraint installer/requirements.lock --output-file installer/requirements-card.lock
compile "$@" --extra keyring --constraint installer/requirements.lock --output-file installer/requirements-keyring.lock
compile "$@" --extra dev --constraint installer/requirements.lock --output-file installer/requirements-dev.lock
if grep -nE '://|^ *-(-index|-extra|-find|i |f )|@ ' installer/requirements*.lock; then
    echo "An address got into a lock file." >&2
    exit 1
fi
