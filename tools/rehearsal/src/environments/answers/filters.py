"""Sends each filter that AWS documents, each other selecting parameter, and pages: the answer has to match the request, or
to be a refusal."""

import json
import re
import sys

import jmespath
from asker import Asker
from botocore.exceptions import BotoCoreError, ClientError
from listed import documented, filter_members, in_words_of_python, is_filters, is_text, items, plain, smallest

NOTHING = "nothing-has-this"
TOKENS = re.compile(r"token|marker", re.I)
LIMITS = re.compile(r"^(max|limit|page)", re.I)


def main(told):
    asker = Asker(told["endpoint"], told["region"], told["credentials"])
    out = {"asked": 0, "wrong": [], "refused": []}
    for name, needs in told["calls"].items():
        call = name.split(" ")[0]
        try:
            requests = asker.requests(call, needs)[:1]
        except (BotoCoreError, ClientError) as error:
            out["wrong"].append(f"{name} cannot be asked: {error}")
            continue
        for params in requests:
            try:
                Lists(asker, call, params, told["notChoosing"], told["members"], out).try_all()
            except (BotoCoreError, ClientError) as error:
                out["wrong"].append(f"{name} fails: {error}")
    print(json.dumps(out))


class Lists:
    """One call with a list as its answer."""

    def __init__(self, asker, call, params, not_choosing, members, out):
        self.asker, self.call, self.params, self.out = asker, call, params, out
        self.not_choosing = not_choosing
        self.shape = asker.operation(call).output_shape
        listed = members.get(call, {"filters": {}})
        self.members = {name: in_words_of_python(self.shape, listed["list"], path) for name, path in listed["filters"].items() if path}

    def try_all(self):
        inputs = self.asker.inputs(self.call)
        for name, shape in inputs.items():
            if name in self.params or name in self.not_choosing or f"{self.call} {name}" in self.not_choosing:
                continue
            if is_filters(shape):
                self._filters(name, shape)
            elif TOKENS.search(name):
                self._token(name, shape)
            elif LIMITS.match(name):
                continue
            elif is_text(shape):
                self._nothing({name: [NOTHING] if shape.type_name == "list" else NOTHING}, name)
        self._pages()

    def _filters(self, name, shape):
        key, values = filter_members(shape.member)
        for one in documented(shape):
            sent = {name: [{key: one.replace("<key>", NOTHING), values: [NOTHING]}]}
            self._nothing(sent, f"{name} {one}")
            self._true_value(name, key, values, one)

    def _true_value(self, name, key, values, one):
        """A value that an item has: it is returned, and no item with another value."""
        path = self.members.get(one)
        if path is None:
            return
        having = [value for item in self._items() for value in plain(jmespath.search(path, item))]
        if not having:
            return
        answer, code = self._ask({name: [{key: one, values: [having[0]]}]})
        if code:
            return self._refused(f"{name} {one}", code)
        found = [[value for value in plain(jmespath.search(path, item))] for item in self._items(answer)]
        if not found or any(having[0] not in each for each in found):
            self._wrong(f"{name} {one}={having[0]} gives {found[:5]}")

    def _nothing(self, sent, what):
        answer, code = self._ask(sent)
        if code:
            return self._refused(what, code)
        left = self._items(answer)
        if left:
            self._wrong(f"{what}={NOTHING} gives {len(left)}")

    def _token(self, name, shape):
        _, code = self._ask({name: NOTHING})
        if not code:
            self._wrong(f"{name}={NOTHING} is taken, though no answer has given it out")

    def _pages(self):
        action = self.call.partition(".")[2]
        client = self.asker.client(self.call)
        name = next(one for one, wire in client.meta.method_to_api_mapping.items() if wire == action)
        if not client.can_paginate(name):
            return
        paginator = client.get_paginator(name)
        size = smallest(paginator, self.asker.inputs(self.call))
        if size is None:
            return
        whole = sum(len(self._items(page)) for page in paginator.paginate(**self.params))
        self.out["asked"] += 1
        try:
            pages = list(paginator.paginate(**self.params, PaginationConfig={"PageSize": size}))
        except Exception as error:  # whatever a page ends with, it is not the list
            return self._wrong(f"pages of {size} end with {error}")
        got = sum(len(self._items(page)) for page in pages)
        if got != whole:
            self._wrong(f"pages of {size} have {got} of {whole}")

    def _items(self, answer=None):
        return items(self.shape, self.asker.ask(self.call, self.params) if answer is None else answer)

    def _ask(self, more):
        self.out["asked"] += 1
        return self.asker.refusal(self.call, {**self.params, **more})

    def _wrong(self, what):
        self.out["wrong"].append(f"{self.call} {what}")

    def _refused(self, what, code):
        self.out["refused"].append(f"{self.call} {what}: {code}")


if __name__ == "__main__":
    main(json.load(sys.stdin))
