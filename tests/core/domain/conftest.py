from hypothesis import settings

settings.register_profile("kassa", deadline=None, derandomize=True)  # a red test is about the change, not about luck
settings.register_profile("mutants", settings.get_profile("kassa"), max_examples=20)  # once for each of a thousand
settings.load_profile("kassa")
