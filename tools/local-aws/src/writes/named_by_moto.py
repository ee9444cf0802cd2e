"""The parameters that AWS documents, and those that moto's code names, of the actions on standard input. Prints JSON."""

import json
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import named  # noqa: E402
import values  # noqa: E402
from werkzeug import Request  # noqa: E402
from werkzeug.test import EnvironBuilder  # noqa: E402


def model_of(service):
    return values._model(values.MODELS.get(service, service))


def known(action):
    """Nothing, if AWS has no such action."""
    service, name = action.split(":")
    model = model_of(service)
    if name not in model.operation_names:
        return None
    operation = model.operation_model(name)
    shape = operation.input_shape
    members = shape.members if shape else {}
    inside = {one: list(member.members) for one, member in members.items() if member.type_name == "structure"}
    return {"documented": list(members), "named": sorted(named.named_by_moto(service, operation) or []), "inside": inside}


def operation_at(service, method, path, query):
    """The action of a route of the gateway."""
    operation, _ = values._asked(model_of(service), Request(EnvironBuilder(path, method=method, query_string=query).get_environ()))
    return operation and operation.name


told = json.load(sys.stdin)
print(json.dumps({"actions": {one: known(one) for one in told["actions"]}, "routes": [operation_at(*one) for one in told["routes"]]}))
