"""The members of AWS's models that the answers of an AWS have, lack and word differently."""

import json
import sys

from asker import Asker
from botocore.exceptions import BotoCoreError, ClientError

TYPES = {"boolean": bool, "integer": int, "long": int, "string": str}


def main(told):
    asker = Asker(told["endpoint"], told["region"], told["credentials"])
    print(json.dumps({name: look(asker, name, needs) for name, needs in told["calls"].items()}))


def look(asker, name, needs):
    call = name.split(" ")[0]
    seen, faults, errors, asked = {}, set(), set(), 0
    try:
        requests = asker.requests(call, needs)
    except (BotoCoreError, ClientError) as error:
        return {"asked": 0, "present": [], "absent": [], "faults": [], "errors": [f"its parameters: {error}"]}
    for params in requests:
        try:
            answer = asker.ask(call, params)
        except (BotoCoreError, ClientError) as error:
            errors.add(str(error)[:400])
            continue
        asked += 1
        walk(asker.operation(call).output_shape, answer, "", seen, faults)
    return {
        "asked": asked,
        "present": [path for path, count in seen.items() if count > 0],
        "absent": [path for path, count in seen.items() if count == 0],
        "faults": sorted(faults),
        "errors": sorted(errors),
    }


def walk(shape, value, path, seen, faults):
    if shape is None:
        return
    kind = shape.type_name
    if kind == "structure":
        for name, member in shape.members.items():
            of = f"{path}.{name}" if path else name
            seen.setdefault(of, 0)
            if value.get(name) is not None:
                seen[of] += 1
                walk(member, value[name], of, seen, faults)
            elif name in shape.required_members:
                faults.add(f"{of} is missing in some, and AWS always returns it")
    elif kind == "list":
        for one in value:
            walk(shape.member, one, f"{path}[]", seen, faults)
    elif kind == "map":
        for one in value.values():
            walk(shape.value, one, f"{path}{{}}", seen, faults)
    elif kind == "string" and getattr(shape, "enum", None) and value not in shape.enum:
        faults.add(f"{path} has {value!r}, which is none of {shape.name}")
    # botocore parses documents of policies, which are texts.
    elif kind in TYPES and not isinstance(value, (TYPES[kind], dict)):
        faults.add(f"{path} has {value!r}, which is no {kind}")


if __name__ == "__main__":
    main(json.load(sys.stdin))
