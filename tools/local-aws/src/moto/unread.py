"""The parameters of a call that moto did not read. A parameter that is not read has no effect: the gateway gets their names in a header of
the answer, and refuses calls that only read (`src/gateway/unread.ts`).
"""

import inspect
import json
import threading
from urllib.parse import parse_qs

HEADER = "X-Embedded-Aws-Unread"
# Parameters of every call, and of no action.
ENVELOPE = frozenset({"Action", "Version", "ContentType", "list-type", "x-id"})

DATABASE_LISTS = (
    "describe_blue_green_deployments",
    "describe_db_instance_automated_backups",
    "describe_db_log_files",
    "describe_events",
)

_call = threading.local()


class SeenDict(dict):
    """Records which of its keys are read; code that iterates over all of it counts as reading all."""

    def __getitem__(self, key):
        return _saw(key, dict.__getitem__, self, key)

    def get(self, key, default=None):
        return _saw(key, dict.get, self, key, default)

    def pop(self, key, *default):
        return _saw(key, dict.pop, self, key, *default)

    def __contains__(self, key):
        return _saw(key, dict.__contains__, self, key)

    def __iter__(self):
        return _saw_all(dict.__iter__, self)

    def keys(self):
        return _saw_all(dict.keys, self)

    def values(self):
        return _saw_all(dict.values, self)

    def items(self):
        return _saw_all(dict.items, self)


def _saw(key, read, *args):
    _seen().add(_top(key))
    return read(*args)


def _saw_all(read, of):
    _seen().update(_top(key) for key in dict.keys(of))
    return read(of)


def _top(key):
    return str(key).split(".")[0]


def _seen():
    return _call.__dict__.setdefault("seen", set())


def install():
    from moto.core import parse, responses

    begun = responses.BaseResponse.setup_class

    class SeenParameters(parse.XFormedDict):
        def __getitem__(self, key):
            _seen().add(self._xformed(key))
            return super().__getitem__(key)

    def setup_class(self, request, *args, **kwargs):
        begun(self, request, *args, **kwargs)
        if self.automated_parameter_parsing and isinstance(getattr(self, "params", None), parse.XFormedDict):
            # moto's names are those of the parameters in snake case, whatever way it reads them.
            _call.names = {self.params._xformed(name): name for name in self.params.original_dict()}
            _call.seen = set()
            seen = SeenParameters()
            seen._store = self.params._store
            self.params = seen
            return
        if self.automated_parameter_parsing and isinstance(getattr(self, "params", None), dict):
            _call.names = {name: name for name in self.params}
            _call.seen = set()
            self.params = SeenDict(self.params)
            return
        _call.names = {name: name for name in _sent(self)}
        _call.seen = set()
        _call.body = self.body if isinstance(self.body, (str, bytes)) else None
        self.querystring = self.data = SeenDict(self.querystring)

    loaded = json.loads

    def loads(text, *args, **kwargs):
        value = loaded(text, *args, **kwargs)
        body = _call.__dict__.get("body")
        if body and type(value) is dict and text == body:
            return SeenDict(value)
        return value

    json.loads = loads
    responses.BaseResponse.setup_class = setup_class
    _of_buckets()
    _of_databases()


def _of_databases():
    """These calls pass all parameters to a function that accepts any, and reads some."""
    from moto.rds.models import RDSBackend

    for name in DATABASE_LISTS:
        setattr(RDSBackend, name, _by_name(getattr(RDSBackend, name)))


def _by_name(look):
    named = [one.name for one in inspect.signature(look).parameters.values() if one.kind is one.POSITIONAL_OR_KEYWORD]

    def described(self, **asked):
        _seen().difference_update(asked.keys() - set(named))
        return look(self, **{name: value for name, value in asked.items() if name in named})

    return described


def _of_buckets():
    """S3 reads its query by itself. The queries for an object are read in more ways, and are not changed."""
    from moto.s3.responses import S3Response

    parsed = S3Response._get_querystring

    def _get_querystring(self, *args, **kwargs):
        return SeenDict(parsed(self, *args, **kwargs))

    S3Response._get_querystring = _get_querystring


def _sent(response):
    """The names of a call's parameters: of a form, of JSON or of a query."""
    if response.service_name == "s3" and "/" in response.path.strip("/"):
        return set()
    # A parameter without a value chooses the operation (`?policy`).
    query = {_top(name) for name in parse_qs(response.parsed_url.query)}
    if response.headers.get("x-amz-target"):
        try:
            return {*query, *json.loads(response.body or "{}")}
        except ValueError:
            return query
    form = response.form_data if response.querystring.get("Action") else {}
    return {*query, *(_top(name) for name in form)}


def telling(app):
    """Adds the header to the answers of moto."""

    def answer(environ, start_response):
        _call.__dict__.clear()

        def start(status, headers, *rest):
            unread = sorted(name for key, name in _call.__dict__.get("names", {}).items() if key not in _seen())
            told = [name for name in unread if name not in ENVELOPE and not name.startswith("X-Amz-")]
            if told:
                headers = [*headers, (HEADER, ",".join(told))]
            return start_response(status, headers, *rest)

        return app(environ, start)

    return answer
