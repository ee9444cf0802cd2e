"""The clients of an OIDC provider, which come and go (API reference: AddClientIDToOpenIDConnectProvider,
RemoveClientIDFromOpenIDConnectProvider). moto has those only that a provider is made with.
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
        # To add one that is there changes nothing, as to remove one that is not (API reference).
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
