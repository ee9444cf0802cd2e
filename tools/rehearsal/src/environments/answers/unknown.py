"""Queries resources that do not exist: each call with its parameters, in an empty AWS."""

import json
import sys

from asker import Asker
from botocore.exceptions import BotoCoreError


def main(told):
    asker = Asker(told["endpoint"], told["region"], told["credentials"])
    print(json.dumps({call: refused(asker, call, params) for call, params in told["calls"].items()}))


def refused(asker, call, params):
    try:
        return asker.refusal(call, params)[1]
    except BotoCoreError as error:
        return str(error)[:400]


if __name__ == "__main__":
    main(json.load(sys.stdin))
