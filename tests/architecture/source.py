"""The files of the project as tests read them."""

import ast
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("peerchallenge", "cycles", "assessments", "reviews", "reports")


@cache
def committed() -> tuple[Path, ...]:
    """Every file that is, or would be, part of a commit."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        raise RuntimeError("These tests read the project's own git repository.")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted(file for file in files if file.is_file()))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def python_files(*, tests: bool = True) -> list[Path]:
    """Python of the project, migrations aside: those stay as Django wrote them."""
    files = [path for path in committed() if path.suffix == ".py" and "migrations" not in path.parts]
    return files if tests else [path for path in files if named(path).split("/")[0] in APPS]


def templates() -> list[Path]:
    return [path for path in committed() if named(path).startswith("templates/")]


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def functions(path: Path) -> list[ast.FunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def length(function: ast.FunctionDef) -> int:
    """Lines from `def` to the end: decorators say what a function is, not what it does."""
    return function.end_lineno - function.lineno + 1


def decorators(function: ast.FunctionDef) -> set[str]:
    """The names of a function's decorators, as written: "challenge_view", "transaction.atomic"."""
    calls = (node.func if isinstance(node, ast.Call) else node for node in function.decorator_list)
    return {ast.unparse(node) for node in calls}


def statements(function: ast.FunctionDef) -> int:
    """Statements in the body, all depths, the docstring aside."""
    count = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return count - bool(ast.get_docstring(function))


def listed(faults) -> str:
    """Everything that is wrong, one a line: pytest cuts long lists."""
    return "\n".join(["", *sorted(map(str, faults))])
