"""The names that a pickle of moto may contain. Reading a pickle calls them, so all others are refused."""

import importlib
import sys

# Types of Python's library that the backends of moto hold.
TYPES = {
    ("builtins", "bytearray"),
    ("builtins", "complex"),
    ("builtins", "dict"),
    ("builtins", "frozenset"),
    ("builtins", "list"),
    ("builtins", "object"),
    ("builtins", "range"),
    ("builtins", "set"),
    ("builtins", "tuple"),
    ("collections", "OrderedDict"),
    ("collections", "defaultdict"),
    ("collections", "deque"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("decimal", "Decimal"),
    ("ipaddress", "IPv4Address"),
    ("ipaddress", "IPv4Network"),
    ("ipaddress", "IPv6Address"),
    ("ipaddress", "IPv6Network"),
    ("re", "_compile"),
    ("uuid", "SafeUUID"),
    ("uuid", "UUID"),
    ("weakref", "WeakValueDictionary"),
}


class Refused(Exception):
    """The object that is not saved or read, and the reason, in words for a person."""


def refuse(message):
    raise Refused(message)


def find_class(module, name):
    """Returns the type of that name.

    A class of moto is admitted where it is defined. Imports of moto's modules (`os`, `subprocess`) are not, nor is a name with dots,
    which would lead there.
    """
    if (module, name) in TYPES:
        return getattr(importlib.import_module(module), name)
    if (module, name) == ("builtins", "getattr"):
        return bound_method
    if module.startswith("moto.") and "." not in name:
        found = getattr(importlib.import_module(module), name, None)
        if isinstance(found, type) and found.__module__ == module:
            return found
    refuse(f"A snapshot of moto must not name {module}.{name}: tools/local-aws/src/moto/admitted.py says what it may.")


def bound_method(value, name):
    """The way in which Python pickles a method of an object, such as the filters that EC2's security groups hold."""
    kind = type(value)
    method = getattr(kind, name, None) if kind.__module__.startswith("moto.") else None
    if getattr(method, "__module__", "") in sys.modules and str(method.__module__).startswith("moto."):
        return getattr(value, name)
    refuse(f"A snapshot of moto must not name {name} of a {kind.__module__}.{kind.__qualname__}.")
