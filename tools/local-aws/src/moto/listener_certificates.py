"""ModifyListener replaces the default certificate of a listener, and keeps those that were added to it (API reference: ModifyListener,
"Certificates": exactly one; AddListenerCertificates). moto loses these, as its own comment states (elbv2/models.py, modify_listener:
"returns a wrong result").
"""

import inspect


def install():
    from moto.elbv2.models import ELBv2Backend

    of_moto = ELBv2Backend.modify_listener
    signature = inspect.signature(of_moto)

    def modify_listener(self, *args, **kwargs):
        asked = signature.bind(self, *args, **kwargs).arguments
        [before] = self.describe_listeners(load_balancer_arn=None, listener_arns=[asked["arn"]])
        added = [arn for arn in before.certificates or [] if arn != before.certificate]
        listener = of_moto(self, *args, **kwargs)
        if asked.get("certificates"):
            listener.certificates = [listener.certificate, *(arn for arn in added if arn != listener.certificate)]
        return listener

    ELBv2Backend.modify_listener = modify_listener
