"""moto's own kinds of dictionaries and lists with misleading methods: S3's dictionary of objects shows only the newest version of each,
SSM's invents missing entries. Their real contents are saved, by the methods of their base types.
"""

from collections import OrderedDict, defaultdict

from admitted import refuse


def _dict_of_dicts():
    return defaultdict(dict)


# moto's factories that no pickle can name, since they are lambdas; and their replacements.
FACTORIES = {
    "SimpleSystemManagerBackend.__init__.<locals>.<lambda>": _dict_of_dicts,
    "LambdaStorage.__init__.<locals>.<lambda>": dict,
}
_dict_of_dicts.__qualname__ = next(iter(FACTORIES))


def is_collection(kind):
    own = kind.__module__.startswith("moto.") and issubclass(kind, (dict, list))
    return own or issubclass(kind, defaultdict)


def reduce_collection(value):
    state = getattr(value, "__dict__", None)
    items = list(list.__iter__(value)) if isinstance(value, list) else list(_base(value).items(value))
    return new_collection, (type(value), _factory(value)), (state, items), None, None, fill_collection


def new_collection(kind, factory):
    """Without its constructor, which needs the contents of its state already."""
    made = kind.__new__(kind)
    if isinstance(made, defaultdict):
        defaultdict.__init__(made, FACTORIES.get(factory, factory))
    return made


def fill_collection(value, saved):
    state, items = saved
    if state:
        vars(value).update(state)
    if isinstance(value, list):
        list.extend(value, items)
        return
    for key, item in items:
        _base(value).__setitem__(value, key, item)


def _base(value):
    return OrderedDict if isinstance(value, OrderedDict) else dict


def _factory(value):
    factory = getattr(value, "default_factory", None) if isinstance(value, defaultdict) else None
    name = getattr(factory, "__qualname__", "")
    if name in FACTORIES:
        return name
    if "<lambda>" in name:
        refuse(f"moto has a defaultdict with the factory {name}: name it in tools/local-aws/src/moto/collections_of_moto.py.")
    return factory
