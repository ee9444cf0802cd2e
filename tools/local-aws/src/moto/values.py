"""Checks the values of a call against AWS's own models: lengths, ranges, patterns, lists of values; and its parameters. botocore, which is
part of moto, has the models, and sends any value: only AWS refuses.

The gateway queries this before a call that changes something is answered, by moto or by itself: it sends the call with a header, and the
call goes no further.
"""

import functools
import json
import re

from named import given, named_by_moto, tokens

HEADER = "HTTP_X_EMBEDDED_AWS_CHECK"

# The names of the models that differ from the signing name of a service.
MODELS = {
    "access-analyzer": "accessanalyzer",
    "elasticloadbalancing": "elbv2",
    "elasticmapreduce": "emr",
    "monitoring": "cloudwatch",
    "tagging": "resourcegroupstaggingapi",
}

# The code of a refusal, from the errors of each service's actions in its API reference.
CODES = {
    "backup": "InvalidParameterValueException",
    "budgets": "InvalidParameterException",
    "cloudfront": "InvalidArgument",
    "elasticache": "InvalidParameterValue",
    "logs": "InvalidParameterException",
    "rds": "InvalidParameterValue",
    "route53": "InvalidInput",
    "sns": "InvalidParameter",
    "sqs": "InvalidParameterValue",
    "tagging": "InvalidParameterException",
}
# Values that AWS accepts beyond those of its models (S3 user guide, "Canned ACL").
BEYOND_MODELS = {"BucketCannedACL": ("log-delivery-write", "aws-exec-read")}

CODES_OF_PROTOCOLS = {"ec2": "InvalidParameterValue", "query": "ValidationError"}


def checking(app):
    """Answers the gateway's query, and passes every other call on."""

    def answer(environ, start_response):
        service = environ.get(HEADER)
        if service is None:
            return app(environ, start_response)
        said = json.dumps(judged(service, environ)).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(said)))])
        return [said]

    return answer


def judged(service, environ):
    """The code and the message of AWS's refusal, if it refuses; otherwise the operation, with its parameters."""
    from werkzeug import Request

    request = Request(environ)
    model = _model(MODELS.get(service, service))
    if model is None:
        return {}
    operation, parameters = _asked(model, request)
    if operation is None or operation.input_shape is None:
        return {}
    parsed = _parsed(model, operation, request, parameters)
    faults = list(_faults(operation.input_shape, parsed, ""))
    if not faults:
        named = named_by_moto(service, operation)
        known = None if named is None else sorted(named | tokens(operation))
        return {"operation": operation.name, "given": given(operation, request, parsed), "named": known}
    code = _own_code(operation, faults[0][0]) or CODES.get(service) or CODES_OF_PROTOCOLS.get(model.protocol, "ValidationException")
    many = "error" if len(faults) == 1 else "errors"
    return {"code": code, "message": f"{len(faults)} validation {many} detected: {'; '.join(said for _, said in faults)}"}


def _own_code(operation, where):
    """Some services have an error for each member: `InvalidApplicationNameException` for `applicationName`."""
    name = where.split(".")[0]
    code = f"Invalid{name[:1].upper()}{name[1:]}Exception"
    return code if any(shape.name == code for shape in operation.error_shapes) else None


@functools.cache
def _model(name):
    from botocore.exceptions import UnknownServiceError
    from moto.core.utils import get_service_model

    try:
        return get_service_model(name)
    except UnknownServiceError:
        return None


def _asked(model, request):
    """The operation of a call, and the variables in its path."""
    target = request.headers.get("x-amz-target")
    name = target.split(".")[-1] if target else request.values.get("Action")
    if name is not None:
        return (model.operation_model(name) if name in model.operation_names else None), {}
    for method, path, query, operation in _routes(model.service_name):
        found = path.fullmatch(request.path) if method == request.method else None
        if found and query <= set(request.args):
            return model.operation_model(operation), found.groupdict()
    return None, {}


@functools.cache
def _routes(service):
    """The routes of REST services, the most specific first: `POST /2020-05-31/distribution?WithTags`."""
    model = _model(service)
    routes = []
    for name in model.operation_names:
        http = model.operation_model(name).http
        path, _, query = http["requestUri"].partition("?")
        wanted = frozenset(part for part in query.split("&") if part and "=" not in part)
        names = re.sub(r"\\{(\w+)(\\\+)?\\}", lambda found: f"(?P<{found[1]}>{'.+' if found[2] else '[^/]+'})", re.escape(path))
        routes.append((http["method"], re.compile(names.rstrip("/") + "/?"), wanted, name))
    return sorted(routes, key=lambda route: (-len(route[2]), route[1].pattern.count("(?P<")))


def _parsed(model, operation, request, parameters):
    from moto.core.parse import PROTOCOL_PARSERS
    from moto.core.request import determine_request_protocol

    protocol = determine_request_protocol(model, request.content_type)
    return PROTOCOL_PARSERS[protocol](operation).parse(
        {
            "method": request.method,
            "values": request.values,
            "headers": request.headers,
            "body": request.get_data(),
            "url_path": request.path,
            "url_params": parameters,
        }
    )


def _faults(shape, value, where):
    """The fault of a value, in the words of AWS."""
    if value is None:
        return
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if isinstance(value, dict):
                yield from _faults(member, value.get(name), f"{where}.{_named(name)}" if where else _named(name))
        return
    if shape.type_name == "list":
        yield from _outside(shape, len(value), value, where, "length")
        for index, item in enumerate(value, 1):
            yield from _faults(shape.member, item, f"{where}.{index}.member")
        return
    if shape.type_name == "map":
        for key, item in value.items():
            yield from _faults(shape.key, key, where)
            yield from _faults(shape.value, item, f"{where}.{key}.member")
        return
    if shape.type_name in ("integer", "long", "float", "double") and not isinstance(value, bool):
        yield from _outside(shape, value, value, where, "value")
        return
    if shape.type_name == "string" and isinstance(value, str):
        yield from _outside(shape, len(value), value, where, "length")
        yield from _misshapen(shape, value, where)


def _outside(shape, size, value, where, of):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    words = {"length": "have length", "value": "have value"}[of]
    if low is not None and size < low:
        yield _said(shape, value, where, f"{words} greater than or equal to {low}")
    if high is not None and size > high:
        yield _said(shape, value, where, f"{words} less than or equal to {high}")


def _misshapen(shape, value, where):
    pattern = shape.metadata.get("pattern")
    compiled = _compiled(pattern) if pattern else None
    if compiled and not compiled.fullmatch(value):
        yield _said(shape, value, where, f"satisfy regular expression pattern: {pattern}")
    values = shape.metadata.get("enum")
    if values and value not in values and value not in BEYOND_MODELS.get(shape.name, ()):
        yield _said(shape, value, where, f"satisfy enum value set: [{', '.join(values)}]")


# Java's notation for patterns that Python writes differently. A letter of any script is a word character here: digits and `_` are in the
# same classes.
JAVA = {
    r"\uD800\uDC00-\uDBFF\uDFFF": "\U00010000-\U0010ffff",
    r"\p{L}": r"\w",
    r"\p{M}": "\u0300-\u036f",
    r"\p{N}": r"\d",
    r"\p{Z}": " \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000",
    r"\p{ASCII}": r"[\x00-\x7f]",
    r"[\w-_]": r"[\w\-_]",
    "(?i)": "",
}


@functools.cache
def _compiled(pattern):
    """The models are written for Java, which matches a value as a whole, and in which word characters and digits are those of ASCII."""
    written = pattern
    for java, python in JAVA.items():
        written = written.replace(java, python)
    return re.compile(written, 0 if r"\p{" in pattern else re.ASCII)


def _named(member):
    """AWS's messages begin members with a small letter."""
    return member[:1].lower() + member[1:]


def _said(shape, value, where, must):
    # A secret value does not appear in a message, nor in the gateway's log.
    said = "Value" if shape.metadata.get("sensitive") else f"Value '{value}'"
    return where, f"{said} at '{where}' failed to satisfy constraint: Member must {must}"
