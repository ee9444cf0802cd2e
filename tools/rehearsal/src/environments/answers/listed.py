"""The lists in AWS's models: their items, their filters, and the minimum size of a page."""

import re

def items(shape, answer):
    """The listed items: elements of the lists of the answer, of a list in its only structure, and instances of reservations."""
    found = []
    for name, member in shape.members.items():
        value = answer.get(name)
        if value is None:
            continue
        if name == "Reservations":
            found += [{**one, "Reservation": each} for each in value for one in each["Instances"]]
        elif member.type_name == "list":
            found += value
        elif member.type_name == "structure" and name.endswith("List"):
            found += items(member, value)
    return found


def in_words_of_python(shape, listed, path):
    """The path of a member in XML, as jmespath has it from an item of the list on."""
    outside = path.startswith("..")
    words = [*listed.split("."), "item", *path.split(".")]
    if outside:
        words = [*listed.split(".item")[0].split("."), "item", *path[2:].split(".")]
    found = []
    for word in words:
        if shape.type_name == "list":
            shape = shape.member
            found[-1] += "[]"
            continue
        name, shape = next(
            (name, member) for name, member in shape.members.items() if member.serialization.get("name", name) == word
        )
        found.append(name)
    inner = found[1 if outside else listed.count(".item") + 1 :]
    return ".".join(["Reservation", *inner] if outside else inner)


def plain(value):
    """Values as a filter names them."""
    if isinstance(value, list):
        return [inner for one in value for inner in plain(one)]
    if value is None or value == "" or isinstance(value, dict):
        return []
    if isinstance(value, bool):
        return [str(value).lower()]
    return [value.strftime("%Y-%m-%dT%H:%M:%S.000Z") if hasattr(value, "strftime") else str(value)]


def is_text(shape):
    if shape.type_name == "list":
        shape = shape.member
    return shape.type_name == "string" and not getattr(shape, "enum", None)


def is_filters(shape):
    return shape.type_name == "list" and shape.member.type_name == "structure" and filter_members(shape.member) is not None


def filter_members(shape):
    key = next((name for name in ("Name", "Key", "key") if name in shape.members), None)
    values = next((name for name in ("Values", "values") if name in shape.members), None)
    return (key, values) if key and values else None


def documented(shape):
    key, _ = filter_members(shape.member)
    enum = getattr(shape.member.members[key], "enum", None)
    if enum:
        return list(enum)
    names = re.findall(r"<li> ?<p> ?<code>([^<]+)</code>", shape.documentation)
    return [name.replace("&lt;key&gt;", "<key>") for name in names] or ["nothing-has-this"]


def smallest(paginator, inputs):
    limit = paginator._pagination_cfg.get("limit_key")
    if limit is None:
        return None
    said = inputs[limit].metadata.get("min") if limit in inputs else None
    # Where the model names no smallest page, the documentation of EC2 and RDS does: 5 and 20.
    words = re.search(r"(?:between|Minimum) (\d+)", inputs[limit].documentation)
    return max(int(said or 1), int(words[1]) if words else 1)
