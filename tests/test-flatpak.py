#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifest against the sources: it builds what the build needs, from pinned sources, and
asks for nothing more than the program uses.

Usage: test-flatpak.py ROOT. Writes TAP.
"""

import pathlib
import re
import sys

import yaml

APP_ID = "io.github.assay_desktop.Assay"
# What org.gnome.Platform brings, by the names that meson asks for.
RUNTIME = {"glib-2.0", "gobject-2.0", "gmodule-no-export-2.0", "gio-2.0", "gio-unix-2.0", "icu-uc", "json-glib-1.0", "sqlite3", "libarchive",
           "expat", "gtk4", "libadwaita-1", "libsoup-3.0", "libsecret-1", "libpsl", "libidn2", "m"}
# Asked for by options that the manifest switches off.
SWITCHED_OFF = {"gobject-introspection-1.0": "-Dintrospection=disabled"}
# Where the manifest's module is not called as meson calls the dependency.
MODULES = {"xlsxwriter": "libxlsxwriter", "phonenumber": "libphonenumber", "geocoding": "libphonenumber",
           "xgboost": "libxgboost"}
FINISH = {"--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri", "--share=network",
          "--talk-name=org.freedesktop.secrets"}


def dependencies(root):
    found = set()
    for file in [root / "meson.build", *sorted((root / "src").rglob("meson.build"))]:
        text = re.sub(r"^\s*#.*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        found |= set(re.findall(r"(?<![\w_])dependency\(\s*'([^']+)'", text))
        found |= set(re.findall(r"find_library\(\s*'([^']+)'", text))
    return found


def check_identity(root, manifest):
    desktop = (root / "data" / f"{APP_ID}.desktop.in").read_text(encoding="utf-8")
    program = re.search(r"^Exec=(\S+)", desktop, re.MULTILINE).group(1)
    icon = re.search(r"^Icon=(\S+)", desktop, re.MULTILINE).group(1)
    build = re.search(r"^app_id = '([^']+)'", (root / "meson.build").read_text(encoding="utf-8"), re.MULTILINE)
    yield manifest.get("id") == APP_ID == icon == build.group(1), f"id {manifest.get('id')}, icon {icon}"
    yield manifest.get("command") == program, f"command {manifest.get('command')}, Exec {program}"


def check_runtime(root, manifest):
    yield manifest.get("runtime") == "org.gnome.Platform" and manifest.get("sdk") == "org.gnome.Sdk", "runtime and sdk"
    version = manifest.get("runtime-version")
    yield isinstance(version, str) and re.fullmatch(r"\d+", version), f"runtime-version {version!r}: a quoted number"


def check_permissions(root, manifest):
    for argument in manifest.get("finish-args", []):
        yield argument in FINISH, f"{argument}: say in this test why it is needed"


def check_dependencies(root, manifest):
    modules = {module["name"]: module for module in manifest["modules"]}
    options = modules.get("assay", {}).get("config-opts", [])
    for name in sorted(dependencies(root) - RUNTIME):
        if name in SWITCHED_OFF:
            yield SWITCHED_OFF[name] in options, f"{name}: {SWITCHED_OFF[name]} is missing"
        else:
            yield MODULES.get(name, name) in modules, f"{name}: neither the runtime nor a module has it"
    yield manifest["modules"][-1]["name"] == "assay", "what it needs comes first"


def check_sources(root, manifest):
    for module in manifest["modules"]:
        for source in module.get("sources", []):
            kind = source.get("type")
            if kind == "archive":
                yield re.fullmatch(r"[0-9a-f]{64}", source.get("sha256", "")), f"{module['name']}: sha256"
            elif kind == "git":
                yield "tag" in source or "commit" in source, f"{module['name']}: a tag or a commit"
            elif kind == "dir":
                yield module["name"] == "assay", f"{module['name']}: only Assay itself is built from a folder"
            elif kind == "shell":
                yield all(command.startswith("sed -i ") for command in source.get("commands", [])), \
                    f"{module['name']}: a shell source mends a file with sed and does nothing else"
            else:
                yield False, f"{module['name']}: a source of type {kind}"
            if "url" in source:
                yield source["url"].startswith("https://"), f"{source['url']}: https"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    manifest = yaml.safe_load((root / "flatpak" / f"{APP_ID}.yml").read_text(encoding="utf-8"))
    checks = [check_identity, check_runtime, check_permissions, check_dependencies, check_sources]
    failed = 0
    print(f"1..{len(checks)}")
    for number, check in enumerate(checks, 1):
        results = list(check(root, manifest))
        wrong = [says for ok, says in results if not ok]
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {number} {check.__name__.replace('_', ' ')}: {len(results)} looked at")
        for says in wrong:
            print(f"# {says}")
    return 1 if failed else 0


sys.exit(main())
