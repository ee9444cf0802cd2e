"""The lock tokens of WAF are UUIDs (API reference, LockToken). moto gives an IP set six digits, which no update may then name."""

from uuid import uuid4


def install():
    from moto.wafv2.models import FakeIPSet

    made, updated = FakeIPSet.__init__, FakeIPSet.update

    def make(self, *args, **kwargs):
        made(self, *args, **kwargs)
        self.lock_token = str(uuid4())

    def update(self, *args, **kwargs):
        updated(self, *args, **kwargs)
        self.lock_token = str(uuid4())

    FakeIPSet.__init__, FakeIPSet.update = make, update
