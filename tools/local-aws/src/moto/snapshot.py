"""The whole state of moto in one file: written by a moto that holds its calls, read by one that has answered none.

One pickler writes all backends, so that shared objects (Auto Scaling and Elastic Load Balancing hold EC2's backends) stay shared. A pickle
runs code when it is read: only the types of `admitted.py` are read, and only from a file of this user's own.
"""

import copyreg
import functools
import gc
import importlib
import os
import pickle
import stat
import sys
import threading
import weakref

import keys
from admitted import find_class, refuse
from collections_of_moto import fill_collection, is_collection, new_collection, reduce_collection
from managed_policies import is_as_written, managed_policy

FORMAT = 1
LOCKS = (type(threading.Lock()), type(threading.RLock()), threading.Condition)


def save(file):
    """Writes the state to `file`, which must not exist. Calls have to wait meanwhile."""
    from moto.core.base_backend import BackendDict

    _require_no_lock()
    backends = {_address_of(backend): dict(backend) for backend in BackendDict._instances}
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        _Pickler(out, protocol=5).dump({"format": FORMAT, "backends": backends, "modules": _module_state()})


def load(file):
    """Reads the state of `file` into this moto."""
    from moto.core.base_backend import BackendDict

    with open(file, "rb") as source:
        _require_own(source, file)
        # A million new objects, none of which is garbage: the collector would take a third of the time.
        gc.disable()
        state = _Unpickler(source).load()
        gc.freeze()
        gc.enable()
    if state.get("format") != FORMAT:
        refuse(f"The state in {file} has format {state.get('format')}, and this moto reads format {FORMAT}.")
    for address, accounts in state["backends"].items():
        backend = _backend_at(address)
        for account, regions in accounts.items():
            backend[account] = regions
            BackendDict._instances.append(backend)
    for name, value in state["modules"].items():
        _dictionary(*MODULE_STATE[name]).update(value)
    _register()


def _require_no_lock():
    """Terraform holds a state as long as the object `<state>.tflock` exists (its documentation, "Backend Type: s3")."""
    s3 = sys.modules.get("moto.s3.models")
    if not s3:
        return
    for account, _partition, backend in s3.s3_backends.iter_backends():
        for bucket in backend.buckets.values():
            for name, key in bucket.keys.items():
                if name.endswith(".tflock") and not isinstance(key, s3.FakeDeleteMarker):
                    refuse(
                        f"Terraform holds s3://{bucket.name}/{name} of account {account}: try again when it has ended, "
                        "or unlock that state if it was killed"
                    )


def _require_own(source, file):
    found = os.fstat(source.fileno())
    if found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        refuse(f"The state in {file} must belong to user {os.getuid()} and be writable by no other: it is not read.")


# The state of moto outside its backends that a client can notice: the module, the object there, and its dictionary.
MODULE_STATE = {
    "custom ids": ("moto.utilities.id_generator", "moto_id_manager", "_custom_ids"),
    "endpoint services": ("moto.ec2.models.vpcs", None, "DEFAULT_VPC_ENDPOINT_SERVICES"),
    # Backends register theirs when they are created, and a restored one is not created.
    "default transitions": ("moto.moto_api", "state_manager", "_default_transitions"),
    "transitions": ("moto.moto_api", "state_manager", "_transitions"),
}


def _module_state():
    loaded = [name for name, (module, *_names) in MODULE_STATE.items() if module in sys.modules]
    return {name: _dictionary(*MODULE_STATE[name]) for name in loaded}


def _dictionary(module, holder, name):
    found = importlib.import_module(module)
    return getattr(getattr(found, holder) if holder else found, name)


def _register():
    """Registers a new EC2 backend with those of other accounts and regions, which may peer with it."""
    ec2 = sys.modules.get("moto.ec2.models")
    for _account, _region, backend in ec2.ec2_backends.iter_backends() if ec2 else []:
        for known in (backend.vpc_refs, backend.backend_refs, backend.vpc_pcx_refs):
            known[type(backend)].add(weakref.ref(backend))


class _Pickler(pickle.Pickler):
    def reducer_override(self, value):
        return _reducer_of(type(value))(value)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        return OURS.get((module, name)) or find_class(module, name)


@functools.cache
def _reducer_of(kind):
    if issubclass(kind, LOCKS):
        return lambda value: (new_lock, (kind.__name__,))
    if is_collection(kind) and kind.__name__ != "BackendDict":
        return reduce_collection
    if kind is weakref.WeakValueDictionary:
        return lambda value: (kind, (), None, None, iter(list(value.items())))
    if kind.__module__.startswith("cryptography"):
        return keys.reduce_key
    if kind.__module__ == "moto.core.base_backend" and kind.__name__ == "BackendDict":
        return lambda value: (backend_at, _address_of(value))
    if kind.__module__ == "moto.iam.models" and kind.__name__ == "AWSManagedPolicy":
        return _reduce_managed_policy
    if (kind.__module__, kind.__name__) in LEFT_OUT:
        empty = LEFT_OUT[kind.__module__, kind.__name__]
        return lambda value: (copyreg.__newobj__, (kind,), {**vars(value), **empty})
    return lambda value: NotImplemented


# Lists of which a client has read the first pages, as generators: it has to start again, as with an expired token.
LEFT_OUT = {("moto.resourcegroupstaggingapi.models", "ResourceGroupsTaggingAPIBackend"): {"_pages": {}}}


def new_lock(kind):
    return {"lock": threading.Lock, "RLock": threading.RLock, "Condition": threading.Condition}[kind]()


def _address_of(backend):
    """The place of a BackendDict: its service's module of models, and its name there."""
    module = sys.modules[backend.backend.__module__]
    for name, value in vars(module).items():
        if value is backend:
            return module.__name__, name
    refuse(f"The backends of {backend.service_name} are not where moto keeps those of other services: {module.__name__}.")


def backend_at(module, name):
    return _backend_at((module, name))


def _backend_at(address):
    from moto.core.base_backend import BackendDict

    module, name = address
    if not module.startswith("moto."):
        refuse(f"{module} is no module of moto.")
    found = getattr(importlib.import_module(module), name, None)
    if not isinstance(found, BackendDict):
        refuse(f"{module}.{name} must be the backends of a service of moto, and is {type(found).__name__}.")
    return found


def _reduce_managed_policy(policy):
    """A policy that is unchanged since AWS wrote it is named, and not saved."""
    if not is_as_written(policy):
        return NotImplemented
    return managed_policy, (policy.name, policy.account_id, policy.partition, policy.attachment_count)


OURS = {
    (function.__module__, function.__name__): function
    for function in (
        backend_at,
        keys.certificate,
        keys.private_key,
        keys.public_key,
        managed_policy,
        fill_collection,
        new_collection,
        new_lock,
    )
}
