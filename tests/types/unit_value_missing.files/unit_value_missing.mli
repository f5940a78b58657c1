val size : int
