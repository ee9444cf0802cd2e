"""Adds and removes the clients of an OIDC provider (API reference: AddClientIDToOpenIDConnectProvider,
RemoveClientIDFromOpenIDConnectProvider). moto has only those with which a provider is created.
"""

# IAM user guide, "IAM and AWS STS quotas": client IDs for an OIDC provider.
MOST = 100


def install():
    from moto.core.responses import EmptyResult
    from moto.iam.exceptions import LimitExceededException
    from moto.iam.responses import IamResponse

    def add_client_id_to_open_id_connect_provider(self):
        clients = _clients(self)
        client = self._get_param("ClientID")
        # Adding an existing client changes nothing, nor does removing a missing one (API reference).
        if client not in clients and len(clients) >= MOST:
            raise LimitExceededException(f"Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: {MOST}")
        if client not in clients:
            clients.append(client)
        return EmptyResult()

    def remove_client_id_from_open_id_connect_provider(self):
        clients = _clients(self)
        clients[:] = [one for one in clients if one != self._get_param("ClientID")]
        return EmptyResult()

    IamResponse.add_client_id_to_open_id_connect_provider = add_client_id_to_open_id_connect_provider
    IamResponse.remove_client_id_from_open_id_connect_provider = remove_client_id_from_open_id_connect_provider


def _clients(response):
    return response.backend.get_open_id_connect_provider(response._get_param("OpenIDConnectProviderArn")).client_id_list
