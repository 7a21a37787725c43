"""Which tables a module writes, read off its syntax: constructed rows and bulk statements."""

import ast
import importlib

from community.core.db import Base
from tests.architecture.source import calls, dotted, tree

_WITH_TABLES = ("community", "moderation", "bot")
_STATEMENTS = {"insert", "update", "delete", "insert_into"}


def table_classes() -> dict[str, str]:
    """Each mapped class by name, with the area that owns it."""
    importlib.import_module("deploy.tables")
    return {
        mapper.class_.__name__: area(mapper.class_.__module__) for mapper in Base.registry.mappers
    }


def area(module: str) -> str:
    """`community/membership` of `community.membership.people.models`; elsewhere the package."""
    parts = module.removesuffix(".py").replace("/", ".").split(".")
    return "/".join(parts[:2]) if parts[0] == "community" else parts[0]


def written_tables(path: str) -> set[str]:
    """Names of mapped classes that the module builds rows of, or changes by statement."""
    known, names = table_classes(), _names_of_tables(path)
    found: set[str] = set()
    for call in calls(path):
        function = dotted(call.func)
        if function in names:
            found.add(names[function])
        if function.split(".")[-1] in _STATEMENTS:
            mentioned = (names.get(dotted(argument)) for argument in call.args)
            found.update(name for name in mentioned if name)
    return {name for name in found if name in known}


def _names_of_tables(path: str) -> dict[str, str]:
    """What the module calls each mapped class: imported, defined here, or through its module."""
    known = table_classes()
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_WITH_TABLES)
        for alias in node.names
        if alias.name in known
    }
    names |= {
        node.name: node.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and node.name in known
    }
    return names
