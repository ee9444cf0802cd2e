"""A certificate of ACM whose options name only some of them has the others' defaults (API reference: CertificateOptions). moto fails on
those in ListCertificates."""

DEFAULTS = {"CertificateTransparencyLoggingPreference": "ENABLED", "Export": "DISABLED"}


def install():
    from moto.acm.models import CertBundle

    made = CertBundle.__init__

    def __init__(self, *args, **kwargs):
        made(self, *args, **kwargs)
        self.cert_options = {**DEFAULTS, **self.cert_options}

    CertBundle.__init__ = __init__
