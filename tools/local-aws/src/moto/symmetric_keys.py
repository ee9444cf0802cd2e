"""A symmetric key and a key of MACs have no key pair (KMS developer guide, "Key spec reference"). moto generates an RSA key pair for each, which
takes a tenth of a second, and gives the public key to clients. AWS refuses that (API reference, GetPublicKey: UnsupportedOperationException).
"""


def install():
    from moto.core.exceptions import JsonRESTError
    from moto.kms import models
    from moto.kms.utils import KeySpec, generate_private_key

    without_pair = {KeySpec.SYMMETRIC_DEFAULT, *KeySpec.hmac_key_specs()}
    of_moto = models.KmsBackend.get_public_key

    def generate(key_spec):
        return None if key_spec in without_pair else generate_private_key(key_spec)

    def get_public_key(self, key_id):
        key = self.describe_key(key_id)
        if key.key_spec in without_pair:
            raise JsonRESTError("UnsupportedOperationException", f"{key.arn} is not an asymmetric key: it has no public key.")
        return of_moto(self, key_id)

    models.generate_private_key = generate
    models.KmsBackend.get_public_key = get_public_key
