"""A project's mkdocs.yml means to `handbook build` and in an export what it means to plain MkDocs."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.utils.yaml import get_yaml_loader, yaml_load
from running import ROOT, handbook, replace, tiny

from generator.errors import ContentError
from generator.host.config import EngineConfig, dump_config, locate_files, parse_config, read_config
from generator.publish.export import make_config_text
from generator.site.model import Page, Settings, Site

SITE = Site(Settings("Ours", "", "en", "teal"), (Page("index.md", "Home", "# Home\n"),), (), ("index.md",))
ORDINARY = """\
site_name: x
site_author: !ENV [NOBODY_HAS_SET_THIS, us]
copyright: !ENV NOBODY_HAS_SET_THIS
extra:
  number: 0.5
  negative: -1
  day: 2027-01-12
  text: "yes"
  truth: yes
  shared: &shared {a: 1, b: [true, null]}
  again:
    <<: *shared
    a: 2
markdown_extensions:
  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
"""


def read_by_mkdocs(text: str) -> dict[str, Any]:
    """What MkDocs itself makes of a config."""
    return yaml_load(text, get_yaml_loader())


def plain(value: Any) -> Any:
    """The same, with functions by their names, so that two readings can be compared."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return getattr(value, "__qualname__", None) or (str(getattr(value, "func", "")) or value)


def test_what_is_read_and_written_means_the_same_to_mkdocs() -> None:
    read = parse_config("mkdocs.yml", ORDINARY)
    assert read["extra"]["number"] == 0.5
    before, after = plain(read_by_mkdocs(ORDINARY)), plain(read_by_mkdocs(dump_config(read)))
    assert before["site_author"] == "us"
    assert "twemoji" in str(before)
    assert after == before


def test_the_own_config_means_the_same_to_mkdocs() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert read_by_mkdocs(dump_config(parse_config("mkdocs.yml", text))) == read_by_mkdocs(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("site_name: x\nplugins: [search\n", (3, 1)),
        ("site_name: x\nsite_url: !SECRET y\n", (2, 11)),
        ("- a\n- b\n", (1, 1)),
        ("", (1, 1)),
        ("a: *nowhere\n", (1, 4)),
    ],
    ids=["bracket", "tag", "list", "empty", "alias"],
)
def test_what_mkdocs_cannot_read_is_told_with_its_place(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(ContentError) as caught:
        parse_config("mkdocs.yml", text)
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line, problem.place.column) == ("mkdocs.yml", *place)


def test_files_are_named_by_absolute_paths(tmp_path: Path) -> None:
    for name in ("hooks/h.py", "snippets/a.md", "shared.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    text = (
        "theme: {name: material, custom_dir: over}\nhooks: [hooks/h.py, !ENV [NOBODY, hooks/i.py]]\n"
        "plugins:\n  search: {lang: en}\n  other: {file: shared.yml, words: a/b, deep: [{path: snippets}]}\n"
        "markdown_extensions:\n  - pymdownx.snippets: {base_path: [snippets/a.md, !relative $config_dir/x]}\n"
    )
    config = locate_files(parse_config("mkdocs.yml", text), tmp_path, {"OTHER": "x"})
    assert config.theme_dir == tmp_path / "over"
    assert config.settings["theme"] == {"name": "material"}
    assert config.settings["hooks"] == [f"{tmp_path}/hooks/h.py", f"{tmp_path}/hooks/i.py"]
    other = {"file": f"{tmp_path}/shared.yml", "words": "a/b", "deep": [{"path": "snippets"}]}
    assert config.settings["plugins"] == {"search": {"lang": "en"}, "other": other}
    snippets = {"base_path": [f"{tmp_path}/snippets/a.md", f"{tmp_path}/x"]}
    assert config.settings["markdown_extensions"] == [{"pymdownx.snippets": snippets}]
    assert config.files == tuple(
        f"{tmp_path}/{name}" for name in ("hooks/h.py", "hooks/i.py", "shared.yml", "snippets/a.md", "x")
    )


def test_the_first_variable_that_is_set_counts(tmp_path: Path) -> None:
    settings = parse_config("mkdocs.yml", "hooks: [!ENV [NOBODY, SET, default.py]]\n")
    assert locate_files(settings, tmp_path, {"SET": "set.py"}).files == (f"{tmp_path}/set.py",)


def test_a_config_lies_over_the_one_that_it_inherits_from(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base/all.yml").write_text("site_name: below\nextra: {a: 1, b: 1}\nplugins: [search]\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base/all.yml\nextra: {b: 2}\nplugins: [handbook]\n", "utf-8")
    with (tmp_path / "mkdocs.yml").open(encoding="utf-8") as file:
        expected = yaml_load(file, get_yaml_loader())
    found = read_config(tmp_path / "mkdocs.yml").settings
    assert found == {**expected, "theme": {"name": "mkdocs"}}
    assert found["extra"] == {"a": 1, "b": 2}


@pytest.mark.parametrize(("parent", "reason"), [("gone.yml", "is not there"), ("mkdocs.yml", "inherits from itself")])
def test_a_parent_that_cannot_be_read_is_told(tmp_path: Path, parent: str, reason: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"INHERIT: {parent}\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        read_config(tmp_path / "mkdocs.yml")
    assert caught.value.problems[0].message == f"INHERIT names {parent}, which {reason}"


@pytest.mark.parametrize(
    "plugins",
    ["[search, handbook]", "[search, {handbook: {}}]", "{search: {}, handbook: {}}", "[search, {handbook: null}]"],
)
def test_the_own_plugin_is_not_exported(plugins: str) -> None:
    text = make_config_text(SITE, EngineConfig({**parse_config("x", f"plugins: {plugins}\n"), "theme": {}}))
    assert list(yaml.safe_load(text)["plugins"]) == ["search"]


def test_what_would_leave_out_pages_is_not_exported() -> None:
    own = parse_config("x", "exclude_docs: '*.md'\nwatch: [a]\nsite_dir: ../elsewhere\n")
    exported = yaml.safe_load(make_config_text(SITE, EngineConfig({**own, "theme": {}})))
    assert exported["site_dir"] == "site"
    assert not {"exclude_docs", "watch"} & exported.keys()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with a mkdocs.yml of its own that uses everything at once."""
    shutil.copy(ROOT / "mkdocs.yml", tiny(tmp_path) / "base.yml")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "hooks").mkdir()
    hook = "def on_page_markdown(markdown, **k):\n    return markdown + '\\n\\nadded by a hook :material-heart:\\n'\n"
    (tmp_path / "hooks/h.py").write_text(hook, "utf-8")
    own = (
        "INHERIT: base.yml\nsite_author: !ENV [AUTHOR, us]\nhooks: [hooks/h.py]\n"
        "plugins:\n  - search\n  - offline\n  - handbook: {}\nmarkdown_extensions:\n  - attr_list\n  - md_in_html\n"
        "  - admonition\n  - footnotes\n  - tables\n  - toc: {permalink: true}\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "      emoji_generator: !!python/name:material.extensions.emoji.to_svg\n"
    )
    (tmp_path / "mkdocs.yml").write_text(own, "utf-8")
    return tmp_path


def test_a_project_with_an_ordinary_config_is_built_and_exported(project: Path) -> None:
    replace(project / "templates/theme/main.html", "{% extends", "<!-- own overrides -->{% extends")
    done = handbook("build", cwd=project, AUTHOR="nobody")
    assert done.returncode == 0, done.stdout + done.stderr
    home = (project / "site/index.html").read_text("utf-8")
    assert "added by a hook" in home
    assert "<svg" in home.split("added by a hook")[1][:200]
    assert 'name="author" content="nobody"' in home
    done = handbook("export", "out", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    last = done.stdout.splitlines()[-1]
    assert last == f"Its config names files that stay where they are, on this computer: {project}/hooks/h.py."


def test_the_theme_folder_that_the_config_names_is_used(project: Path) -> None:
    shutil.copytree(project / "templates/theme", project / "over")
    replace(project / "over/main.html", "{% block", "{# ours #}{% block")
    (project / "over/assets/own.txt").write_text("ours", "utf-8")
    replace(project / "base.yml", "custom_dir: templates/theme", "custom_dir: over")
    assert handbook("export", "out", cwd=project).returncode == 0
    assert (project / "out/theme/assets/own.txt").read_text("utf-8") == "ours"
