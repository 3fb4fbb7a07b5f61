from hypothesis import settings

settings.register_profile("kassa", deadline=None, derandomize=True)  # a red test is about the change, not about luck
settings.load_profile("kassa")
