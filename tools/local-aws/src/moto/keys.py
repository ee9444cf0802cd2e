"""moto's objects of the library `cryptography`, as PEM: they are handles of OpenSSL, which no pickle can contain."""

from admitted import refuse


def reduce_key(value):
    from cryptography.hazmat.primitives import serialization as pem
    from cryptography.x509 import Certificate

    if isinstance(value, Certificate):
        return certificate, (value.public_bytes(pem.Encoding.PEM),)
    if hasattr(value, "private_bytes"):
        return private_key, (value.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.PKCS8, pem.NoEncryption()),)
    if hasattr(value, "public_bytes"):
        return public_key, (value.public_bytes(pem.Encoding.PEM, pem.PublicFormat.SubjectPublicKeyInfo),)
    refuse(f"moto has a {type(value).__qualname__} of cryptography: declare in tools/local-aws/src/moto/keys.py how it is kept.")


def certificate(pem):
    from cryptography.x509 import load_pem_x509_certificate

    return load_pem_x509_certificate(pem)


def private_key(pem):
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    # Written by moto itself, and protected by a checksum since: checking the primes again takes 40 ms a key.
    return load_pem_private_key(pem, None, unsafe_skip_rsa_key_validation=True)


def public_key(pem):
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    return load_pem_public_key(pem)
