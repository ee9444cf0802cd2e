"""Options of a certificate that name only some of them leave the others at their defaults (API reference: CertificateOptions). moto fails
on such a certificate in ListCertificates."""

DEFAULTS = {"CertificateTransparencyLoggingPreference": "ENABLED", "Export": "DISABLED"}


def install():
    from moto.acm.models import CertBundle

    def written(self, options):
        self.__dict__["cert_options"] = {**DEFAULTS, **(options or {})}

    CertBundle.cert_options = property(lambda self: self.__dict__["cert_options"], written)
