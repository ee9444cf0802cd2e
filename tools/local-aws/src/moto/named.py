"""The parameters of an action that moto's code names: it cannot handle parameters that it does not name. Read from moto's source, so that a
parameter is refused before anything is done, and so that a new version of moto is compared with the table (`src/writes`).
"""

import ast
import functools
import importlib
import inspect
import json
import re
import textwrap

# moto's packages with another name than the signing name of the service.
PACKAGES = {
    "elasticloadbalancing": "elbv2",
    "elasticmapreduce": "emr",
    "monitoring": "cloudwatch",
    "resource-groups": "resourcegroups",
    "tagging": "resourcegroupstaggingapi",
}
# Parameters of every call of a query service, and of no action.
ENVELOPE = frozenset({"Action", "Version", "ContentType"})


def named_by_moto(service, operation):
    """The parameters of an action that moto's code names; None, if moto does not know the action."""
    method = _snake(operation.name)
    found = [one for one in _response_classes(PACKAGES.get(service, service)) if hasattr(one, method)]
    if not found:
        return None
    words, whole = set(), False
    for one in found:
        spoken, hands_over = _spoken(one, method)
        words, whole = words | spoken, whole or hands_over
    if whole:
        words = words | _spoken_by_models(PACKAGES.get(service, service))
    return {name for name, member in operation.input_shape.members.items() if _is_in_path(member) or _words(name, member) & words}


def tokens(operation):
    """The tokens that distinguish a repeated request from a second request: nothing has to handle them, because each request is
    answered once here.
    """
    return {name for name, member in operation.input_shape.members.items() if member.metadata.get("idempotencyToken")}


def given(operation, request, parsed):
    """The parameters of a call by their names in the model, each with its text if it is one word; also those that AWS does not know. A
    member of a parameter has a dot in its name: `Placement.Tenancy`.
    """
    names = {wire: name for name, member in operation.input_shape.members.items() for wire in _wire(name, member)}
    sent = {names.get(wire, wire): value for wire, value in _sent(request)}
    words = {}
    for name, value in {**(parsed or {}), **sent}.items():
        if value is not None:
            words[name] = _word(value)
    for name, value in (parsed or {}).items():
        if isinstance(value, dict) and operation.input_shape.members[name].type_name == "structure":
            words.update({f"{name}.{inner}": _word(one) for inner, one in value.items() if one is not None})
    return words


def _sent(request):
    """The contents of a form or JSON, with their own names. A path, a query and headers are parsed by the model."""
    if request.headers.get("x-amz-target") and "json" in (request.content_type or ""):
        said = json.loads(request.get_data() or b"{}")
        return said.items() if isinstance(said, dict) else ()
    if "Action" in request.values:
        return [(name.split(".")[0], value) for name, value in request.values.items() if name not in ENVELOPE]
    return ()


def _word(value):
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (str, int, float)) else None


def _wire(name, member):
    location = member.serialization.get("name", name)
    yield from (name, location, location[:1].upper() + location[1:])
    if "queryName" in member.serialization:
        yield member.serialization["queryName"]
    if member.type_name == "list" and member.serialization.get("flattened") and "name" in member.member.serialization:
        yield member.member.serialization["name"]


def _is_in_path(member):
    return member.serialization.get("location") == "uri"


def _words(name, member):
    """The names that moto can use for a parameter."""
    return {one for word in _wire(name, member) for one in (word, word[:1].lower() + word[1:], _snake(word))}


@functools.cache
def _response_classes(package):
    from moto.core.responses import BaseResponse

    try:
        module = importlib.import_module(f"moto.{package}.responses")
    except ModuleNotFoundError:
        return ()
    classes = [one for one in vars(module).values() if inspect.isclass(one) and issubclass(one, BaseResponse)]
    return tuple(one for one in classes if one.__module__ == module.__name__)


@functools.cache
def _spoken(cls, method):
    """All words in a method, and in the functions of its own class and module that it calls; and whether it passes all parameters on."""
    words, hands_over, open_, done = set(), False, [getattr(cls, method)], set()
    while open_:
        function = open_.pop()
        if function in done or function.__module__ == "moto.core.responses":
            continue
        done.add(function)
        tree = _tree(function)
        words |= _texts(tree)
        hands_over = hands_over or _hands_over(tree)
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        open_.extend(filter(None, (_called(cls, function, name) for name in names)))
    return frozenset(words), hands_over


def _called(cls, function, name):
    """The functions that a function calls by name: of its class, of its module, or of its enclosing scope."""
    own = inspect.getattr_static(cls, name, None)
    around = inspect.getclosurevars(function).nonlocals
    for one in (getattr(own, "fget", None), getattr(own, "__func__", own), around.get(name), vars(inspect.getmodule(function)).get(name)):
        if inspect.isfunction(one) and one.__module__ in (function.__module__, cls.__module__, *(base.__module__ for base in cls.__mro__)):
            return one
    return None


@functools.cache
def _tree(function):
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _texts(tree):
    """Texts that can be names: of a parameter, or of a path that begins with one (`Placement.HostId`)."""
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {re.split(r"[.\[{]", text)[0] for text in texts if re.fullmatch(r"[\w.\-\[\]{}]+", text)}


def _hands_over(tree):
    """True if all parameters are passed on to the models, which read them there."""
    names = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and _is_whole(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for one in (*node.args, *(keyword.value for keyword in node.keywords)):
                if _is_whole(one) or (isinstance(one, ast.Name) and one.id in names):
                    return True
    return False


def _is_whole(node):
    if isinstance(node, ast.Attribute):
        return node.attr in ("params", "request_params", "_parameters")
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "_get_params"


@functools.cache
def _spoken_by_models(package):
    tree = ast.parse(inspect.getsource(importlib.import_module(f"moto.{package}.models")))
    return frozenset(_texts(tree) | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)})


def _snake(name):
    from moto.core.utils import camelcase_to_underscores

    return camelcase_to_underscores(name)
