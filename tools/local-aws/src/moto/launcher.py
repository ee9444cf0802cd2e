"""Runs moto's server, and nothing else.

The gateway holds this process's stdin open. When the gateway ends for any reason, stdin reaches its end and this process exits at once: no
moto is ever left behind. It listens on a Unix socket in a folder that only the user can enter, because a page in a browser, and every other
user of this machine, could reach a port. The address of the socket is printed as JSON on stdout.
"""

import io
import json
import os
import shutil
import sys
import threading
import traceback

sys.dont_write_bytecode = True  # of the modules of this project, which are beside this file in the repository
import admitted  # noqa: E402
import certificates  # noqa: E402
import credentials  # noqa: E402
import groups  # noqa: E402
import instance_settings  # noqa: E402
import launches  # noqa: E402
import listener_certificates  # noqa: E402
import lists_of_health_checks  # noqa: E402
import lock_tokens  # noqa: E402
import looked_up_once  # noqa: E402
import managed_policies  # noqa: E402
import members  # noqa: E402
import metrics_of_groups  # noqa: E402
import modified_rules  # noqa: E402
import modified_subnet_groups  # noqa: E402
import new_records  # noqa: E402
import offline  # noqa: E402
import oidc_clients  # noqa: E402
import renamed_users  # noqa: E402
import replaced_filters  # noqa: E402
import snapshot  # noqa: E402
import symmetric_keys  # noqa: E402
import unknown_ids  # noqa: E402
import unread  # noqa: E402
import values  # noqa: E402
import vcpus  # noqa: E402
import whole_calls  # noqa: E402

SOCKET = os.environ.get("EMBEDDED_AWS_SOCKET", "")
# moto finds the backend of a call by itself, also from the path or the form of an unsigned one.
OPEN_BACKENDS = frozenset(os.environ.get("EMBEDDED_AWS_BACKENDS", "").split(","))


def _obey_the_gateway(turn):
    """Each line of stdin names a file: all state is written into it, while no call is answered. At the end of stdin moto ends: also if
    the gateway has ended during a save, and nothing can be answered any more.
    """
    try:
        for line in sys.stdin:
            with turn:
                said = _saved(json.loads(line)["save"])
            print(json.dumps(said), flush=True)
    finally:
        shutil.rmtree(os.path.dirname(SOCKET), ignore_errors=True)
        os._exit(0)


def _saved(file):
    try:
        snapshot.save(file)
        return {"saved": True}
    except admitted.Refused as error:
        return {"saved": False, "because": str(error)}
    except Exception as error:  # the gateway has to get every failure
        traceback.print_exc()
        return {"saved": False, "because": f"moto could not write its state: {type(error).__name__}: {error}"}


def _telling(app):
    """Returns moto's exception in words: its server would answer any failure with the same anonymous page."""

    def answer(environ, start_response):
        try:
            return app(environ, start_response)
        except Exception as error:  # the client has to get every failure
            traceback.print_exc()
            unknown = type(error).__name__ in ("NotImplementedError", "OperationNotFoundError")
            status = "501 Not Implemented" if unknown else "500 Internal Server Error"
            said = f"{type(error).__name__}: {error}".encode()
            start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(said)))])
            return [said]

    return answer


def _one_at_a_time(app, turn):
    """moto's models have no locks, and its server has threads: two groups that launch into one subnet at the same moment collide in its
    generator of addresses ("generator already executing"). A call ends in milliseconds, and Python runs one at a time anyway.
    """

    def answer(environ, start_response):
        # A slow client sends its whole body before its turn.
        if environ.get("CONTENT_LENGTH"):
            environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        with turn:
            return list(app(environ, start_response))

    return answer


def _waits_out_of_turn(turn):
    """Only SQS waits inside a call, for messages that another call has to send: it gives up its turn meanwhile."""
    from moto.sqs.models import Queue

    waited = Queue.wait_for_messages

    def wait_for_messages(self, timeout):
        turn.release()
        try:
            waited(self, timeout)
        finally:
            turn.acquire()

    Queue.wait_for_messages = wait_for_messages


def _with_delete_markers():
    """In a versioned bucket moto still lists a folder when everything in it is deleted, and cannot remove a deletion marker. S3 does
    neither.
    """
    from moto.s3.models import FakeDeleteMarker, S3Backend

    listed = S3Backend.list_objects

    def list_objects(self, bucket, *args, **kwargs):
        keys, folders, *rest = listed(self, bucket, *args, **kwargs)
        present = [name for name, key in bucket.keys.items() if not isinstance(key, FakeDeleteMarker)]
        return (keys, [folder for folder in folders if any(name.startswith(folder) for name in present)], *rest)

    S3Backend.list_objects = list_objects
    # moto does this with every version that it releases; a delete marker has no content to release.
    FakeDeleteMarker.dispose = lambda self, garbage=False: None


def main():
    offline.close(SOCKET)
    turn = threading.Lock()
    threading.Thread(target=_obey_the_gateway, args=(turn,), daemon=True).start()

    import moto
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    def create_known_app(service):
        if service not in OPEN_BACKENDS:
            raise NotImplementedError(f"moto's backend {service} is closed")
        return create_backend_app(service)

    looked_up_once.install()
    _with_delete_markers()
    _waits_out_of_turn(turn)
    lock_tokens.install()
    managed_policies.install()
    modified_rules.install()
    modified_subnet_groups.install()
    new_records.install()
    renamed_users.install()
    replaced_filters.install()
    symmetric_keys.install()
    certificates.install()
    launches.install()
    instance_settings.install()
    vcpus.install()
    groups.install()
    members.install()
    metrics_of_groups.install()
    whole_calls.install()
    oidc_clients.install()
    listener_certificates.install()
    lists_of_health_checks.install()
    unknown_ids.install()
    unread.install()
    if len(sys.argv) > 1:
        snapshot.load(sys.argv[1])
    WSGIRequestHandler.log_request = lambda *_args, **_kwargs: None
    app = unread.telling(DomainDispatcherApplication(create_known_app))
    app = _telling(credentials.telling(values.checking(_one_at_a_time(app, turn)), turn))
    server = make_server(f"unix://{SOCKET}", 0, app, threaded=True)
    python = ".".join(str(number) for number in sys.version_info[:2])
    print(json.dumps({"socket": SOCKET, "version": moto.__version__, "python": python}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
