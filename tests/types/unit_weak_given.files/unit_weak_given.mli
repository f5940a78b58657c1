val cache : int list ref
