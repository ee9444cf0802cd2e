"""Answers with the owner of an access key and its secret, or with the owner of a bucket. Only the gateway sends these queries, with a
header that its door allows no client to send: it verifies signatures, and moto has issued the keys and keeps them in its state.
"""

import calendar
import json

HEADER = "HTTP_X_EMBEDDED_AWS_KEY"
BUCKET = "HTTP_X_EMBEDDED_AWS_BUCKET"


def telling(app, turn):
    """Answers the gateway's queries, and passes every call on."""

    def answer(environ, start_response):
        asked = next(((header, tell) for header, tell in QUESTIONS.items() if header in environ), None)
        if asked is None:
            return app(environ, start_response)
        header, tell = asked
        with turn:
            said = json.dumps(tell(environ[header])).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(said)))])
        return [said]

    return answer


def of_key(access_key_id):
    """Nothing for a key that was not issued, that was deleted, or that its user has deactivated."""
    from moto.iam.models import iam_backends
    from moto.sts.models import sts_backends

    for account, _partition, backend in list(sts_backends.iter_backends()):
        session = backend.get_assumed_role_from_access_key(access_key_id)
        if session:
            return {
                "account": account,
                "arn": session.arn,
                "secret": session.secret_access_key,
                "token": session.session_token,
                "expires": calendar.timegm(session.expiration.timetuple()),
            }
    for account, _partition, backend in list(iam_backends.iter_backends()):
        for user in list(backend.users.values()):
            for key in user.access_keys:
                if key.access_key_id == access_key_id and key.status == "Active":
                    return {"account": account, "arn": user.arn, "secret": key.secret_access_key}
    return {}


def of_bucket(name):
    """Nothing for a bucket that does not exist."""
    from moto.s3.models import s3_backends
    from moto.s3control.models import s3control_backends

    for account, partition, backend in list(s3_backends.iter_backends()):
        if name in backend.buckets:
            blocks = (backend.buckets[name].public_access_block, s3control_backends[account][partition].public_access_block)
            return {"account": account, "closed": any(block and block.restrict_public_buckets for block in blocks)}
    return {}


QUESTIONS = {HEADER: of_key, BUCKET: of_bucket}
