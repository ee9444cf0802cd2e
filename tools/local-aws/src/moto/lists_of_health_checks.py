"""Route 53's list of health checks, in pages (API reference: ListHealthChecks). moto lists all, without the members that AWS always
returns.
"""

# API reference: "If you set MaxItems to a value greater than 1000, Route 53 returns only the first 1000 health checks"; the default is 100.
LARGEST, USUAL = 1000, 100


def install():
    from moto.core.responses import ActionResult
    from moto.route53.exceptions import InvalidInput
    from moto.route53.responses import Route53

    def list_health_checks(self):
        size, marker = self._get_param("MaxItems", str(USUAL)), self._get_param("Marker")
        if not str(size).isdigit() or int(size) < 1:
            raise InvalidInput(f"MaxItems is a number of 1 or more, and not {size}.")
        most = min(int(size), LARGEST)
        found = self.backend.list_health_checks()
        ids = [one.id for one in found]
        if marker and marker not in ids:
            raise InvalidInput(f"No health check is {marker}: Marker is the NextMarker of an answer before.")
        first = ids.index(marker) if marker else 0
        page, rest = found[first : first + most], ids[first + most :]
        answer = {"HealthChecks": page, "Marker": marker or "", "IsTruncated": bool(rest), "MaxItems": str(size)}
        return ActionResult({**answer, "NextMarker": rest[0]} if rest else answer)

    Route53.list_health_checks = list_health_checks
