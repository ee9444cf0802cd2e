"""Facts about the installed moto and botocore, which moto looks up in the file system again for each call and each service: half of the
processor time of a rehearsal.
"""

import functools


def install():
    from moto import backends
    from moto.core import utils

    names = tuple(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: names
    # A loader keeps the list of all services that botocore has a model of.
    utils.create_loader = functools.cache(utils.create_loader)
