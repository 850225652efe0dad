"""Each part knows only the parts below it: in its imports, in its models, and in what it lets in from the web."""

import ast

import pytest
from django.apps import apps
from importlinter.cli import lint_imports

from .source import ROOT, listed, named, python_files, tree

# From the bottom to the top. A model may point at its own part or at one before it.
ORDER = (
    "peerchallenge.ui",
    "peerchallenge.accounts",
    "peerchallenge.audit",
    "peerchallenge.jobs",
    "peerchallenge.documents",
    "peerchallenge.notifications",
    "peerchallenge.upkeep",
    "cycles",
    "assessments",
    "reviews",
    "reports",
)
# Parts that stand side by side do not point at each other either.
SIDE_BY_SIDE = {"peerchallenge.documents", "peerchallenge.notifications"}
RULES_OF_THE_PROGRAMME = ("actions", "lifecycle", "policy", "owed", "scheduling", "readiness", "holders", "reminders")
PAGES_AND_REQUESTS = ("django.http", "django.shortcuts", "django.template", "django.forms", "django.views")


def rank(model):
    return ORDER.index(model._meta.app_config.name)


def test_imports_follow_the_contracts(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    code = lint_imports(config_filename="pyproject.toml", cache_dir=None, no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_every_app_of_ours_has_a_place_in_the_order():
    ours = {
        config.name
        for config in apps.get_app_configs()
        if config.path.startswith(str(ROOT / config.name.split(".")[0]))
    }
    assert ours == set(ORDER)


def relations():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_config.name in ORDER:
            for field in model._meta.get_fields():
                if field.is_relation and not field.auto_created and field.related_model:
                    yield model, field


def test_no_relation_of_a_model_looks_forward():
    """An import check cannot see a foreign key written as a word; this can."""
    forward = [
        f"{model._meta.label}.{field.name} points at {field.related_model._meta.label}"
        for model, field in relations()
        if field.related_model._meta.app_config.name in ORDER
        and (
            rank(field.related_model) > rank(model)
            or {model._meta.app_config.name, field.related_model._meta.app_config.name} == SIDE_BY_SIDE
        )
    ]
    assert not forward, listed(forward)


def test_there_are_relations_to_look_at():
    assert len(list(relations())) > 20


def modules(path):
    """What a file imports, as full names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("forbidden", PAGES_AND_REQUESTS)
def test_rules_of_the_programme_know_nothing_of_requests_and_pages(forbidden):
    """An action is called by a page, a command or a job alike, so it must not know which."""
    knowing = [
        named(path)
        for path in python_files(tests=False)
        if {path.stem, path.parent.name} & set(RULES_OF_THE_PROGRAMME)
        and any(name == forbidden or name.startswith(f"{forbidden}.") for name in modules(path))
    ]
    assert not knowing, listed(knowing)


def test_the_project_never_reads_a_test():
    importing = [
        named(path)
        for path in python_files(tests=False)
        if any(name.split(".")[0] == "tests" for name in modules(path))
    ]
    assert not importing, listed(importing)
