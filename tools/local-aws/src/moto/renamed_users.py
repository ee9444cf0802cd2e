"""UpdateUser renames a user or moves it to another path: its ARN changes, and its tags stay (API reference: UpdateUser). moto keeps tags by
the ARN, and does not move them.
"""


def install():
    from moto.iam.models import IAMBackend

    of_moto = IAMBackend.update_user

    def update_user(self, user_name, new_path=None, new_user_name=None):
        user = self.users.get(user_name)
        arn = user.arn if user else None
        of_moto(self, user_name, new_path, new_user_name)
        if user.arn != arn:
            self.tagger.tag_resource(user.arn, self.tagger.list_tags_for_resource(arn)["Tags"])
            self.tagger.delete_all_tags_for_resource(arn)

    IAMBackend.update_user = update_user
