"""moto removes a database subnet group that is modified from its list, and does not know it any more."""


def install():
    from moto.rds.models import RDSBackend

    modified = RDSBackend.modify_db_subnet_group

    def modify_db_subnet_group(self, subnet_name, description, subnets):
        group = modified(self, subnet_name, description, subnets)
        self.subnet_groups[subnet_name] = group
        return group

    RDSBackend.modify_db_subnet_group = modify_db_subnet_group
