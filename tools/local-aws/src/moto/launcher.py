"""Runs moto's server, and nothing else.

The gateway holds this process's stdin open. When the gateway is gone, however it ended, stdin reaches its end and this
process exits at once: no moto is ever left behind. The port is chosen by the kernel and printed as JSON on stdout.
"""

import json
import os
import socket
import sys
import threading

_connect = socket.socket.connect


def _only_loopback(sock, address):
    """moto posts SNS messages to their subscribers: nothing of a rehearsal may leave this machine."""
    if sock.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise ConnectionRefusedError(f"The embedded AWS does not connect to {address[0]}: it is offline by design.")
    return _connect(sock, address)


def _exit_with_the_gateway():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main():
    socket.socket.connect = _only_loopback
    threading.Thread(target=_exit_with_the_gateway, daemon=True).start()

    import moto
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    WSGIRequestHandler.log_request = lambda *_args, **_kwargs: None
    app = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    os.environ["MOTO_PORT"] = str(server.port)
    print(json.dumps({"port": server.port, "version": moto.__version__}), flush=True)
    server.serve_forever()


main()
