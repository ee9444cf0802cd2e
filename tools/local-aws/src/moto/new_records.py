"""A deleted record can be created again, and an existing one cannot (API reference, ChangeResourceRecordSets: InvalidChangeBatch). moto
looks for it in all previous changes, and takes any record that comes later in the zone for it.
"""


def install():
    from moto.route53.exceptions import ResourceRecordAlreadyExists
    from moto.route53.models import Route53Backend

    changed = Route53Backend.change_resource_record_sets

    def change_resource_record_sets(self, zoneid, change_list):
        zone = self.get_hosted_zone(zoneid)
        there = {_named(record.name, record.type, record.set_identifier) for record in zone.rrsets}
        for change in change_list:
            record = change["ResourceRecordSet"]
            if change["Action"] == "DELETE":
                there.discard(_of(record))
            if change["Action"] != "CREATE":
                continue
            if _of(record) in there:
                raise ResourceRecordAlreadyExists(name=record["Name"].rstrip(".") + ".", _type=record["Type"])
            while change in zone.rr_changes:
                zone.rr_changes.remove(change)
        changed(self, zoneid, change_list)

    Route53Backend.change_resource_record_sets = change_resource_record_sets


def _of(record):
    return _named(record["Name"], record["Type"], record.get("SetIdentifier"))


def _named(name, kind, identifier):
    return name.strip(".").lower(), kind, identifier
